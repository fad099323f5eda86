import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { Draft, Values } from '../../../server/registry.ts'
import { readStatus } from '../read-status.ts'
import { spreadDue } from '../spread-due.ts'
import { existingByKey, keysOf } from './duplicates.ts'
import type { ImportRun } from './import-run.ts'
import type { RowProblem } from './problems.ts'
import type { ReadRow } from './read-row.ts'

/** What becomes of one row. */
export interface PlannedRow {
  number: number
  outcome: 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed'
  recordId: string | null
  problems: RowProblem[]
  cells: string[]
}

/** What a batch of rows comes to, before anything of it is written. */
export interface Plan {
  rows: PlannedRow[]
  creates: Draft[]
  /** Records as they are in the database, with the values to give them. */
  updates: Map<string, { before: StoredRecord; changes: Values }>
  notes: { recordId: string; text: string }[]
}

/**
 * Decides for each row whether it makes a record, changes one or is refused. A check and an import decide by
 * this same code; a check carries on what it would have written in `run.pretended`.
 */
export async function planBatch(ctx: Ctx, run: ImportRun, rows: ReadRow[]): Promise<Plan> {
  const { entity, settings } = run
  await resolveNames(ctx, run, rows)
  const existing =
    settings.onDuplicate === 'create'
      ? new Map<string, StoredRecord>()
      : await existingByKey(ctx, entity, settings.match, rows)
  const plan: Plan = { rows: [], creates: [], updates: new Map(), notes: [] }
  const drafts = new Map<string, Draft>()
  const dueOf = spreadDue(ctx.now, settings.nextStep, ctx.workspace.timeZone)
  for (const row of rows) {
    const planned: PlannedRow = {
      number: row.number,
      outcome: 'failed',
      recordId: null,
      problems: row.problems,
      cells: row.cells,
    }
    plan.rows.push(planned)
    if (row.problems.some(({ severity }) => severity === 'error')) continue
    const keys = settings.onDuplicate === 'create' ? [] : keysOf(entity, settings.match, row.values)
    const known = keys.flatMap(
      (key) => run.pretended.get(key) ?? drafts.get(key) ?? existing.get(key) ?? [],
    )[0]
    if (known) {
      meetDuplicate(run, plan, planned, known, row)
      if (run.pretending && planned.outcome === 'updated')
        for (const key of keys) run.pretended.set(key, known)
    } else {
      const draft = draftOf(ctx, run, row, dueOf)
      plan.creates.push(draft)
      Object.assign(planned, { outcome: 'created', recordId: draft.id })
      for (const key of keys) drafts.set(key, draft)
    }
    if (planned.recordId && planned.outcome !== 'skipped')
      for (const text of row.notes) plan.notes.push({ recordId: planned.recordId, text })
  }
  if (run.pretending) for (const [key, draft] of drafts) run.pretended.set(key, draft)
  return plan
}

/** Turns names in ref columns into ids, making what may be made, and tells of what was not found. */
async function resolveNames(ctx: Ctx, run: ImportRun, rows: ReadRow[]): Promise<void> {
  const { entity, settings, refs } = run
  const fields = new Set(rows.flatMap(({ names }) => Object.keys(names)))
  for (const name of fields) {
    const target = ctx.registry.catalog.entity(entity.fields[name]!.options.to)
    const wanted = new Set(rows.flatMap((row) => row.names[name] ?? []))
    await refs.load(ctx, target, wanted)
    const creatable = (settings.createMissing as string[]).includes(target.name)
    if (creatable && target.name !== 'stage') {
      const needed = rows
        .filter((row) => !row.problems.some(({ severity }) => severity === 'error'))
        .flatMap((row) => row.names[name] ?? [])
      const made = await refs.create(ctx, target, needed, run.pretending)
      if (target === entity) for (const id of made) run.placeholders.add(id)
    }
    for (const row of rows) if (row.names[name] !== undefined) resolveName(run, row, name, target)
  }
}

function resolveName(run: ImportRun, row: ReadRow, name: string, target: Entity): void {
  const text = row.names[name]!
  // A stage called "Won" is no stage but the end of the way.
  const status = name === 'stage' ? readStatus(text) : null
  const found = run.refs.find(target, text)
  if (found) {
    row.values[name] = found.id
    if (found.loosely)
      row.problems.push({
        field: name,
        error: 'value.matched-loosely',
        params: { value: text, found: found.loosely },
        severity: 'warning',
      })
  } else if (status && status !== 'open') row.values.status ??= status
  else if (name === 'owner')
    row.problems.push({
      field: name,
      error: 'value.owner-unknown',
      params: { value: text },
      severity: 'warning',
    })
  else {
    const needed = run.entity.worked && name === 'stage'
    row.problems.push({
      field: name,
      error: 'value.not-found',
      params: { value: text },
      severity: needed ? 'error' : 'warning',
    })
  }
}

function meetDuplicate(
  run: ImportRun,
  plan: Plan,
  planned: PlannedRow,
  known: StoredRecord | Draft,
  row: ReadRow,
): void {
  // Made because another row named it; this is the row that says what it is.
  const isPlaceholder = run.placeholders.delete(known.id)
  const rule = isPlaceholder ? 'overwrite' : run.settings.onDuplicate
  if (isPlaceholder && run.entity.ownerField)
    row.values.owner = run.nextOwner(row.values.owner as string | undefined)
  planned.recordId = known.id
  if (rule === 'skip') {
    planned.outcome = 'skipped'
    return
  }
  const current =
    'values' in known && 'extra' in known
      ? (known as Draft).values
      : (plan.updates.get(known.id)?.changes ?? {})
  const before = 'version' in known ? (known as StoredRecord) : null
  const valueNow = (name: string) => current[name] ?? before?.[name] ?? null
  const changes: Values = {}
  for (const [name, value] of Object.entries(row.values)) {
    if (protectedFields.includes(name) && !isPlaceholder) continue
    const isSame = JSON.stringify(valueNow(name)) === JSON.stringify(value)
    if (!isSame && (rule === 'overwrite' || valueNow(name) === null)) changes[name] = value
  }
  const isChanged = Object.keys(changes).length > 0
  planned.outcome = isPlaceholder ? 'created' : isChanged ? 'updated' : 'unchanged'
  if (!isChanged) return
  if (!before) Object.assign(current, changes)
  else if (run.pretending) Object.assign(before, changes)
  else plan.updates.set(known.id, { before, changes: { ...current, ...changes } })
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

function draftOf(ctx: Ctx, run: ImportRun, row: ReadRow, dueOf: (n: number) => Date): Draft {
  const { entity, settings } = run
  const draft: Draft = { id: uuidv7(), values: { ...row.values }, extra: {} }
  const owner = entity.ownerField ? run.nextOwner(row.values.owner as string | undefined) : null
  if (owner) draft.values.owner = owner
  if (!entity.worked) return draft
  if (settings.pipeline) draft.values.pipeline ??= settings.pipeline
  draft.values.status ??= 'open'
  if (draft.values.status !== 'open') {
    if (!draft.values.stage && draft.values.status === 'won' && run.lastStage)
      draft.values.stage = run.lastStage
    draft.values.closedAt ??= ctx.now.toISOString()
  } else {
    delete draft.values.closedAt
    delete draft.values.closeReason
    draft.extra.nextStep = {
      kind: settings.nextStep.kind,
      dueAt: dueOf(run.nextPlace(owner ?? '')).toISOString(),
    }
  }
  return draft
}
