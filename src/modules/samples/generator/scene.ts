import type { DefaultStage, QuestionId, Subject } from '../../pipelines/index.ts'
import type { Outline, Slot } from './diary.ts'
import type { Dice } from './dice.ts'
import type { Fit } from './phrase.ts'
import type { Beat } from './plot.ts'
import type { Key, PlannedStep } from './sample.ts'
import type { World } from './world.ts'

/** Who and what a story is about. */
export interface Cast {
  subject: Subject
  client: { first: string; gender: 'm' | 'f' }
  slots: Readonly<Record<string, string>>
  line: Fit['line']
  /** Answers that are fields of the record; null where the record has none. */
  fieldAnswers: Readonly<Partial<Record<QuestionId, string | null>>>
  /** What a lead that ends well becomes. */
  becomes: { contact: Key; company: Key; deal: Key } | null
}

/** Where the teller is in the story. */
export interface Thread {
  stage: number
  /** Postponements in a row up to here. */
  putOff: number
  step: PlannedStep | null
  answers: Record<string, string>
  /** Templates already used: nobody writes the same note twice about one customer. */
  said: Set<string>
}

/** Everything one beat is told from. */
export interface Scene {
  outline: Outline
  cast: Cast
  world: World
  dice: Dice
  thread: Thread
  beat: Beat
  /** When the step that follows is due; null when nothing follows. */
  due: Slot | null
}

/** The stage a story has reached. */
export function stageOf({ thread, cast, world }: Pick<Scene, 'thread' | 'cast' | 'world'>): DefaultStage {
  const stage = world.stages[cast.subject][thread.stage]
  if (!stage) throw new Error(`${cast.subject} pipeline has no stage ${thread.stage}`)
  return stage
}
