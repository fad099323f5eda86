import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import { note } from '../../notes/index.ts'
import type { Subject } from '../../pipelines/index.ts'
import { endStep, findStep, type StageRow } from '../../steps/server/index.ts'
import type { Happening, PlannedStep } from '../generator/sample.ts'
import { backThen } from './back-then.ts'
import type { Cast } from './cast.ts'
import type { Places } from './places.ts'

/** Something that happened once, to be done again in its turn. */
export interface Deed {
  at: string
  run(ctx: Ctx): Promise<void>
}

/** A lead or deal to be lived through once more. */
export interface Life {
  subject: Subject
  id: string
  values: Values
  history: Happening[]
}

/** A life in progress: the record as it is now, its stage and its open step. */
interface Living extends Life {
  cast: Cast
  places: Places
  record: StoredRecord
  stage: StageRow
  open: StoredRecord
}

type Told<Type extends Happening['type']> = Extract<Happening, { type: Type }>
type Follow = Parameters<typeof endStep>[3]
type StepEnd = Exclude<Happening, Told<'created'> | Told<'noted'>>

/**
 * The deeds of a lead or deal. Steps end and begin here by what every verb of work is made of, so what comes out
 * obeys the laws of the product and the timeline reads as if it had been lived. Only the locking is left out:
 * nobody else knows these records yet.
 */
export function deedsOf(life: Life, cast: Cast, places: Places): Deed[] {
  let living: Living | null = null
  const redo = async (ctx: Ctx, happening: Happening) => {
    if (happening.type === 'created') living = await begin(ctx, life, cast, places, happening.next)
    else if (!living)
      throw new Error(`${life.subject} ${life.id}: its history does not begin with its creation`)
    else if (happening.type === 'noted') await writeDown(ctx, living, happening)
    else await endAndGoOn(ctx, living, happening)
  }
  return life.history.map((happening) => ({
    at: happening.at,
    run: (ctx) =>
      backThen(ctx, { at: happening.at, by: cast.id(happening.by) }, (then) => redo(then, happening)),
  }))
}

async function begin(ctx: Ctx, life: Life, cast: Cast, places: Places, next: PlannedStep): Promise<Living> {
  const { subject, id, values } = life
  const stage = places.beginning(subject)
  const draft = {
    id,
    values: { ...values, pipeline: stage.pipeline, stage: stage.id },
    extra: { nextStep: planned(next, places) },
  }
  const [record] = await createRecords(ctx, ctx.registry.catalog.entity(subject), [draft])
  cast.brought.push({ entity: subject, id })
  // One draft gives one record, and the law gives an open record its step.
  return {
    ...life,
    cast,
    places,
    stage,
    record: record!,
    open: await findStep(ctx, record!.nextStep as string),
  }
}

async function writeDown(
  ctx: Ctx,
  { subject, id, cast }: Living,
  { kind, text }: Told<'noted'>,
): Promise<void> {
  const draft = { id: uuidv7(), values: { [subject]: id, kind, text }, extra: {} }
  await createRecords(ctx, note, [draft])
  cast.brought.push({ entity: note.name, id: draft.id })
}

async function endAndGoOn(ctx: Ctx, living: Living, happening: StepEnd): Promise<void> {
  const { record, open, stage, subject } = living
  const work = { entity: ctx.registry.catalog.entity(subject), record, open, stage }
  const reason = 'reason' in happening ? (happening.reason ?? undefined) : undefined
  const changedOffer = 'changedOffer' in happening ? (happening.changedOffer ?? undefined) : undefined
  const ending = { outcome: outcomes[happening.type], note: happening.note, reason, changedOffer }
  const follow = followOf(living, happening)
  const after = await endStep(ctx, work, ending, follow, valuesOf(living, happening))
  living.record = after.record
  if ('next' in follow) living.stage = follow.stage
  if (after.open) living.open = after.open
}

const outcomes = {
  result: 'result',
  won: 'result',
  converted: 'result',
  postponed: 'postponed',
  parked: 'refused',
  lost: 'refused',
} as const

function followOf({ subject, places, stage, open }: Living, happening: StepEnd): Follow {
  if (happening.type === 'lost') return { close: 'lost', reason: happening.reason }
  if (happening.type === 'won' || happening.type === 'converted') return { close: 'won', reason: null }
  const next = planned(happening.next, places)
  const isOnceMore = happening.type === 'postponed'
  return {
    next,
    stage: happening.type === 'result' ? places.stage(subject, happening.stage) : stage,
    standing: {
      attempt: happening.next.attempt,
      postponements: isOnceMore ? (open.postponements as number) + 1 : 0,
    },
  }
}

/** What the end of a step writes into the record: answers to the script, or what a lead has become. */
function valuesOf({ record, cast, places }: Living, happening: StepEnd): Values {
  if (happening.type === 'converted') {
    const { contact, company, deal } = happening
    return { contact: cast.id(contact), company: cast.id(company), deal: cast.id(deal) }
  }
  if (happening.type !== 'result') return {}
  // Answers that are fields stand in the record from the beginning.
  const loose = Object.entries(happening.answers).filter(([id]) => !places.isField(id))
  return loose.length > 0
    ? { answers: { ...(record.answers as object | null), ...Object.fromEntries(loose) } }
    : {}
}

function planned({ kind, title, dueAt }: PlannedStep, places: Places) {
  return { kind: places.kind(kind), title, dueAt }
}
