import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import type { FollowWants, NoticeKind } from '../notice-kinds.ts'

/** What a note is about and whom it speaks to. */
export interface NoteRow {
  id: string
  mentions: string[] | null
  lead: string | null
  deal: string | null
  contact: string | null
  company: string | null
}

/** Live notes of these ids. */
export async function notesOf(ctx: Ctx, ids: readonly string[]): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select id, mentions, lead_id as lead, deal_id as deal, contact_id as contact, company_id as company
    from notes where id = any(${ids}::uuid[]) and deleted_at is null order by id`.execute(ctx.tx)
  return rows
}

/** Steps of these ids that are still to be done by somebody else than the actor. */
export async function openStepsOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<{ id: string; owner: string; lead: string | null; deal: string | null }[]> {
  const { rows } = await sql<{ id: string; owner: string; lead: string | null; deal: string | null }>`
    select id, owner_id as owner, lead_id as lead, deal_id as deal from steps
    where id = any(${ids}::uuid[]) and closed_at is null and owner_id <> ${ctx.actor.userId} order by id`.execute(
    ctx.tx,
  )
  return rows
}

/** Somebody who follows a record: what he wants to hear of it, and which kinds his settings switch off. */
export interface Follower {
  record: string
  user: string
  wants: FollowWants
  unwanted: NoticeKind[]
}

/**
 * Who follows these records of one kind: the owner, unless he has switched it off, and whoever has switched it on, also
 * for a record that has gone into this one.
 */
export async function followersOfRecords(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
): Promise<Follower[]> {
  const { rows } = await sql<Follower>`
    select r.id as record, who.user_id as "user", coalesce(who.wants, 'usual') as wants,
      coalesce(s.unwanted, '{}') as unwanted
    from (
      select t.id, ${ownerColumn(entity)} as owner_id from ${sql.table(entity.table)} t where t.id = any(${ids}::uuid[])
    ) r, lateral (
      select distinct on (said.user_id) said.user_id, said.wants from (
        select f.user_id, f.wants, f.record_id = r.id as is_of_itself from followers f
        where f.is_following and (f.record_id = r.id
          or f.record_id in (select m.record_id from merged_records m where m.survivor_id = r.id))
        union all
        select r.owner_id, null, false where r.owner_id is not null and not exists (
          select 1 from followers f where f.record_id = r.id and f.user_id = r.owner_id and not f.is_following)
      ) said order by said.user_id, said.is_of_itself desc, said.wants
    ) who
    join users u on u.id = who.user_id and u.is_active
    left join notification_settings s on s.user_id = who.user_id`.execute(ctx.tx)
  return rows
}

/** Everybody who has the role of administrators. */
export async function administratorsOf(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select u.id from users u join roles r on r.id = u.role_id and r.key = 'administrator'
    where u.is_active and u.deleted_at is null order by u.id`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

function ownerColumn(entity: Entity) {
  // Only records that can have owners are followed.
  return sql.ref(`t.${columnOf(entity.ownerField!, entity.fields[entity.ownerField!]!)}`)
}
