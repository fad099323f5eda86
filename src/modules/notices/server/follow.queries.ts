import { sql } from 'kysely'
import type { Actor } from '../../../kernel/access/rights.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import { type ActorRow, actorColumns, actorTables, toActor } from '../../../server/auth/actors.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { literal } from '../../../server/records/literal.ts'

/** Most followers of a record that are named. */
const mostNamed = 100

/** Remembers that the actor follows a record, or that he does not. */
export async function saveFollowing(
  ctx: Ctx,
  entity: string,
  record: string,
  isFollowing: boolean,
): Promise<void> {
  await sql`
    insert into followers (record_id, user_id, entity, is_following)
    values (${record}, ${ctx.actor.userId}, ${entity}, ${isFollowing})
    on conflict (record_id, user_id) do update set is_following = excluded.is_following`.execute(ctx.tx)
  // Whoever follows no more does not follow by way of what has gone into it either.
  if (!isFollowing)
    await sql`
      delete from followers where user_id = ${ctx.actor.userId}
        and record_id in (select m.record_id from merged_records m where m.survivor_id = ${record})`.execute(
      ctx.tx,
    )
}

/** These users by name. */
export async function namedFollowers(
  ctx: Ctx,
  users: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where id = any(${users}::uuid[]) order by name, id limit ${mostNamed}`.execute(
    ctx.tx,
  )
  return rows
}

/** Colleagues of the actor with a word of whose name this begins, with what each may do. */
export async function actorsNamed(
  ctx: Ctx,
  beginning: string,
  limit: number,
): Promise<(Actor & { name: string })[]> {
  const folded = literal(foldText(beginning))
  const { schema } = ctx.workspace
  const { rows } = await sql<ActorRow>`
    select ${actorColumns(schema)} from ${actorTables(schema)}
    where u.id <> ${ctx.actor.userId} and (onward.fold(u.name) like ${`${folded}%`} or onward.fold(u.name) like ${`% ${folded}%`})
    order by u.name, u.id limit ${limit}`.execute(ctx.tx)
  return rows.map((row) => toActor(row, 'session'))
}
