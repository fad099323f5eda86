import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql, visibleSql, withinSql } from '../../../server/records/access.ts'
import { idAt } from '../../../server/records/id-cursor.ts'
import { literal } from '../../../server/records/literal.ts'

export interface BinRow {
  id: string
  entity: string
  record: string
  at: string
  actor: string | null
  event: string
}

export interface BinFilter {
  /** A part of what it is called, in any case. */
  q?: string
  actor?: string
  from?: string
  until?: string
}

/**
 * Records of a kind that are in the bin and that the actor may bring back, by the events that tell of their going: the
 * latest of each, newest first. Only the events of this kind are walked.
 */
export async function binnedOf(
  ctx: Ctx,
  entity: Entity,
  { q, actor, from, until }: BinFilter,
  { below, limit }: { below: string | null; limit: number },
): Promise<BinRow[]> {
  const kind = `${entity.name}.deleted`
  const title = sql.ref(`t.${columnOf(entity.title, entity.fields[entity.title]!)}`)
  const { rows } = await sql<Omit<BinRow, 'entity'>>`
    select e.id, e.record_id as record, e.at, e.actor_id as actor, e.act_id as event
    from events e join ${sql.table(entity.table)} t on t.id = e.record_id
    where e.kind = ${kind} and t.deleted_at is not null
      and ${visibleSql(ctx, entity)} and ${withinSql(ctx, entity, 'delete')}
      and not exists (select from events later where later.record_id = e.record_id and later.kind = e.kind and later.id > e.id)
      ${q ? sql`and onward.fold(${title}::text) like ${`%${literal(foldText(q))}%`}` : sql``}
      ${actor ? sql`and e.actor_id = ${actor}` : sql``}
      ${from ? sql`and e.id >= ${idAt(new Date(from))}::uuid` : sql``}
      ${until ? sql`and e.id < ${idAt(new Date(until))}::uuid` : sql``}
      ${below ? sql`and e.id < ${below}::uuid` : sql``}
    order by e.id desc limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => ({ ...row, entity: entity.name }))
}

const day = 86_400_000

/** What an act moved to the bin; its events are written within the day it began. */
export async function deletedBy(
  ctx: Ctx,
  act: string,
  began: Date,
  limit: number,
): Promise<{ entity: string; id: string }[]> {
  const { rows } = await sql<{ entity: string; id: string }>`
    select e.entity, e.record_id as id from events e
    where e.id >= ${idAt(new Date(began.getTime() - 60_000))}::uuid and e.id < ${idAt(new Date(began.getTime() + day))}::uuid
      and e.act_id = ${act} and e.kind = e.entity || '.deleted'
    order by e.id limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Those of these records of a kind that are in the bin and that the actor sees. */
export async function seenInBin(ctx: Ctx, entity: Entity, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(entity.table)} t
    where t.id = any(${[...ids]}::uuid[]) and t.deleted_at is not null and ${reachableSql(ctx, entity, 't')}`.execute(
    ctx.tx,
  )
  return rows.map(({ id }) => id)
}

/** Records of a kind, in the order of their ids, that went into the bin before a moment and are there still. */
export async function binnedBefore(
  ctx: Ctx,
  entity: Entity,
  { before, after, limit }: { before: Date; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(entity.table)} t where t.deleted_at < ${before} and t.id > ${after}
    order by t.id limit ${limit}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** What other parts of the product keep of records that are gone: messages that tell of them, marks, pairs. */
export async function forgetTraces(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const gone = sql`any(${[...ids]}::uuid[])`
  await sql`
    with deliveries as (delete from webhook_deliveries where record_id = ${gone}),
      notices as (delete from notifications where record_id = ${gone}),
      pairs as (delete from duplicate_pairs where a_id = ${gone} or b_id = ${gone}),
      stars as (delete from favourites where record_id = ${gone}),
      looks as (delete from recent_records where record_id = ${gone}),
      marks as (delete from sample_records where record_id = ${gone})
    delete from followers where record_id = ${gone}`.execute(ctx.tx)
}
