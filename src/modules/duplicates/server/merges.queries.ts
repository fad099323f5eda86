import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'

/** How many records the actor sees lead to each of these, by kind. */
export async function relatedCounts(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
): Promise<{ entity: string; from: string; count: number }[]> {
  const counts = ctx.registry.catalog.relationsOf(entity).map(({ entity: other, field }) => {
    const column = sql.ref(`t.${columnOf(field, other.fields[field]!)}`)
    const alive = other.softDelete ? sql`and t.deleted_at is null` : sql``
    return sql`
      select ${other.name}::text as entity, ${column} as "from", count(*)::int as count from ${sql.table(other.table)} t
      where ${column} = any(${[...ids]}::uuid[]) and ${reachableSql(ctx, other, 't')} ${alive} group by ${column}`
  })
  if (counts.length === 0) return []
  const { rows } = await sql<{ entity: string; from: string; count: number }>`
    select entity, "from", sum(count)::int as count from (${sql.join(counts, sql` union all `)}) counted
    group by entity, "from" order by entity, "from"`.execute(ctx.tx)
  return rows
}

export interface MergeRow {
  event: string
  at: string
  others: { id: string; title: string }[]
}

/** Merges into a record whose rows are still kept to take them apart by. */
export async function keptMerges(ctx: Ctx, survivor: string): Promise<MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    select m.act_id as event, max(m.at) as at,
      jsonb_agg(jsonb_build_object('id', m.record_id, 'title', m.title) order by m.title) as others
    from merged_records m
    where m.survivor_id = ${survivor}
      and exists (select from undo_rows u where u.act_id = m.act_id and u.record_id = m.record_id)
    group by m.act_id order by max(m.at) desc limit 50`.execute(ctx.tx)
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
}

/** The record at the end of the way a merged one has gone. */
export async function endOfWay(ctx: Ctx, entity: Entity, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select m.survivor_id as id from merged_records m
    where m.record_id = ${id} and m.entity = ${entity.name} order by m.at desc limit 1`.execute(ctx.tx)
  return rows[0]?.id ?? null
}
