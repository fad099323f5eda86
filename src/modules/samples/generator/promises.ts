import type { StepKindKey, Subject } from '../../pipelines/index.ts'
import { opensAt } from './calendar.ts'
import type { Outline, Slot } from './diary.ts'
import type { Dice } from './dice.ts'
import type { PlannedStep } from './sample.ts'
import { type Scene, stageOf } from './scene.ts'
import { speak } from './speech.ts'
import type { StepTitles } from './words/vocabulary.ts'

/** The next stage's step, the same step once more, or a call after months. */
type Manner = 'forward' | 'again' | 'comeBack'

/** Makes the next step and remembers it as the one that is open. */
export function planStep(scene: Scene, manner: Manner): PlannedStep {
  const { thread, world, due } = scene
  if (!due) throw new Error('an open story has no date for its next step')
  const dueAt = world.calendar.at(due.workday, due.minute).toISOString()
  const { step } = thread
  const isSame = manner === 'again' && step
  thread.step = isSame
    ? { ...step, dueAt, attempt: step.attempt + 1 }
    : { ...act(manner, scene), dueAt, attempt: 1 }
  return thread.step
}

/** When the step planned at a beat is due: shortly before it is closed, or days before by those who are late. */
export function dueAfter(index: number, outline: Outline, subject: Subject, dice: Dice): Slot | null {
  const planned = outline.beats[index]
  const closing = outline.beats.slice(index + 1).find(({ move }) => move !== 'noted')
  if (!planned || !closing) return outline.due
  if (closing.workday - planned.workday >= 2 && dice.chance(outline.seller.habits.late)) {
    return {
      workday: dice.between(planned.workday + 1, closing.workday - 1),
      minute: opensAt + dice.between(0, 39) * 15,
    }
  }
  const isFirstCall = subject === 'lead' && planned.move === 'created' && closing.workday === planned.workday
  // Somebody who asks is called within a quarter of an hour; those called later were called late.
  if (isFirstCall) return { workday: planned.workday, minute: Math.min(planned.minute + 15, closing.minute) }
  const quarter = Math.max(opensAt, Math.floor((closing.minute - 1) / 15) * 15)
  if (closing.workday > planned.workday || quarter > planned.minute)
    return { workday: closing.workday, minute: quarter }
  return { workday: closing.workday, minute: Math.ceil((planned.minute + closing.minute) / 2) }
}

function act(manner: Manner, scene: Scene): Pick<PlannedStep, 'kind' | 'title'> {
  const { cast, world, dice } = scene
  const titles: StepTitles = world.words[`${cast.subject}s`].titles
  const stage = stageOf(scene)
  const named = (kind: StepKindKey, templates: readonly string[]) => ({
    kind,
    title: capitalised(speak(scene, templates)),
  })
  if (manner === 'comeBack') return named('call', titles.comeBack)
  const kind = dice.chance(0.85) ? stage.stepKind : dice.pick<StepKindKey>(['call', 'mail', 'message'])
  const isUsual = kind === stage.stepKind && kind !== 'task'
  return named(kind, (isUsual && titles.byStage[stage.key]) || titles.byKind[kind])
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
