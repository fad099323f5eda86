import { sql } from 'kysely'
import type { Actor } from '../../../kernel/access/rights.ts'
import { columnOf } from '../../../kernel/entities/entity.ts'
import { foldText } from '../../../kernel/queries/fold-text.ts'
import { type ActorRow, actorColumns, actorTables, toActor } from '../../../server/auth/actors.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { literal } from '../../../server/records/literal.ts'
import type { FollowWants } from '../notice-kinds.ts'

/** Most followers of a record that are named. */
const mostNamed = 100

/** Remembers that the actor follows a record and what he wants to hear of it, or that he does not follow it. */
export async function saveFollowing(
  ctx: Ctx,
  entity: string,
  record: string,
  { isFollowing, wants }: { isFollowing: boolean; wants?: FollowWants },
): Promise<{ isFollowing: boolean; wants: FollowWants }> {
  const chosen = isFollowing && wants !== undefined && wants !== 'usual' ? wants : null
  const isKept = isFollowing && wants === undefined
  const { rows } = await sql<{ wants: FollowWants }>`
    insert into followers (record_id, user_id, entity, is_following, wants)
    values (${record}, ${ctx.actor.userId}, ${entity}, ${isFollowing}, ${chosen})
    on conflict (record_id, user_id) do update set is_following = excluded.is_following,
      wants = ${isKept ? sql`followers.wants` : sql`excluded.wants`}
    returning coalesce(wants, 'usual') as wants`.execute(ctx.tx)
  // Whoever follows no more does not follow by way of what has gone into it either.
  if (!isFollowing)
    await sql`
      delete from followers where user_id = ${ctx.actor.userId}
        and record_id in (select m.record_id from merged_records m where m.survivor_id = ${record})`.execute(
      ctx.tx,
    )
  return { isFollowing, wants: rows[0]!.wants }
}

/** A record the actor has said something of his own about. */
export interface ExceptionRow {
  entity: string
  record: string
  isFollowing: boolean
  wants: FollowWants
}

/** Records the actor follows otherwise than usual, and those he wants to hear nothing of; the newest first. */
export async function exceptionsOf(ctx: Ctx, limit: number): Promise<ExceptionRow[]> {
  const { rows } = await sql<ExceptionRow>`
    select entity, record_id as record, is_following as "isFollowing", coalesce(wants, 'usual') as wants
    from followers where user_id = ${ctx.actor.userId} and (wants is not null or not is_following)
    order by record_id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Those of these records whose owner the actor is. */
export async function ownedAmong(
  ctx: Ctx,
  named: readonly { entity: string; record: string }[],
): Promise<Set<string>> {
  const own = new Set<string>()
  for (const name of new Set(named.map(({ entity }) => entity))) {
    const entity = ctx.registry.catalog.find(name)
    if (!entity?.ownerField) continue
    const ids = named.filter((one) => one.entity === name).map(({ record }) => record)
    const owner = sql.ref(columnOf(entity.ownerField, entity.fields[entity.ownerField]!))
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(entity.table)}
      where id = any(${ids}::uuid[]) and ${owner} = ${ctx.actor.userId}`.execute(ctx.tx)
    for (const { id } of rows) own.add(id)
  }
  return own
}

/** Forgets what the actor has said of single records; what he follows he goes on following. */
export async function clearFollowing(ctx: Ctx): Promise<void> {
  await sql`delete from followers where user_id = ${ctx.actor.userId} and not is_following`.execute(ctx.tx)
  await sql`
    update followers set wants = null where user_id = ${ctx.actor.userId} and wants is not null`.execute(
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
