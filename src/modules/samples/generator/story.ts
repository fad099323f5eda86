import type { Outline } from './diary.ts'
import type { Dice } from './dice.ts'
import { happen } from './happenings.ts'
import { dueAfter } from './promises.ts'
import type { Worked } from './sample.ts'
import { type Cast, stageOf, type Thread } from './scene.ts'
import type { World } from './world.ts'

type Told = Pick<Worked, 'owner' | 'createdAt' | 'stage' | 'status' | 'answers' | 'history' | 'currentStep'>

/** Tells an outlined story: every beat becomes a happening with its words, its step and its dates. */
export function tell(outline: Outline, cast: Cast, world: World, dice: Dice): Told {
  const thread: Thread = { stage: 0, putOff: 0, step: null, answers: {}, said: new Set() }
  const history = outline.beats.map((beat, index) => {
    const due = dueAfter(index, outline, cast.subject, dice)
    return happen({ outline, cast, world, dice, thread, beat, due })
  })
  const isOver = outline.ending === 'won' || outline.ending === 'lost'
  return {
    owner: outline.seller.user,
    createdAt: history[0]?.at ?? '',
    stage: stageOf({ thread, cast, world }).key,
    status: outline.ending === 'parked' ? 'open' : outline.ending,
    answers: thread.answers,
    history,
    currentStep: isOver ? null : thread.step,
  }
}
