import { type Refusal, refusalReason } from '../../pipelines/index.ts'
import { answersTo } from './answers.ts'
import { returnMonths } from './diary.ts'
import type { Move } from './plot.ts'
import { planStep } from './promises.ts'
import type { Happening, Key } from './sample.ts'
import { type Scene, stageOf } from './scene.ts'
import { speak } from './speech.ts'

type When = { at: string; by: Key }

/** Makes a beat happen, and moves the thread of the story on. */
export function happen(scene: Scene): Happening {
  const { beat, outline, world } = scene
  const at = world.calendar.at(beat.workday, beat.minute).toISOString()
  return tellers[beat.move](scene, { at, by: outline.seller.user })
}

const tellers: Record<Move, (scene: Scene, when: When) => Happening> = {
  created: (scene, when) => ({ ...when, type: 'created', next: planStep(scene, 'forward') }),
  noted(scene, when) {
    const kind = scene.dice.weighted({ note: 4, call: 2, mail: 2, meeting: 1 })
    return { ...when, type: 'noted', kind, text: speak(scene, scene.world.words.asides[kind]) }
  },
  result,
  postponed,
  parked,
  lost(scene, when) {
    const refusal = refusalFor(scene)
    const note = speak(scene, refusalNotes(scene, refusal))
    return { ...when, type: 'lost', note, ...inWords(scene, refusal) }
  },
  won(scene, when) {
    const { leads, deals } = scene.world.words
    const { becomes } = scene.cast
    if (becomes) return { ...when, type: 'converted', note: speak(scene, leads.converted), ...becomes }
    return { ...when, type: 'won', note: speak(scene, deals.won) }
  },
}

function result(scene: Scene, when: When): Happening {
  const { thread, cast, world, dice } = scene
  const answers = answersTo(cast, thread.step?.attempt ?? 1, world, dice)
  Object.assign(thread.answers, answers)
  const progress: Readonly<Record<string, readonly string[]>> = phrasesOf(scene).progress
  const note = speak(scene, progress[stageOf(scene).key] ?? [])
  thread.stage += 1
  thread.putOff = 0
  return {
    ...when,
    type: 'result',
    note,
    answers,
    stage: stageOf(scene).key,
    next: planStep(scene, 'forward'),
  }
}

function postponed(scene: Scene, when: When): Happening {
  const { thread, cast, world, dice } = scene
  const isUnreached = cast.subject === 'lead' && dice.chance(0.5)
  const note = speak(scene, isUnreached ? world.words.leads.unreached : phrasesOf(scene).postponed)
  const canOffer = cast.subject === 'deal' && thread.stage > 0
  const changedOffer = canOffer && dice.chance(0.35) ? speak(scene, world.words.deals.changedOffers) : null
  // From the third time in a row on, the product wants to know why.
  const reason =
    thread.putOff < 2
      ? null
      : speak(scene, isUnreached ? [world.words.nobodyAnswers] : world.words.putOffReasons)
  thread.putOff += 1
  return { ...when, type: 'postponed', note, reason, changedOffer, next: planStep(scene, 'again') }
}

function parked(scene: Scene, when: When): Happening {
  const { thread, cast, dice, outline, world } = scene
  const refusal: Refusal = cast.subject === 'lead' ? 'later' : dice.pick(['frozen', 'no-budget'])
  const note = speak(scene, phrasesOf(scene).parked)
  const returnInMonths = returnMonths(outline, world.calendar)
  thread.putOff = 0
  return {
    ...when,
    type: 'parked',
    note,
    ...inWords(scene, refusal),
    returnInMonths,
    next: planStep(scene, 'comeBack'),
  }
}

/** Wrong numbers show at once, and silence is a reason only where nobody picked up. */
function refusalFor({ cast, thread, dice }: Scene): Refusal {
  const isSilent = thread.putOff > 1
  const isEarly = thread.stage === 0
  if (cast.subject === 'lead') {
    if (isEarly && isSilent) return 'no-answer'
    const stranger = isEarly && thread.putOff === 0 ? 5 : 0
    return dice.weighted({
      'no-need': 5,
      rival: 4,
      'not-ours': stranger,
      'no-budget': 3,
      later: 1,
      'wrong-person': stranger,
    })
  }
  if (isEarly) return dice.weighted({ frozen: 3, 'no-budget': 4, unfit: 4, 'own-forces': 3 })
  const silence = isSilent ? 10 : 0
  return dice.weighted({ price: 8, rival: 6, frozen: 3, 'no-budget': 3, delivery: 3, unfit: 1, silence })
}

function refusalNotes(scene: Scene, refusal: Refusal): readonly string[] {
  const refused: Readonly<Partial<Record<Refusal, readonly string[]>>> = phrasesOf(scene).refused
  return refused[refusal] ?? []
}

function inWords({ cast, world }: Scene, refusal: Refusal): { refusal: Refusal; reason: string } {
  return { refusal, reason: refusalReason(cast.subject, refusal, world.request.locale) }
}

function phrasesOf({ cast, world }: Scene) {
  return world.words[`${cast.subject}s`]
}
