import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import { basisNames, basisValues } from '../people-basis.ts'
import { spreadDue } from '../spread-due.ts'
import { closingOf } from './closing.ts'
import type { Fill } from './fill-linked.ts'
import { type ImportRun, type RunState, waysOf } from './import-run.ts'
import { beginAsLaidOut, lackingWhereItStands } from './laid-out.ts'
import { type Links, linksOf, soughtBy } from './links.ts'
import { soughtAs } from './lists.ts'
import { printOf } from './prints.ts'
import { problemOf, type RowProblem } from './problems.ts'
import { type ReadRow, shortened } from './read-row.ts'
import type { Known, Recognised } from './recognise.ts'
import type { Sought } from './refs.ts'
import type { Way, Ways } from './ways.ts'

/** What becomes of one row. */
export interface PlannedRow {
  number: number
  outcome: 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed'
  recordId: string | null
  problems: RowProblem[]
  cells: string[]
  /** Records of other kinds the row tells about: found, or made for it. */
  linked: { kind: string; isNew: boolean }[]
  /** What it knows about those that were found. */
  fills: Fill[]
}

/** What a batch of rows comes to, before anything of it is written. */
export interface Plan {
  rows: PlannedRow[]
  /** Records of other kinds that rows name and that are not there, by kind. */
  made: Map<string, Draft[]>
  creates: Draft[]
  /** Records that are there, with what to change about them. */
  updates: Set<Known>
  notes: { recordId: string; text: string }[]
  /** Records of the same kind made because a row named them, by the number of that row. */
  placeholders: Map<number, string>
  /** Placeholders that have got their row. */
  filled: string[]
}

/** Everything that deciding about rows takes. */
export interface Ground {
  ctx: Ctx
  run: ImportRun
  plan: Plan
  ways: Ways | null
  recognised: Recognised
  dueOf(place: number): Date
  /** Whom rows had been given to before these, and once these are written. */
  before: RunState
  state: RunState
}

/**
 * Decides for each row whether it makes a record, changes one or is refused, each row seeing what the rows before
 * it do; so it makes no difference where batches begin. A check and an import decide by this same code.
 */
export async function planBatch(ctx: Ctx, run: ImportRun, rows: readonly ReadRow[]): Promise<Ground> {
  await loadNames(ctx, run, rows)
  const ways = await waysOf(ctx, run)
  return decideAll(ctx, run, rows, { ways, recognised: await run.recogniser.load(ctx, rows, run.id) })
}

/** Whether rows can be decided about with nothing but their own records looked up. */
export function nameNothing(rows: readonly ReadRow[]): boolean {
  return rows.every(({ refs, lists, notes }) => refs.length + lists.length + notes.length === 0)
}

/** Decides about rows with everything looked up. */
export function decideAll(
  ctx: Ctx,
  run: ImportRun,
  rows: readonly ReadRow[],
  known: Pick<Ground, 'ways' | 'recognised'>,
): Ground {
  const ground: Ground = {
    ...known,
    ctx,
    run,
    dueOf: spreadDue(ctx.now, run.settings.nextStep, ctx.workspace.timeZone),
    plan: {
      rows: [],
      made: new Map(),
      creates: [],
      updates: new Set(),
      notes: [],
      placeholders: new Map(),
      filled: [],
    },
    before: structuredClone(run.state),
    state: run.state,
  }
  for (const row of rows) decide(ground, row)
  ground.state = structuredClone(run.state)
  return ground
}

/** Looks up all names that rows give to records of other kinds, one kind after the other. */
async function loadNames(ctx: Ctx, { entity, refs }: ImportRun, rows: readonly ReadRow[]): Promise<void> {
  const byKind = new Map<string, Map<string, Sought>>()
  for (const row of rows)
    for (const ref of row.refs) {
      const kind = entity.fields[ref.field]!.options.to as string
      if (kind === 'pipeline' || kind === 'stage' || kind === entity.name) continue
      const sought = byKind.get(kind) ?? new Map<string, Sought>()
      byKind.set(kind, sought.set(ref.keys.join('\n'), soughtBy(ref)))
    }
  for (const row of rows)
    for (const { field, names } of row.lists) {
      const kind = entity.fields[field]!.options.to as string
      const sought = byKind.get(kind) ?? new Map<string, Sought>()
      for (const name of names) sought.set(name, soughtAs(ctx, ctx.registry.catalog.entity(kind), name))
      byKind.set(kind, sought)
    }
  for (const [kind, sought] of byKind)
    await refs.load(ctx, ctx.registry.catalog.entity(kind), sought.values())
}

function decide(ground: Ground, row: ReadRow): void {
  const { plan, recognised } = ground
  const planned: PlannedRow = {
    number: row.number,
    outcome: 'failed',
    recordId: null,
    problems: [...row.problems],
    cells: row.cells,
    linked: [],
    fills: [],
  }
  plan.rows.push(planned)
  if (isRefused(planned)) return
  const links = linksOf(ground, row, planned)
  const values = withBasis(ground.run, { ...row.values, ...links.values })
  if (links.kept.length > 0) values.description = describe(ground, planned, links.kept)
  if (isRefused(planned)) return
  const placeholder = recognised.placeholder(values)
  const known = placeholder ? null : recognised.find(values)
  const record = placeholder
    ? fill(ground, planned, placeholder, values, links)
    : known
      ? meet(ground, planned, known, values, links)
      : create(ground, planned, values, links)
  if (!record || isRefused(planned)) return
  planned.recordId = record.id
  if (planned.outcome !== 'skipped') addNotes(ground, planned, row, record)
}

/** A person comes with the basis of the import, unless the row has one of its own. */
function withBasis({ entity, settings }: ImportRun, values: Values): Values {
  if (!entity.fields.basis || values.basis !== undefined) return values
  const { basisOn: _day, basisSource: _place, ...others } = values
  return { ...others, ...basisValues(settings) }
}

function isRefused({ problems }: PlannedRow): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

function refuse(planned: PlannedRow, field: string, error: string, params?: Record<string, unknown>): null {
  planned.problems.push(problemOf(field, error, 'error', params))
  planned.outcome = 'failed'
  return null
}

function describe({ run }: Ground, planned: PlannedRow, kept: string[]): string {
  return shortened(planned, run, 'description', kept.join('\n'))
}

/** A row whose record is there already; null when it is refused. */
function meet(ground: Ground, planned: PlannedRow, known: Known, values: Values, links: Links): Known | null {
  const { run, plan } = ground
  const rule = run.settings.onDuplicate
  planned.outcome = rule === 'skip' ? 'skipped' : 'unchanged'
  if (rule === 'skip') return known
  const wanted = [...Object.keys(values), ...links.toMake.keys()].filter((name) => {
    if (isProtected(run, known, name) || values[name] === known.id) return false
    const now = standing(known, name, values[name], rule === 'overwrite')
    return now === 'empty' || (rule === 'overwrite' && now === 'other')
  })
  if (wanted.length === 0) return known
  if (!known.mayChange) return refuse(planned, '', 'value.not-yours')
  const taken = wanted.find((name) => isTaken(ground, name, values, known))
  if (taken) return refuse(planned, taken, 'record.duplicate', { value: values[taken] })
  const changes: Values = {}
  for (const name of wanted) changes[name] = links.toMake.get(name)?.(values) ?? values[name]
  change(ground, known, changes)
  planned.outcome = 'updated'
  if (known.stored) plan.updates.add(known)
  return known
}

/** How a field of a record stands to a value; a record still to be made (undefined) is like nothing there is. */
function standing(known: Known, name: string, value: unknown, isExact: boolean): 'empty' | 'same' | 'other' {
  if (known.values) {
    const now = known.values[name] ?? null
    if (now === null) return 'empty'
    return now === value || JSON.stringify(now) === JSON.stringify(value) ? 'same' : 'other'
  }
  const print = known.prints?.[name] ?? 0
  if (print === 0) return 'empty'
  return print === printOf(value, isExact) ? 'same' : 'other'
}

/** A row never reopens, closes or moves what people have worked on since, nor takes it from its owner. */
const protectedFields = [
  'status',
  'stage',
  'pipeline',
  'owner',
  'closedAt',
  'closeReason',
  'attempts',
  'createdAt',
]

/** Nor does it give a colleague another role or another address to sign in with, nor a person another basis. */
function isProtected({ entity }: ImportRun, known: Known, name: string): boolean {
  if (basisNames.includes(name)) return standing(known, 'basis', undefined, false) !== 'empty'
  if (entity.name !== 'user') return protectedFields.includes(name)
  return name === 'role' || (name === 'email' && standing(known, name, undefined, false) !== 'empty')
}

function isTaken({ run, recognised }: Ground, name: string, values: Values, self: Known | null): boolean {
  if (!run.entity.fields[name]?.unique) return false
  const holder = recognised.holder(name, values)
  return holder !== null && holder !== self
}

function change({ recognised }: Ground, known: Known, changes: Values): void {
  if (known.draft) Object.assign(known.draft.values, changes)
  recognised.change(known, changes)
}

/** A row that tells of a record which earlier rows have only named. */
function fill(ground: Ground, planned: PlannedRow, known: Known, values: Values, links: Links): Known | null {
  const whole = complete(ground, planned, values, links, known)
  if (!whole) return null
  planned.outcome = 'created'
  known.isPlaceholder = false
  ground.plan.filled.push(known.id)
  const { createdAt: _, ...changes } = whole
  change(ground, known, changes)
  if (known.stored) ground.plan.updates.add(known)
  return known
}

function create(ground: Ground, planned: PlannedRow, values: Values, links: Links): Known | null {
  const { run, plan, ctx, recognised } = ground
  const whole = complete(ground, planned, values, links, null)
  if (!whole) return null
  beginAsLaidOut(ctx, run, whole)
  const lacking = ground.ways ? lackingWhereItStands(ctx, run, whole, ground.ways.of(whole)) : []
  if (lacking.length > 0) {
    planned.problems.push(...lacking)
    planned.outcome = 'failed'
    return null
  }
  const draft: Draft = { id: uuidv7(), values: whole, extra: {} }
  draft.values.createdAt ??= ctx.now.toISOString()
  if (run.entity.worked && whole.status === 'open') draft.extra.nextStep = firstStep(ground, whole)
  plan.creates.push(draft)
  planned.outcome = 'created'
  return recognised.add(draft, false)
}

/** Everything a new record has; null, and the row refused, when it cannot be. */
function complete(
  ground: Ground,
  planned: PlannedRow,
  values: Values,
  links: Links,
  self: Known | null,
): Values | null {
  const { run, ctx } = ground
  const { entity } = run
  const taken = Object.keys(values).find((name) => isTaken(ground, name, values, self))
  if (taken) return refuse(planned, taken, 'record.duplicate', { value: values[taken] })
  const whole = { ...values }
  if (entity.ownerField) {
    const owner = run.nextOwner(values.owner as string | undefined)
    if (owner) whole.owner = owner
    if (!run.mayOwn(owner)) return refuse(planned, entity.ownerField, 'access.denied')
  }
  for (const [name, make] of links.toMake) whole[name] = make(whole)
  if (ground.ways) standOnWay(whole, ground.ways.of(whole), ctx)
  if (lacksCustomer(run, whole)) planned.problems.push(problemOf('company', 'value.no-customer', 'warning'))
  return whole
}

/** Where a lead or deal stands: what is open gets a step, what is closed has its day. */
function standOnWay(whole: Values, way: Way, { now, workspace }: Ctx): void {
  whole.pipeline = way.id
  whole.status ??= 'open'
  if (whole.status === 'open') {
    delete whole.closedAt
    delete whole.closeReason
    return
  }
  if (whole.status === 'won' && way.lastStage) whole.stage ??= way.lastStage
  whole.closedAt = closingOf(whole, now, workspace.timeZone)
}

/** A deal of nobody is taken, but worth a word when the file knows customers. */
function lacksCustomer({ entity, settings }: ImportRun, { company, contact }: Values): boolean {
  if (entity.name !== 'deal' || company || contact) return false
  return Object.values(settings.columns).some((target) => target === 'company' || target === 'contact')
}

function firstStep({ run, dueOf }: Ground, { owner }: Values): Values {
  const { kind } = run.settings.nextStep
  return { kind, dueAt: dueOf(run.nextPlace((owner as string | undefined) ?? '')).toISOString() }
}

/** Notes are added to what is new; to what is there only those it has not got yet. */
function addNotes({ plan }: Ground, planned: PlannedRow, row: ReadRow, record: Known): void {
  for (const text of row.notes) {
    const print = printOf(text, true)
    if (record.notes?.has(print)) continue
    record.notes = (record.notes ?? new Set()).add(print)
    plan.notes.push({ recordId: record.id, text })
    if (planned.outcome === 'unchanged') planned.outcome = 'updated'
  }
}
