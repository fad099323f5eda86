import { sql } from 'kysely'
import { mostRecent } from '../../../kernel/commands/places.ts'
import type { Ctx } from '../../../server/context.ts'

/** A record of some kind. */
export interface Place {
  entity: string
  id: string
}

/** The actor's favourites in his order; what has gone into another record leads there. */
export async function favouritesOf(ctx: Ctx): Promise<Place[]> {
  const { rows } = await sql<Place>`
    select entity, coalesce((
        select m.survivor_id from merged_records m where m.record_id = f.record_id order by m.at desc limit 1
      ), record_id) as id
    from favourites f where user_id = ${ctx.actor.userId} order by position, record_id`.execute(ctx.tx)
  return rows
}

/** Adds a favourite at the end; returns how many there are. */
export async function addFavourite(ctx: Ctx, { entity, id }: Place): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with mine as (select count(*)::int as count, coalesce(max(position), 0) as last from favourites where user_id = ${ctx.actor.userId}),
    added as (
      insert into favourites (user_id, record_id, entity, position)
      select ${ctx.actor.userId}, ${id}, ${entity}, last + 1 from mine on conflict do nothing returning 1
    )
    select mine.count + (select count(*)::int from added) as count from mine`.execute(ctx.tx)
  return rows[0]!.count
}

/** Also where the mark was set on a record that has gone into this one. */
export async function dropFavourite(ctx: Ctx, id: string): Promise<void> {
  await sql`
    delete from favourites where user_id = ${ctx.actor.userId} and (record_id = ${id}
      or record_id in (select m.record_id from merged_records m where m.survivor_id = ${id}))`.execute(ctx.tx)
}

export async function saveOrder(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await sql`
    update favourites f set position = o.position
    from (
      select record_id, row_number() over (order by array_position(${ids}::uuid[], record_id) nulls last, position)::int as position
      from favourites where user_id = ${ctx.actor.userId}
    ) o
    where f.user_id = ${ctx.actor.userId} and f.record_id = o.record_id`.execute(ctx.tx)
}

/** The records the actor has looked at last. */
export async function recentOf(ctx: Ctx): Promise<(Place & { at: string })[]> {
  const { rows } = await sql<Place & { at: string }>`
    select entity, record_id as id, at from recent_records where user_id = ${ctx.actor.userId}
    order by at desc, record_id limit ${mostRecent}`.execute(ctx.tx)
  return rows
}

/** Remembers one and forgets what is beyond the last ones. */
export async function saveViewed(ctx: Ctx, { entity, id }: Place): Promise<void> {
  await sql`
    insert into recent_records (user_id, record_id, entity, at)
    values (${ctx.actor.userId}, ${id}, ${entity}, ${ctx.now})
    on conflict (user_id, record_id) do update set at = excluded.at`.execute(ctx.tx)
  await sql`
    delete from recent_records where user_id = ${ctx.actor.userId} and record_id in (
      select record_id from recent_records where user_id = ${ctx.actor.userId}
      order by at desc, record_id offset ${mostRecent})`.execute(ctx.tx)
}

/** Kinds of records that saved views show, by view. */
export async function nounsOfViews(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; entity: string }>`
    select id, entity from views where id = any(${ids}::uuid[])`.execute(ctx.tx)
  return new Map(rows.map(({ id, entity }) => [id, entity]))
}
