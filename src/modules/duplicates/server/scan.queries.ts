import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { bulkRows } from '../../../server/db/bulk.ts'
import { type ComparedKind, comparisonsOf } from '../rules.ts'
import { aliveSql, type StoredWords } from './duplicates.queries.ts'

export interface ScanRow {
  id: string
  status: 'running' | 'done' | 'failed' | 'cancelled'
  entity: ComparedKind
  phase: 'keys' | 'pairs'
  position: string | null
  done: number
  total: number
  compared: number
  found: number
  failure: { code: string; params: Record<string, unknown> } | null
  startedAt: Date
  finishedAt: Date | null
}

const columns = sql`id, status, entity, phase, position, done::int, total::int, compared::float8 as compared, found::int, failure,
  started_at as "startedAt", finished_at as "finishedAt"`

export async function latestScan(ctx: Pick<Ctx, 'tx'>): Promise<ScanRow | null> {
  const { rows } = await sql<ScanRow>`
    select ${columns} from duplicate_scans order by started_at desc limit 1`.execute(ctx.tx)
  return rows[0] ? withDates(rows[0]) : null
}

export async function lockScan(ctx: Ctx, id: string): Promise<ScanRow | null> {
  const { rows } = await sql<ScanRow>`
    select ${columns} from duplicate_scans where id = ${id} for update`.execute(ctx.tx)
  return rows[0] ? withDates(rows[0]) : null
}

/** The pool reads moments as text. */
function withDates(row: ScanRow): ScanRow {
  return {
    ...row,
    startedAt: new Date(row.startedAt),
    finishedAt: row.finishedAt && new Date(row.finishedAt),
  }
}

/** `by`: who has asked for it; null: nobody, it was due. */
export async function insertScan(
  ctx: Pick<Ctx, 'tx' | 'now'>,
  id: string,
  entity: ComparedKind,
  by: string | null,
): Promise<void> {
  await sql`
    insert into duplicate_scans (id, status, entity, phase, started_by, started_at)
    values (${id}, 'running', ${entity}, 'keys', ${by}, ${ctx.now})`.execute(ctx.tx)
}

export async function saveScan(ctx: Ctx, { id, ...row }: ScanRow): Promise<void> {
  await sql`
    update duplicate_scans set status = ${row.status}, entity = ${row.entity}, phase = ${row.phase}, position = ${row.position},
      done = ${row.done}, total = ${row.total}, compared = ${row.compared}, found = ${row.found},
      failure = ${row.failure && JSON.stringify(row.failure)}::jsonb, finished_at = ${row.finishedAt}
    where id = ${id}`.execute(ctx.tx)
}

/** Empties the working space for the records of the next kind. */
export async function clearKeys(ctx: Ctx): Promise<void> {
  await sql`drop index if exists duplicate_keys_key`.execute(ctx.tx)
  await sql`truncate duplicate_keys`.execute(ctx.tx)
}

/** One index over all keys at the end costs a third of keeping it up row by row. */
export async function indexKeys(ctx: Ctx): Promise<void> {
  await sql`create index duplicate_keys_key on duplicate_keys (key) include (record_id)`.execute(ctx.tx)
  await sql`analyze duplicate_keys`.execute(ctx.tx)
}

export async function estimateCount(ctx: Ctx, entity: Entity): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select greatest(0, reltuples)::int as count from pg_class where oid = ${entity.table}::regclass`.execute(
    ctx.tx,
  )
  return rows[0]?.count ?? 0
}

/** The values of one record by which it is compared, in the order of the comparisons. */
export type ComparedRow = { id: string; values: unknown[] }

export async function recordsAfter(
  ctx: Ctx,
  entity: Entity,
  after: string | null,
  limit: number,
): Promise<ComparedRow[]> {
  const beyond = after ? sql`and t.id > ${after}` : sql``
  const { rows } = await sql<Record<string, unknown>>`
    select ${comparedColumns(entity)} from ${sql.table(entity.table)} t
    where ${aliveSql(entity, 't')} ${beyond} order by t.id limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => toCompared(entity, row))
}

/** Records spread over the whole table. */
export async function sampleRecords(ctx: Ctx, entity: Entity, size: number): Promise<ComparedRow[]> {
  const share = Math.min(100, (size / Math.max(1, await estimateCount(ctx, entity))) * 150)
  const { rows } = await sql<Record<string, unknown>>`
    select ${comparedColumns(entity)} from ${sql.table(entity.table)} t tablesample system (${share})
    where ${aliveSql(entity, 't')} limit ${size}`.execute(ctx.tx)
  return rows.map((row) => toCompared(entity, row))
}

export async function recordsOf(ctx: Ctx, entity: Entity, ids: readonly string[]): Promise<ComparedRow[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${comparedColumns(entity)} from ${sql.table(entity.table)} t
    where t.id = any(${[...ids]}::uuid[]) and ${aliveSql(entity, 't')}`.execute(ctx.tx)
  return rows.map((row) => toCompared(entity, row))
}

function comparedColumns(entity: Entity) {
  const names = comparisonsOf(entity.name as ComparedKind).map(({ field }) =>
    columnOf(field, entity.fields[field]!),
  )
  return sql.join(['id', ...names].map((name) => sql.ref(`t.${name}`)))
}

function toCompared(entity: Entity, row: Record<string, unknown>): ComparedRow {
  const values = comparisonsOf(entity.name as ComparedKind).map(
    ({ field }) => row[columnOf(field, entity.fields[field]!)],
  )
  return { id: row.id as string, values }
}

export async function insertKeys(ctx: Ctx, keys: readonly { key: number; id: string }[]): Promise<void> {
  if (keys.length === 0) return
  await sql`insert into duplicate_keys ${bulkRows([
    { name: 'key', type: 'bigint', values: keys.map(({ key }) => key) },
    { name: 'record_id', type: 'uuid', values: keys.map(({ id }) => id) },
  ])}`.execute(ctx.tx)
}

export interface Block {
  key: string
  ids: string[]
}

/** Records that share a key, in the order of the keys; keys shared by more than `largest` tell nothing and are left out. */
export async function blocksAfter(
  ctx: Ctx,
  after: string | null,
  { largest, limit }: { largest: number; limit: number },
): Promise<Block[]> {
  const beyond = after ? sql`where key > ${after}::bigint` : sql``
  const { rows } = await sql<Block>`
    select key::text as key, array_agg(record_id) as ids from duplicate_keys ${beyond}
    group by key having count(*) between 2 and ${largest} order by duplicate_keys.key limit ${limit}`.execute(
    ctx.tx,
  )
  return rows
}

export async function saveWords(
  ctx: Ctx,
  entity: string,
  words: StoredWords,
  records: number,
): Promise<void> {
  await sql`
    insert into duplicate_words (entity, records, frequencies) values (${entity}, ${records}, ${JSON.stringify(words)}::jsonb)
    on conflict (entity) do update set records = excluded.records, frequencies = excluded.frequencies`.execute(
    ctx.tx,
  )
}
