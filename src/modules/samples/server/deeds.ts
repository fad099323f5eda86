import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import { note } from '../../notes/index.ts'
import type { Subject } from '../../pipelines/index.ts'
import { endStep, lockOpenWork } from '../../steps/server/index.ts'
import type { Happening, PlannedStep } from '../generator/sample.ts'
import { backThen, perform } from './back-then.ts'
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

/** The life being lived: who it is and which step is open. */
interface Living extends Life {
  cast: Cast
  places: Places
  open: string | null
}

/**
 * The deeds of a lead or deal. Each is the very verb a person would have used, so what comes of them obeys every
 * law of the product, and the timeline reads as if it had been lived.
 */
export function deedsOf(life: Life, cast: Cast, places: Places): Deed[] {
  const living: Living = { ...life, cast, places, open: null }
  return life.history.map((happening) => ({
    at: happening.at,
    run: (ctx) => backThen(ctx, { at: happening.at, by: cast.id(happening.by) }, (then) => redo(then, living, happening)),
  }))
}

function redo(ctx: Ctx, living: Living, happening: Happening): Promise<void> {
  const { subject, places } = living
  switch (happening.type) {
    case 'created':
      return create(ctx, living, happening.next)
    case 'noted':
      return writeDown(ctx, living, happening)
    case 'result': {
      const { answers, next } = happening
      const stage = places.stage(subject, happening.stage)
      return complete(ctx, living, { outcome: 'result', note: happening.note, answers, stage, next: planned(next, places) })
    }
    case 'postponed': {
      const { reason, changedOffer, next } = happening
      const particulars = { reason: reason ?? undefined, changedOffer: changedOffer ?? undefined, dueAt: next.dueAt }
      return complete(ctx, living, { outcome: 'postponed', note: happening.note, ...particulars })
    }
    case 'parked':
      return park(ctx, living, happening)
    case 'lost':
      return complete(ctx, living, { outcome: 'refused', note: happening.note, reason: happening.reason })
    case 'won':
      return complete(ctx, living, { outcome: 'result', note: happening.note, win: true })
    case 'converted':
      return convert(ctx, living, happening)
  }
}

async function create(ctx: Ctx, living: Living, next: PlannedStep): Promise<void> {
  const { subject, id, values, places, cast } = living
  const draft = { id, values: { ...values, ...places.beginning(subject) }, extra: { nextStep: planned(next, places) } }
  const [record] = await createRecords(ctx, ctx.registry.catalog.entity(subject), [draft])
  cast.brought.push({ entity: subject, id })
  living.open = record?.nextStep as string // an open lead or deal has one, by law
}

async function writeDown(ctx: Ctx, { subject, id, cast }: Living, { kind, text }: Extract<Happening, { type: 'noted' }>): Promise<void> {
  const draft = { id: uuidv7(), values: { [subject]: id, kind, text }, extra: {} }
  await createRecords(ctx, note, [draft])
  cast.brought.push({ entity: note.name, id: draft.id })
}

async function complete(ctx: Ctx, living: Living, input: Values): Promise<void> {
  // The contract of the verb promises this answer.
  const { nextStep } = (await perform(ctx, 'step.complete', { step: living.open, ...input })) as { nextStep: { id: string } | null }
  living.open = nextStep?.id ?? null
}

/** Refused for some months: the verb knows the day, the sample the working day and what to do on it. */
async function park(ctx: Ctx, living: Living, { note: said, reason, returnInMonths, next }: Extract<Happening, { type: 'parked' }>): Promise<void> {
  await complete(ctx, living, { outcome: 'refused', note: said, reason, returnInMonths })
  await perform(ctx, 'step.change', { step: living.open, ...planned(next, living.places) })
}

/** The contact, company and deal were made at this very moment, with more particulars than a conversion asks for. */
async function convert(ctx: Ctx, { id, cast }: Living, happening: Extract<Happening, { type: 'converted' }>): Promise<void> {
  const work = await lockOpenWork(ctx, 'lead', id)
  const became = { contact: cast.id(happening.contact), company: cast.id(happening.company), deal: cast.id(happening.deal) }
  await endStep(ctx, work, { outcome: 'result', note: happening.note }, { close: 'won', reason: null }, became)
}

function planned({ kind, title, dueAt }: PlannedStep, places: Places) {
  return { kind: places.kind(kind), title, dueAt }
}
