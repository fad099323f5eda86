import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Reason } from '../../../kernel/matching/model.ts'
import type { Ctx } from '../../../server/context.ts'
import { bulkRows } from '../../../server/db/bulk.ts'
import { visibleSql } from '../../../server/records/access.ts'
import { selectRecords, type Titles } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { aliveSql } from './duplicates.queries.ts'

export interface PairRow {
  id: string
  entity: string
  a: string
  b: string
  score: number
  reasons: Reason[]
  status: 'open' | 'distinct'
}

const pairColumns = sql`p.id, p.entity, p.a_id as a, p.b_id as b, p.score, p.reasons, p.status`

/** Open pairs of which the actor sees both, the likeliest first. */
export async function openPairs(
  ctx: Ctx,
  entity: Entity,
  { after, limit }: { after: { score: number; id: string } | null; limit: number },
): Promise<PairRow[]> {
  const beyond = after
    ? sql`and (p.score < ${after.score}::real or p.score = ${after.score}::real and p.id > ${after.id})`
    : sql``
  const { rows } = await sql<PairRow>`
    select ${pairColumns} from ${waitingSql(ctx, entity)} ${beyond}
    order by p.score desc, p.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** The records of these pairs by id, with the names of what they lead to. */
export async function recordsOfPairs(
  ctx: Ctx,
  entity: Entity,
  pairs: readonly Pick<PairRow, 'a' | 'b'>[],
): Promise<{ records: Map<string, StoredRecord>; titles: Titles }> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))]
  const { records, titles } = await selectRecords(ctx, entity, {
    where: sql<boolean>`t.id = any(${ids}::uuid[])`,
    limit: sql`${ids.length}`,
  })
  return { records: new Map(records.map((record) => [record.id, record])), titles }
}

/** How many pairs wait that the actor sees, counted up to `most`. */
export async function countOpenPairs(ctx: Ctx, entity: Entity, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from ${waitingSql(ctx, entity)} limit ${most}) counted`.execute(
    ctx.tx,
  )
  return rows[0]?.count ?? 0
}

function waitingSql(ctx: Ctx, entity: Entity): RawBuilder<unknown> {
  const table = sql.table(entity.table)
  return sql`duplicate_pairs p
    join ${table} a on a.id = p.a_id and ${aliveSql(entity, 'a')} and ${visibleSql(ctx, entity, 'a')}
    join ${table} b on b.id = p.b_id and ${aliveSql(entity, 'b')} and ${visibleSql(ctx, entity, 'b')}
    where p.entity = ${entity.name} and p.status = 'open'`
}

export async function lockPair(ctx: Ctx, id: string): Promise<PairRow | null> {
  const { rows } = await sql<PairRow>`
    select ${pairColumns} from duplicate_pairs p where p.id = ${id} for update`.execute(ctx.tx)
  return rows[0] ?? null
}

export async function saveDecision(ctx: Ctx, id: string, status: PairRow['status']): Promise<void> {
  const isOpen = status === 'open'
  await sql`
    update duplicate_pairs set status = ${status}, decided_by = ${isOpen ? null : ctx.actor.userId},
      decided_at = ${isOpen ? null : ctx.now} where id = ${id}`.execute(ctx.tx)
}

export interface FoundPair {
  a: string
  b: string
  score: number
  reasons: Reason[]
}

/** Writes found pairs; of one known already only what is still open is brought up to date. Returns how many are new. */
export async function savePairs(ctx: Ctx, entity: string, pairs: readonly FoundPair[]): Promise<number> {
  if (pairs.length === 0) return 0
  const ordered = pairs.map(({ a, b, ...rest }) => ({ ...rest, a: a < b ? a : b, b: a < b ? b : a }))
  const { rows } = await sql<{ isNew: boolean }>`
    insert into duplicate_pairs ${bulkRows([
      { name: 'id', type: 'uuid', values: ordered.map(() => uuidv7()) },
      { name: 'entity', type: 'text', values: ordered.map(() => entity) },
      { name: 'a_id', type: 'uuid', values: ordered.map(({ a }) => a) },
      { name: 'b_id', type: 'uuid', values: ordered.map(({ b }) => b) },
      { name: 'score', type: 'real', values: ordered.map(({ score }) => score) },
      { name: 'reasons', type: 'jsonb', values: ordered.map(({ reasons }) => JSON.stringify(reasons)) },
      { name: 'found_at', type: 'timestamptz', values: ordered.map(() => ctx.now.toISOString()) },
    ])}
    on conflict (a_id, b_id) do update set score = excluded.score, reasons = excluded.reasons, found_at = excluded.found_at
      where duplicate_pairs.status = 'open'
    returning xmax = 0 as "isNew"`.execute(ctx.tx)
  return rows.filter(({ isNew }) => isNew).length
}

/** Takes off the list what a whole scan has not found again. */
export async function dropUnseen(ctx: Ctx, entity: string, since: Date): Promise<void> {
  await sql`
    delete from duplicate_pairs where entity = ${entity} and status = 'open' and found_at < ${since}`.execute(
    ctx.tx,
  )
}

/** Pairs one of whose records is gone for good. */
export async function dropOrphans(tx: Ctx['tx'], entity: string, table: string): Promise<void> {
  await sql`
    delete from duplicate_pairs p where p.entity = ${entity} and (
      not exists (select from ${sql.table(table)} t where t.id = p.a_id)
      or not exists (select from ${sql.table(table)} t where t.id = p.b_id))`.execute(tx)
}
