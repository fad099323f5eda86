import { uuidv7 } from 'uuidv7'
import type { PendingEvent } from '../../../server/events/events.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import type { Subject } from '../../pipelines/index.ts'
import type { StageRow } from '../../steps/server/index.ts'
import type { Happening, PlannedStep } from '../generator/sample.ts'
import type { Cast } from './cast.ts'
import type { Places } from './places.ts'
import type { Teller } from './told-as.ts'

/** A lead or deal with all that happened to it. */
export interface Life {
  subject: Subject
  id: string
  values: Values
  history: Happening[]
}

/** What a life leaves in the workspace: the record as it stands, its steps and notes, and what is told of them. */
export interface Traces {
  subject: Subject
  record: Draft
  steps: Draft[]
  notes: Draft[]
  /** What happened after the creation; that, with the first step as a part of it, the records pipeline tells itself. */
  events: PendingEvent[]
  tellers: Map<string, Teller>
}

type Told<Type extends Happening['type']> = Extract<Happening, { type: Type }>
type StepEnd = Exclude<Happening, Told<'created'> | Told<'noted'>>

/** A life while it is being lived. */
interface Living {
  life: Life
  cast: Cast
  places: Places
  stage: StageRow
  open: Draft | null
  traces: Traces
}

/**
 * Lives a lead or deal through on paper. One by one the verbs would take thousands of statements; the traces go
 * into the database in a handful. A test lives some of them through with the verbs and finds the same traces.
 */
export function live(life: Life, cast: Cast, places: Places): Traces {
  const stage = places.beginning(life.subject)
  const values = { status: 'open', attempts: 0, ...life.values, pipeline: stage.pipeline, stage: stage.id }
  const record: Draft = { id: life.id, values, extra: {} }
  const traces: Traces = {
    subject: life.subject,
    record,
    steps: [],
    notes: [],
    events: [],
    tellers: new Map(),
  }
  const living: Living = { life, cast, places, stage, open: null, traces }
  for (const happening of life.history) {
    if (happening.type === 'created') begin(living, happening)
    else if (happening.type === 'noted') writeDown(living, happening)
    else endStep(living, happening)
  }
  return traces
}

function begin(living: Living, { at, by, next }: Told<'created'>): void {
  const { record, tellers } = living.traces
  tellers.set(record.id, { at, by: living.cast.id(by) })
  living.open = openStep(living, { at, by: living.cast.id(by) }, next, 0)
  Object.assign(record.values, { ...nextStepOf(living.open), stageSince: at, createdAt: at, updatedAt: at })
}

function writeDown({ life, cast, traces }: Living, { at, by, kind, text }: Told<'noted'>): void {
  const author = cast.id(by)
  const values = { [life.subject]: life.id, kind, text, author, createdAt: at, updatedAt: at }
  const draft = { id: uuidv7(), values, extra: {} }
  traces.notes.push(draft)
  traces.tellers.set(draft.id, { at, by: author })
}

function openStep(
  { life, places, traces }: Living,
  { at, by }: Teller,
  next: PlannedStep,
  postponements: number,
): Draft {
  const { kind, title, dueAt, attempt } = next
  const planned = { kind: places.kind(kind), dueAt, owner: life.values.owner, title }
  const about = { [life.subject]: life.id, ...planned, attempt, postponements }
  const draft = {
    id: uuidv7(),
    values: { ...about, createdAt: at, updatedAt: at },
    extra: {},
    particulars: planned,
  }
  traces.steps.push(draft)
  traces.tellers.set(draft.id, { at, by })
  return draft
}

function endStep(living: Living, happening: StepEnd): void {
  const { life, cast, traces, open } = living
  if (!open) throw new Error(`${life.subject} ${life.id}: something happens after its end`)
  const teller = { at: happening.at, by: cast.id(happening.by) }
  const postponements = happening.type === 'postponed' ? (open.values.postponements as number) + 1 : 0
  const next = 'next' in happening ? openStep(living, teller, happening.next, postponements) : null
  const seenBefore = customersOf(traces.record)

  const { outcome, reason, changedOffer } = endingOf(happening)
  const closing = {
    outcome,
    outcomeNote: happening.note,
    reason,
    changedOffer,
    closedAt: teller.at,
    closedBy: teller.by,
    followedBy: next?.id,
  }
  const changes = change(open, closing, teller.at)
  const { kind, dueAt, attempt } = open.values
  const particulars = {
    outcome,
    note: happening.note,
    reason,
    changedOffer,
    learnt: learntFrom(living, happening),
    next: next?.particulars,
    kind,
    dueAt,
    attempt,
  }
  traces.events.push(
    event('step.completed', 'step', open.id, { ...particulars, changes }, [life.id, ...seenBefore], teller),
  )

  if (next)
    traces.events.push(event('step.created', 'step', next.id, { ...next.particulars }, [life.id], teller))
  const moved = change(traces.record, recordAfter(living, happening, next), teller.at)
  const told = kindOf(happening, 'stage' in moved)
  traces.events.push(
    event(
      `${life.subject}.${told}`,
      life.subject,
      life.id,
      { changes: moved },
      customersOf(traces.record),
      teller,
    ),
  )
  living.open = next
}

/** Answers that are new, under their questions. Those that are fields stand in the record from the beginning. */
function learntFrom({ places, traces }: Living, happening: StepEnd): object[] | undefined {
  if (happening.type !== 'result') return
  const known = (traces.record.values.answers ?? {}) as Record<string, string>
  const fresh = Object.entries(happening.answers).filter(
    ([id, text]) => !places.isField(id) && known[id] !== text,
  )
  if (fresh.length > 0) return fresh.map(([id, answer]) => ({ question: places.wording(id), answer }))
}

/** Contact and company, on whose timelines it is told too. */
function customersOf({ values }: Draft): string[] {
  return [values.contact, values.company].filter((id): id is string => typeof id === 'string')
}

/** What the record is after this: further along, or closed. */
function recordAfter(living: Living, happening: StepEnd, next: Draft | null): Values {
  const { life, cast, places, traces } = living
  const step = { attempts: (traces.record.values.attempts as number) + 1, ...nextStepOf(next) }
  const closed = { ...step, closedAt: happening.at }
  switch (happening.type) {
    case 'result': {
      const from = living.stage
      living.stage = places.stage(life.subject, happening.stage)
      const since = living.stage.id !== from.id && { stageSince: happening.at }
      const loose = Object.entries(happening.answers).filter(([id]) => !places.isField(id))
      const answers = loose.length > 0 && {
        answers: { ...(traces.record.values.answers as object), ...Object.fromEntries(loose) },
      }
      return { ...step, ...answers, ...since, stage: living.stage.id }
    }
    case 'lost':
      return { ...closed, status: 'lost', closeReason: happening.reason }
    case 'won':
      return { ...closed, status: 'won' }
    case 'converted': {
      const { contact, company, deal } = happening
      return {
        ...closed,
        status: 'won',
        contact: cast.id(contact),
        company: cast.id(company),
        deal: cast.id(deal),
      }
    }
    default:
      return step
  }
}

function nextStepOf(open: Draft | null): Values {
  return { nextStep: open?.id ?? null, nextStepDueAt: open?.values.dueAt ?? null }
}

function endingOf(happening: StepEnd): { outcome: string; reason?: string; changedOffer?: string } {
  switch (happening.type) {
    case 'postponed':
      return {
        outcome: 'postponed',
        reason: happening.reason ?? undefined,
        changedOffer: happening.changedOffer ?? undefined,
      }
    case 'parked':
    case 'lost':
      return { outcome: 'refused', reason: happening.reason }
    default:
      return { outcome: 'result' }
  }
}

function kindOf({ type }: StepEnd, hasMoved: boolean): string {
  if (type === 'lost') return 'lost'
  if (type === 'won' || type === 'converted') return 'won'
  return hasMoved ? 'moved' : 'worked'
}

/** Writes the values that differ into a draft and returns them as an event tells them: before and after. */
function change(draft: Draft, wanted: Values, at: string): Record<string, [unknown, unknown]> {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => (draft.values[name] ?? null) !== (value ?? null),
  )
  const changes = Object.fromEntries(
    changed.map(([name, value]): [string, [unknown, unknown]] => [
      name,
      [draft.values[name] ?? null, value ?? null],
    ]),
  )
  Object.assign(draft.values, Object.fromEntries(changed), { updatedAt: at })
  return changes
}

function event(
  kind: string,
  entity: string,
  recordId: string,
  data: Record<string, unknown>,
  shownOn: string[],
  { at, by }: Teller,
): PendingEvent {
  return { id: uuidv7(), kind, entity, recordId, data, shownOn, at: new Date(at), by }
}
