import { sql } from 'kysely'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'

/** Ids of the tags of these names, by folded name; they stay until the act ends. */
export async function findTags(ctx: Ctx, names: readonly string[]): Promise<Map<string, string>> {
  const folded = [...new Set(names.map(foldText))].sort()
  const { rows } = await sql<{ id: string; key: string }>`
    select id, onward.fold(name) as key from tags
    where onward.fold(name) = any(${folded}::text[]) and deleted_at is null
    order by id for key share`.execute(ctx.tx)
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** Two acts do not make a tag of one name at once: the second waits and finds it. */
export async function lockVocabulary(ctx: Ctx): Promise<void> {
  await sql`lock table tags in share row exclusive mode`.execute(ctx.tx)
}

/** How many tags there are. */
export async function countTags(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from tags where deleted_at is null`.execute(ctx.tx)
  return rows[0]!.count
}

/** How many live records the actor sees bear each tag, for one kind of record. */
export async function usesOf(ctx: Ctx, entity: Entity): Promise<{ tag: string; count: number }[]> {
  const { rows } = await sql<{ tag: string; count: number }>`
    select borne.tag, count(*)::int as count
    from ${sql.table(entity.table)} t, unnest(t.tags) as borne (tag)
    where t.tags is not null and t.deleted_at is null and ${reachableSql(ctx, entity, 't')}
    group by borne.tag`.execute(ctx.tx)
  return rows
}
