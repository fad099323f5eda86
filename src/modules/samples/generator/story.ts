import { type QuestionId, type Refusal, refusalReason, type Subject } from '../../pipelines/index.ts'
import { answersTo } from './answers.ts'
import { opensAt } from './calendar.ts'
import type { Dice } from './dice.ts'
import { type Outline, returnMonths, type Slot } from './diary.ts'
import { say } from './phrase.ts'
import type { Beat, Move } from './plot.ts'
import type { Happening, Key, PlannedStep, Worked } from './sample.ts'
import type { StepTitles } from './words/vocabulary.ts'
import type { World } from './world.ts'

/** Who and what a story is about. */
export interface Cast {
  subject: Subject
  client: { first: string; gender: 'm' | 'f' }
  slots: Readonly<Record<string, string>>
  /** Answers that are fields of the record; null where the record has none. */
  fieldAnswers: Readonly<Partial<Record<QuestionId, string | null>>>
  /** What a lead that ends well becomes. */
  becomes: { contact: Key; company: Key; deal: Key } | null
}

type Told = Pick<Worked, 'owner' | 'createdAt' | 'stage' | 'status' | 'answers' | 'history' | 'currentStep'>

/** Where the teller is in the story. */
interface Thread {
  stage: number
  /** Postponements in a row up to here. */
  putOff: number
  step: PlannedStep | null
  answers: Record<string, string>
  /** Templates already used: nobody writes the same note twice about one customer. */
  said: Set<string>
}

interface Scene {
  outline: Outline
  cast: Cast
  world: World
  dice: Dice
  thread: Thread
  beat: Beat
  /** When the step that follows is due; null when nothing follows. */
  due: Slot | null
}

/** Tells an outlined story: every beat becomes a happening with its words, its step and its dates. */
export function tell(outline: Outline, cast: Cast, world: World, dice: Dice): Told {
  const thread: Thread = { stage: 0, putOff: 0, step: null, answers: {}, said: new Set() }
  const history = outline.beats.map((beat, index) => {
    const due = dueAfter(index, outline, dice)
    return happening({ outline, cast, world, dice, thread, beat, due })
  })
  const { ending } = outline
  return {
    owner: outline.seller.user,
    createdAt: history[0]?.at ?? '',
    stage: stageAt(thread.stage, cast, world).key,
    status: ending === 'won' || ending === 'lost' ? ending : 'open',
    answers: thread.answers,
    history,
    currentStep: ending === 'won' || ending === 'lost' ? null : thread.step,
  }
}

function happening(scene: Scene): Happening {
  const { beat, outline, world, thread, cast, dice } = scene
  const { locale } = world.request
  const when = { at: world.calendar.at(beat.workday, beat.minute).toISOString(), by: outline.seller.user }
  const phrases = world.words[`${cast.subject}s`]
  const stage = stageAt(thread.stage, cast, world)
  const told: { [M in Move]: () => Happening } = {
    created: () => ({ ...when, type: 'created', next: plan(scene, 'byKind') }),
    noted() {
      const kind = dice.weighted({ note: 4, call: 2, mail: 2, meeting: 1 })
      return { ...when, type: 'noted', kind, text: speak(scene, world.words.asides[kind]) }
    },
    result() {
      const answers = answersTo(cast, thread.step?.attempt ?? 1, world, dice)
      Object.assign(thread.answers, answers)
      thread.stage += 1
      thread.putOff = 0
      const note = speak(scene, progressOf(scene, stage.key))
      return { ...when, type: 'result', note, answers, stage: stageAt(thread.stage, cast, world).key, next: plan(scene, 'byKind') }
    },
    postponed() {
      const note = speak(scene, postponements(scene))
      const changedOffer = cast.subject === 'deal' && dice.chance(0.35) ? speak(scene, world.words.deals.changedOffers) : null
      const mustExplain = thread.putOff >= 2
      const reason = mustExplain || dice.chance(0.2) ? speak(scene, world.words.putOffReasons) : null
      thread.putOff += 1
      return { ...when, type: 'postponed', note, reason, changedOffer, next: plan(scene, 'again') }
    },
    parked() {
      thread.putOff = 0
      const refusal: Refusal = cast.subject === 'lead' ? 'later' : dice.pick(['frozen', 'no-budget'])
      const returnInMonths = returnMonths(outline, world.calendar)
      const reason = refusalReason(cast.subject, refusal, locale)
      return { ...when, type: 'parked', note: speak(scene, phrases.parked), reason, refusal, returnInMonths, next: plan(scene, 'comeBack') }
    },
    lost() {
      const refusal = refusalFor(scene)
      const note = speak(scene, refusalNotes(scene, refusal))
      return { ...when, type: 'lost', note, reason: refusalReason(cast.subject, refusal, locale), refusal }
    },
    won: () =>
      cast.becomes
        ? { ...when, type: 'converted', note: speak(scene, world.words.leads.converted), ...cast.becomes }
        : { ...when, type: 'won', note: speak(scene, world.words.deals.won) },
  }
  return told[beat.move]()
}

/** Makes the next step and remembers it as the one that is open. */
function plan(scene: Scene, manner: keyof StepTitles): PlannedStep {
  const { thread, cast, world, dice, due } = scene
  if (!due) throw new Error('an open story has no date for its next step')
  const titles = world.words[`${cast.subject}s`].titles
  const usual = stageAt(thread.stage, cast, world).stepKind
  const kind = manner === 'byKind' ? (dice.chance(0.8) ? usual : dice.pick(['call', 'mail', 'message'])) : 'call'
  const step: PlannedStep = {
    kind: manner === 'again' ? (thread.step?.kind ?? usual) : kind,
    title: capitalised(speak(scene, manner === 'byKind' ? titles.byKind[kind] : titles[manner])),
    dueAt: world.calendar.at(due.workday, due.minute).toISOString(),
    attempt: (thread.step?.attempt ?? 0) + 1,
  }
  thread.step = step
  return step
}

/** When the step planned at a beat is due: shortly before it is closed, or a few days before by those who are late. */
function dueAfter(index: number, outline: Outline, dice: Dice): Slot | null {
  const planned = outline.beats[index]
  const closing = outline.beats.slice(index + 1).find(({ move }) => move !== 'noted')
  if (!planned || !closing) return outline.due
  if (closing.workday - planned.workday >= 2 && dice.chance(outline.seller.habits.late)) {
    return { workday: dice.between(planned.workday + 1, closing.workday - 1), minute: opensAt + dice.between(0, 39) * 15 }
  }
  const quarter = Math.max(opensAt, Math.floor((closing.minute - 1) / 15) * 15)
  if (closing.workday > planned.workday || quarter > planned.minute) return { workday: closing.workday, minute: quarter }
  return { workday: closing.workday, minute: Math.ceil((planned.minute + closing.minute) / 2) }
}

/** Says one of the templates, a new one as long as there is one. */
function speak(scene: Scene, templates: readonly string[]): string {
  const { thread, dice, cast, outline } = scene
  const unsaid = templates.filter((template) => !thread.said.has(template))
  const template = dice.pick(unsaid.length > 0 ? unsaid : templates)
  thread.said.add(template)
  const slots = { ...cast.slots, ...passingSlots(scene) }
  return say(template, { me: outline.seller.gender, client: cast.client.gender, slots }, dice)
}

/** Slots that change from note to note. */
function passingSlots({ world, beat, due, dice }: Scene): Record<string, string> {
  const earlier = Math.max(opensAt, beat.minute - dice.between(7, 50))
  return {
    day: due ? dayInWords(beat.workday, due.workday, world) : (world.words.weekdays[dice.between(1, 5)] ?? ''),
    clock: `${Math.floor(earlier / 60)}:${String(earlier % 60).padStart(2, '0')}`,
    percent: dice.pick(['3', '4', '5', '7']),
    n: String(dice.between(12, 34)),
    weeks: dice.pick(world.words.weeks),
  }
}

function dayInWords(from: number, to: number, { words, calendar }: World): string {
  if (to <= from) return words.today
  const isTomorrow = to === from + 1 && calendar.weekdayOf(to) === calendar.weekdayOf(from) + 1
  return isTomorrow ? words.tomorrow : (words.weekdays[calendar.weekdayOf(to)] ?? '')
}

function progressOf({ cast, world }: Scene, stage: string): readonly string[] {
  const progress: Readonly<Record<string, readonly string[]>> = world.words[`${cast.subject}s`].progress
  return progress[stage] ?? []
}

function postponements({ cast, world, dice }: Scene): readonly string[] {
  if (cast.subject === 'deal') return world.words.deals.postponed
  return dice.chance(0.5) ? world.words.leads.unreached : world.words.leads.postponed
}

function refusalFor({ cast, thread, dice }: Scene): Refusal {
  if (cast.subject === 'lead') {
    const silence = thread.putOff > 1 ? 14 : 2
    return dice.weighted({ 'no-answer': silence, 'no-need': 5, rival: 4, 'not-ours': 4, 'no-budget': 3, later: 1, 'wrong-person': 2 })
  }
  const silence = thread.putOff > 1 ? 10 : 1
  return dice.weighted({ price: 8, rival: 6, frozen: 4, 'no-budget': 4, delivery: 3, unfit: 2, 'own-forces': 2, silence })
}

function refusalNotes({ cast, world }: Scene, refusal: Refusal): readonly string[] {
  const refused: Readonly<Partial<Record<Refusal, readonly string[]>>> = world.words[`${cast.subject}s`].refused
  return refused[refusal] ?? []
}

function stageAt(index: number, { subject }: Cast, world: World) {
  const stage = world.stages[subject][index]
  if (!stage) throw new Error(`${subject} pipeline has no stage ${index}`)
  return stage
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
