import { sql } from 'kysely'
import { fail } from '../../../kernel/errors/errors.ts'
import { storableText } from '../../../kernel/text/storable.ts'
import type { Ctx } from '../../../server/context.ts'
import { type BulkColumn, bulkRows } from '../../../server/db/bulk.ts'
import { type ImportCounts, type ImportFile, type ImportSettings, noCounts } from '../import-settings.ts'
import type { RunState } from './import-run.ts'
import type { Plan, PlannedRow } from './plan-batch.ts'
import type { RowProblem } from './problems.ts'

export interface ImportRow {
  id: string
  fileName: string
  status: string
  file: ImportFile
  settings: ImportSettings | null
  counts: ImportCounts | null
  position: number
  progress: number
  state: Partial<RunState>
  owner: string | null
  finishedAt: string | null
  version: number
}

const columns = sql`id, file_name as "fileName", status, file, settings, counts, position, progress, state, owner_id as owner, finished_at as "finishedAt", version`

/** An import, locked: its state and the rows of a batch move together. */
export async function lockImport(ctx: Ctx, id: string): Promise<ImportRow> {
  const { rows } = await sql<ImportRow>`select ${columns} from imports where id = ${id} for update`.execute(
    ctx.tx,
  )
  return rows[0] ?? fail('record.not-found', { entity: 'import' })
}

/** What somebody who follows an import wants to know. */
export async function importProgress(
  ctx: Ctx,
  id: string,
): Promise<
  Pick<ImportRow, 'status' | 'progress'> & {
    counts: ImportCounts
    failure: { code: string; params: Record<string, unknown> } | null
  }
> {
  const { rows } = await sql<Awaited<ReturnType<typeof importProgress>>>`
    select status, progress, coalesce(counts, ${JSON.stringify(noCounts)}) as counts, failure
    from imports where id = ${id}`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'import' })
}

/** Writes how far an import is; every screen that shows it hears of it when the act commits. */
export async function saveImport(
  ctx: Ctx,
  id: string,
  changes: Partial<Omit<ImportRow, 'id' | 'finishedAt'>> & { failure?: unknown; finishedAt?: Date | null },
): Promise<void> {
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value))
  const sets = [sql`version = version + 1`, sql`updated_at = ${ctx.now}`]
  if (changes.status !== undefined) sets.push(sql`status = ${changes.status}`)
  if (changes.file !== undefined) sets.push(sql`file = ${json(changes.file)}`)
  if (changes.settings !== undefined)
    sets.push(sql`settings = ${json(changes.settings)}, entity = ${changes.settings?.entity ?? null}`)
  if (changes.counts !== undefined) sets.push(sql`counts = ${json(changes.counts)}`)
  if (changes.position !== undefined) sets.push(sql`position = ${changes.position}`)
  if (changes.progress !== undefined) sets.push(sql`progress = ${changes.progress}`)
  if (changes.state !== undefined) sets.push(sql`state = ${json(changes.state)}`)
  if (changes.failure !== undefined) sets.push(sql`failure = ${json(changes.failure)}`)
  if (changes.finishedAt !== undefined) sets.push(sql`finished_at = ${changes.finishedAt}`)
  await sql`update imports set ${sql.join(sets)} where id = ${id}`.execute(ctx.tx)
  await sql`select pg_notify('onward_live', ${JSON.stringify({
    workspace: ctx.workspace.id,
    by: ctx.actor.userId,
    changes: [{ entity: 'import', id, kind: 'import.updated' }],
  })})`.execute(ctx.tx)
}

/** How far an import is, locked: what a batch needs to know before it begins. */
export async function lockProgress(
  ctx: Ctx,
  id: string,
): Promise<Pick<ImportRow, 'status' | 'position' | 'state'>> {
  const { rows } = await sql<Pick<ImportRow, 'status' | 'position' | 'state'>>`
    select status, position, state from imports where id = ${id} for update`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'import' })
}

/** Files the rows about which there is something to say, with their cells. */
export async function saveRows(ctx: Ctx, id: string, rows: PlannedRow[]): Promise<void> {
  const told = rows.filter(({ problems }) => problems.length > 0)
  if (told.length === 0) return
  const columns: BulkColumn[] = [
    { name: 'import_id', type: 'uuid', values: told.map(() => id) },
    { name: 'row_number', type: 'integer', values: told.map(({ number }) => number) },
    { name: 'outcome', type: 'text', values: told.map(({ outcome }) => outcome) },
    { name: 'record_id', type: 'uuid', values: told.map(({ recordId }) => recordId) },
    { name: 'problems', type: 'jsonb', values: told.map(({ problems }) => JSON.stringify(problems)) },
    {
      name: 'cells',
      type: 'jsonb',
      values: told.map(({ cells }) => JSON.stringify(cells.map(storableText))),
    },
  ]
  await sql`
    insert into import_rows ${bulkRows(columns)}
    on conflict (import_id, row_number) do update
      set outcome = excluded.outcome, record_id = excluded.record_id, problems = excluded.problems, cells = excluded.cells`.execute(
    ctx.tx,
  )
}

/**
 * Remembers records that were made because a row named them, under the number of that row made negative, until a row
 * tells of them.
 */
export async function savePlaceholders(
  ctx: Ctx,
  id: string,
  { placeholders, filled }: Pick<Plan, 'placeholders' | 'filled'>,
): Promise<void> {
  const waiting = [...placeholders].filter(([, record]) => !filled.includes(record))
  if (filled.length > 0)
    await sql`delete from import_rows where import_id = ${id} and row_number < 0 and record_id = any(${filled}::uuid[])`.execute(
      ctx.tx,
    )
  if (waiting.length === 0) return
  const columns: BulkColumn[] = [
    { name: 'import_id', type: 'uuid', values: waiting.map(() => id) },
    { name: 'row_number', type: 'integer', values: waiting.map(([number]) => -number) },
    { name: 'outcome', type: 'text', values: waiting.map(() => 'created') },
    { name: 'record_id', type: 'uuid', values: waiting.map(([, record]) => record) },
  ]
  await sql`insert into import_rows ${bulkRows(columns)}`.execute(ctx.tx)
}

export async function forgetRows(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from import_rows where import_id = ${id}`.execute(ctx.tx)
}

export async function saveAct(ctx: Ctx, id: string): Promise<void> {
  await sql`
    insert into import_acts (import_id, seq, act_id)
    select ${id}, coalesce(max(seq), 0) + 1, ${ctx.act} from import_acts where import_id = ${id}`.execute(
    ctx.tx,
  )
}

/** The newest act of an import that has not been undone yet. */
export async function lastAct(ctx: Ctx, id: string): Promise<{ seq: number; act: string } | null> {
  const { rows } = await sql<{ seq: number; act: string }>`
    select seq, act_id as act from import_acts where import_id = ${id} order by seq desc limit 1`.execute(
    ctx.tx,
  )
  return rows[0] ?? null
}

export async function forgetAct(ctx: Ctx, id: string, seq: number): Promise<void> {
  await sql`delete from import_acts where import_id = ${id} and seq = ${seq}`.execute(ctx.tx)
}

export interface ProblemRow {
  row: number
  outcome: string
  problems: RowProblem[]
  cells: string[]
}

/** Problems of one kind: members of one problem of a row, all of which must agree. */
export type ProblemKind = Partial<Pick<RowProblem, 'field' | 'error' | 'severity'>>

/** Rows with something to say, from a row number on. */
export async function rowsWithProblems(
  ctx: Ctx,
  id: string,
  after: number,
  limit: number,
  kind: ProblemKind = {},
): Promise<ProblemRow[]> {
  const { rows } = await sql<ProblemRow>`
    select row_number as row, outcome, problems, cells from import_rows
    where import_id = ${id} and row_number > ${after} and problems is not null
      and problems @> ${JSON.stringify([kind])}::jsonb
    order by row_number limit ${limit}`.execute(ctx.tx)
  return rows
}

export interface ProblemKindRow {
  field: string
  error: string
  severity: RowProblem['severity']
  rows: number
  distinct: number
  values: { value: string; rows: number; params: Record<string, unknown> }[]
}

const mostKinds = 100
const mostValues = 50

/** How often each kind of problem occurs, and the texts that cause it most often. */
export async function problemKinds(ctx: Ctx, id: string): Promise<ProblemKindRow[]> {
  const { rows } = await sql<ProblemKindRow>`
    with problems as (
      select p.field, p.error, p.severity, p.params, p.params ->> 'value' as value, r.row_number
      from import_rows r, jsonb_to_recordset(r.problems) as p (field text, error text, severity text, params jsonb)
      where r.import_id = ${id} and r.problems is not null
    ), texts as (
      select field, error, severity, value, count(*)::int as rows, (array_agg(params order by row_number))[1] as params,
        row_number() over (partition by field, error, severity order by count(*) desc, value) as place
      from problems group by field, error, severity, value
    )
    select field, error, severity, sum(rows)::int as rows, count(value)::int as distinct,
      coalesce(
        jsonb_agg(jsonb_build_object('value', value, 'rows', rows, 'params', params) order by place)
          filter (where value is not null and place <= ${mostValues}),
        '[]'
      ) as values
    from texts group by field, error, severity
    order by severity, rows desc, field, error limit ${mostKinds}`.execute(ctx.tx)
  return rows
}

/** Cells mended by hand, by row. */
export async function fixesOf(ctx: Ctx, id: string): Promise<Map<number, Record<string, string>>> {
  const { rows } = await sql<{ row: number; cells: Record<string, string> }>`
    select row_number as row, cells from import_fixes where import_id = ${id}`.execute(ctx.tx)
  return new Map(rows.map(({ row, cells }) => [row, cells]))
}

export async function saveFix(
  ctx: Ctx,
  id: string,
  row: number,
  cells: Record<string, string>,
): Promise<void> {
  await sql`
    insert into import_fixes (import_id, row_number, cells) values (${id}, ${row}, ${JSON.stringify(cells)})
    on conflict (import_id, row_number) do update set cells = import_fixes.cells || excluded.cells`.execute(
    ctx.tx,
  )
}

/** Records touched by an act of an import that batches before it have touched as well. */
export async function recordsTouchedBefore(ctx: Ctx, id: string, act: string): Promise<Set<string>> {
  const { rows } = await sql<{ root: string }>`
    select distinct u.root_id as root from undo_rows u
    join undo_rows earlier on earlier.record_id = u.root_id and earlier.act_id <> u.act_id
    join import_acts a on a.act_id = earlier.act_id and a.import_id = ${id}
    where u.act_id = ${act}`.execute(ctx.tx)
  return new Set(rows.map(({ root }) => root))
}
