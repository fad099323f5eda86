import { type RawBuilder, sql } from 'kysely'
import { type CustomField, fieldOf } from '../../../kernel/entities/custom-model.ts'
import { columnsOf, type Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { type BulkColumn, bulkSelect } from '../../../server/db/bulk.ts'
import { changeTable } from '../../../server/db/change-table.ts'
import type { Tx } from '../../../server/db/database.ts'
import type { IndexPlan } from '../../../server/db/indexes.ts'
import { isPlanted } from '../../../server/plants.ts'
import { storedParts } from '../../../server/records/stored-value.ts'
import type { House } from '../../../server/registry.ts'
import type { Reading } from '../conversion.commands.ts'
import type { Column } from './columns.queries.ts'

/** A conversion as it is kept. */
export interface ConversionRow {
  id: string
  field: string
  table: string
  was: CustomField
  becomes: CustomField
  reading: Reading
  onFailure: 'refuse' | 'empty'
  fromColumn: string
  toColumn: string
  formerColumn: string | null
  undoes: string | null
  status: 'running' | 'done' | 'failed' | 'cancelled'
  total: number
  filled: number
  emptied: number
  failure: { code: string; params: Record<string, unknown> } | null
  isDropped: boolean
  startedAt: string
  finishedAt: string | null
}

const rowColumns = sql`id, field_id as field, table_name as "table", was, becomes, reading, on_failure as "onFailure",
  from_column as "fromColumn", to_column as "toColumn", former_column as "formerColumn", undoes_id as undoes, status, total,
  filled, emptied, failure, is_dropped as "isDropped", started_at as "startedAt", finished_at as "finishedAt"`

type NewConversion = Pick<
  ConversionRow,
  | 'id'
  | 'field'
  | 'table'
  | 'was'
  | 'becomes'
  | 'reading'
  | 'onFailure'
  | 'fromColumn'
  | 'toColumn'
  | 'undoes'
  | 'total'
>

export async function insertConversion(ctx: Ctx, one: NewConversion): Promise<void> {
  await sql`
    insert into field_conversions (id, field_id, owner_id, table_name, was, becomes, reading, on_failure, from_column,
      to_column, undoes_id, status, total, started_at)
    values (${one.id}, ${one.field}, ${ctx.actor.via === 'system' ? null : ctx.actor.userId}, ${one.table}, ${JSON.stringify(one.was)},
      ${JSON.stringify(one.becomes)}, ${JSON.stringify(one.reading)}, ${one.onFailure}, ${one.fromColumn}, ${one.toColumn},
      ${one.undoes}, 'running', ${one.total}, ${ctx.now})`.execute(ctx.tx)
}

export async function lockConversion(ctx: Ctx, id: string): Promise<ConversionRow> {
  const { rows } = await sql<ConversionRow>`
    select ${rowColumns} from field_conversions where id = ${id} for update`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'conversion' })
}

/** The last conversion of a field, or null. */
export async function lastConversion(ctx: Ctx, field: string): Promise<ConversionRow | null> {
  const { rows } = await sql<ConversionRow>`
    select ${rowColumns} from field_conversions where field_id = ${field} order by started_at desc, id desc limit 1`.execute(
    ctx.tx,
  )
  return rows[0] ?? null
}

/** The conversion that made a field what it is now, or null. */
export async function lastDone(ctx: Ctx, field: string): Promise<ConversionRow | null> {
  const { rows } = await sql<ConversionRow>`
    select ${rowColumns} from field_conversions where field_id = ${field} and status = 'done'
    order by finished_at desc, id desc limit 1`.execute(ctx.tx)
  return rows[0] ?? null
}

/** Where the values of a field stand now, also when this process has not heard of it yet. */
export async function columnNow(ctx: Ctx, definition: CustomField): Promise<Column> {
  const last = await lastDone(ctx, definition.id)
  return { name: definition.name, field: { ...fieldOf(definition), column: last?.toColumn } }
}

/** A conversion of the field that is under way. */
export async function runningConversion(ctx: Ctx, field: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from field_conversions where field_id = ${field} and status = 'running'`.execute(ctx.tx)
  return rows[0]?.id ?? null
}

type Progress = Partial<Pick<ConversionRow, 'status' | 'filled' | 'emptied'>> & {
  becomes?: CustomField
  formerColumn?: string
  failure?: { code: string; params: Record<string, unknown> }
  finishedAt?: Date
}

/** Writes how far a conversion is; screens that show it hear of it when the act commits. */
export async function saveConversion(ctx: Ctx, id: string, progress: Progress): Promise<void> {
  const { becomes, failure, formerColumn, finishedAt, ...plain } = progress
  const sets = Object.entries(plain).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  if (becomes) sets.push(sql`becomes = ${JSON.stringify(becomes)}`)
  if (failure) sets.push(sql`failure = ${JSON.stringify(failure)}`)
  if (formerColumn) sets.push(sql`former_column = ${formerColumn}`)
  if (finishedAt) sets.push(sql`finished_at = ${finishedAt}`)
  await sql`update field_conversions set ${sql.join(sets)} where id = ${id}`.execute(ctx.tx)
  const notice = {
    workspace: ctx.workspace.id,
    by: ctx.actor.userId,
    changes: [{ entity: 'conversion', id, kind: 'conversion.updated' }],
  }
  await sql`select pg_notify('onward_live', ${JSON.stringify(notice)})`.execute(ctx.tx)
}

/** One conversion in its table: what is read, what is written, and where is told at which version a row was done. */
export interface Ground {
  table: string
  from: Column
  to: Column
}

const mainOf = ({ name, field }: Column) => columnsOf(name, field)[0]!.column
const partsOf = ({ name, field }: Column) => columnsOf(name, field)
const markOf = ({ to }: Ground) => sql.ref(`${mainOf(to)}_done`)

/** A row that has not been done since it was last changed. Rows without a value on either side need nothing. */
const isOpen = (ground: Ground): RawBuilder<boolean> => sql<boolean>`
  (${sql.ref(mainOf(ground.from))} is not null or ${sql.ref(mainOf(ground.to))} is not null)
  and ${markOf(ground)} is distinct from ${isPlanted('stale-conversion') ? sql`coalesce(${markOf(ground)}, 0)` : sql.ref('version')}`

/** The index that finds what is left to do. */
export function openIndex(ground: Ground): IndexPlan {
  return { name: `${mainOf(ground.to)}_open`, isUnique: false, on: sql`(id) where ${isOpen(ground)}` }
}

export async function addMark(tx: Tx, ground: Ground): Promise<void> {
  await changeTable(tx, sql`alter table ${sql.table(ground.table)} add column ${markOf(ground)} integer`)
}

/** Its index goes with it. */
export async function dropMark(tx: Tx, ground: Ground): Promise<void> {
  await changeTable(tx, sql`alter table ${sql.table(ground.table)} drop column if exists ${markOf(ground)}`)
}

export async function dropColumns(tx: Tx, table: string, { name, field }: Column): Promise<void> {
  for (const { column } of columnsOf(name, field))
    await changeTable(tx, sql`alter table ${sql.table(table)} drop column if exists ${sql.ref(column)}`)
}

/** A row to be done, with the values of both sides. */
export interface OpenRow {
  id: string
  version: number
  isLive: boolean
  from: unknown
  to: unknown
}

/** Some of the rows left, locked; those that somebody is changing just now come later. */
export async function openRows(ctx: Ctx, ground: Ground, limit: number): Promise<OpenRow[]> {
  const columns = [...partsOf(ground.from), ...partsOf(ground.to)].map(({ column }) => sql.ref(column))
  const { rows } = await sql<Record<string, unknown>>`
    select id, version, deleted_at is null as is_live, ${sql.join(columns)} from ${sql.table(ground.table)}
    where ${isOpen(ground)} order by id limit ${limit} for update skip locked`.execute(ctx.tx)
  return rows.map((row) => ({
    id: row.id as string,
    version: row.version as number,
    isLive: row.is_live === true,
    from: valueIn(row, ground.from),
    to: valueIn(row, ground.to),
  }))
}

/** How many rows are left, no further than `most`. Meant for a table that is held. */
export async function countOpen(ctx: Ctx, ground: Ground, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from ${sql.table(ground.table)} where ${isOpen(ground)} limit ${most}) few`.execute(ctx.tx)
  return rows[0]!.count
}

function valueIn(row: Record<string, unknown>, { name, field }: Column): unknown {
  const columns = columnsOf(name, field).map(({ column }) => row[column])
  return columns[0] == null ? null : field.type.fromColumns(columns)
}

/** Writes values beside the old ones; the rows keep their version, because nobody sees a change. */
export async function writeFilled(
  ctx: Ctx,
  ground: Ground,
  filled: readonly { id: string; version: number; value: unknown }[],
): Promise<void> {
  if (filled.length === 0) return
  const { to, table } = ground
  const parts = partsOf(to)
  const values = filled.map(({ value }) => storedParts(to.field, value))
  const columns: BulkColumn[] = [
    { name: 'id', type: 'uuid', values: filled.map(({ id }) => id) },
    { name: 'done', type: 'integer', values: filled.map(({ version }) => version) },
    ...parts.map(({ column, type }, at) => ({
      name: column,
      type,
      values: values.map((row) => row[at] as string | number | boolean | null | string[]),
    })),
  ]
  const sets = parts.map(({ column }) => sql`${sql.ref(column)} = ${sql.ref(`s.${column}`)}`)
  await sql`
    with s as (${bulkSelect(columns)})
    update ${sql.table(table)} t set ${sql.join([...sets, sql`${markOf(ground)} = s.done`])}
    from s where s.id = t.id`.execute(ctx.tx)
}

/** Holds the table until the act ends; it is waited for in turns. */
export async function holdTable(ctx: Ctx, { table }: Ground): Promise<void> {
  await changeTable(ctx.tx, sql`lock table ${sql.table(table)} in access exclusive mode`)
}

/**
 * Calls the columns something else. A process that does not know the new ones yet asks for the old ones in vain,
 * instead of writing where nobody reads.
 */
export async function renameColumns(ctx: Ctx, table: string, from: Column, to: string): Promise<void> {
  const base = mainOf(from)
  for (const { column } of partsOf(from))
    await sql`
      alter table ${sql.table(table)} rename column ${sql.ref(column)} to ${sql.ref(to + column.slice(base.length))}`.execute(
      ctx.tx,
    )
}

/** Live rows that have been done and whose value did not fit. */
export async function countEmptied(ctx: Ctx, ground: Ground): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(ground.table)}
    where ${sql.ref(mainOf(ground.from))} is not null and ${sql.ref(mainOf(ground.to))} is null
      and ${markOf(ground)} = version and deleted_at is null`.execute(ctx.tx)
  return rows[0]!.count
}

/** Live records with a value, in the order of their ids from one on, with their titles. */
export async function filledRows(
  ctx: Ctx,
  entity: Entity,
  from: Column,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ id: string; value: unknown }[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select id, ${sql.join(partsOf(from).map(({ column }) => sql.ref(column)))} from ${sql.table(entity.table)}
    where ${sql.ref(mainOf(from))} is not null and deleted_at is null
      ${after === null ? sql`` : sql`and id > ${after}`}
    order by id limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => ({ id: row.id as string, value: valueIn(row, from) }))
}

/** Live records with and without a value. */
export async function countFilled(
  ctx: Ctx,
  entity: Entity,
  from: Column,
): Promise<{ filled: number; empty: number }> {
  const column = sql.ref(mainOf(from))
  const { rows } = await sql<{ filled: number; empty: number }>`
    select count(${column})::int as filled, (count(*) - count(${column}))::int as empty
    from ${sql.table(entity.table)} where deleted_at is null`.execute(ctx.tx)
  return rows[0]!
}

/** The columns of conversions nobody can take back any more go. */
export async function dropFormer({ tx, now }: House, days: number): Promise<void> {
  const before = new Date(now.getTime() - days * 86_400_000)
  const { rows } = await sql<ConversionRow>`
    select ${rowColumns} from field_conversions c
    where status = 'done' and not is_dropped and finished_at < ${before} and not exists (
      select 1 from field_conversions later where later.to_column = c.former_column and later.status in ('running', 'done'))
    for update`.execute(tx)
  for (const { id, table, was, formerColumn } of rows) {
    if (formerColumn) await dropColumns(tx, table, columnUnder(was, formerColumn))
    await sql`update field_conversions set is_dropped = true where id = ${id}`.execute(tx)
  }
}

/** A field of the workspace with its values in columns of this name. */
export function columnUnder(definition: CustomField, column: string): Column {
  return { name: definition.name, field: { ...fieldOf(definition), column } }
}
