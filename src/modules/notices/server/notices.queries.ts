import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import type { House } from '../../../server/registry.ts'
import { type NoticeKind, noticeDays } from '../notice-kinds.ts'

export interface NewNotice {
  user: string
  kind: NoticeKind
  entity: string
  record: string
  data: Record<string, unknown>
  count: number
}

/** Writes notifications; returns whom they are for. */
export async function insertNotices(ctx: Ctx, notices: readonly NewNotice[]): Promise<string[]> {
  const rows = notices.map((notice) => ({ id: uuidv7(), ...notice }))
  const actor = ctx.actor.via === 'system' ? null : ctx.actor.userId
  const { rows: written } = await sql<{ user: string }>`
    insert into notifications (id, user_id, act_id, kind, at, actor_id, entity, record_id, count, data)
    select n.id, n.user, ${ctx.act}, n.kind, ${ctx.now}, ${actor}::uuid, n.entity, n.record, n.count, n.data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n (id uuid, "user" uuid, kind text, entity text, record uuid, count int, data jsonb)
    join users u on u.id = n.user and u.is_active
    order by n.user, n.kind
    on conflict (act_id, user_id, kind) do nothing
    returning user_id as "user"`.execute(ctx.tx)
  return written.map(({ user }) => user)
}

/** Takes back what these acts have told of these records and nobody has read yet; returns whom it was told. */
export async function withdrawNotices(
  ctx: Ctx,
  acts: readonly string[],
  records: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ user: string }>`
    delete from notifications where act_id = any(${acts}::uuid[]) and read_at is null
      and array[record_id, (data ->> 'note')::uuid, (data ->> 'step')::uuid] && ${records}::uuid[]
    returning user_id as "user"`.execute(ctx.tx)
  return rows.map(({ user }) => user)
}

export interface NoticeRow {
  id: string
  kind: NoticeKind
  at: string
  actor: string | null
  entity: string
  record: string
  count: number
  data: Record<string, unknown>
  isRead: boolean
}

/** The actor's notifications, newest first. */
export async function noticesOf(
  ctx: Ctx,
  { unread, before, limit }: { unread: boolean; before: { at: string; id: string } | null; limit: number },
): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select id, kind, at, actor_id as actor, entity, record_id as record, count, data, read_at is not null as "isRead"
    from notifications
    where user_id = ${ctx.actor.userId} ${unread ? sql`and read_at is null` : sql``}
      ${before ? sql`and (at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``}
    order by at desc, id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Marks the actor's notifications; without ids all of them. Returns how many it changed. */
export async function markNotices(ctx: Ctx, ids: readonly string[] | null, isRead: boolean): Promise<number> {
  const { rows } = await sql`
    update notifications set read_at = ${isRead ? ctx.now : null}
    where user_id = ${ctx.actor.userId} and (read_at is null) = ${isRead}
      ${ids ? sql`and id = any(${ids}::uuid[])` : sql``}
    returning 1`.execute(ctx.tx)
  return rows.length
}

/** Kinds these people do not want to be told of; who is not named wants all. */
export async function unwantedBy(ctx: Ctx, users: readonly string[]): Promise<Map<string, NoticeKind[]>> {
  if (users.length === 0) return new Map()
  const { rows } = await sql<{ user: string; unwanted: NoticeKind[] }>`
    select user_id as "user", unwanted from notification_settings
    where user_id = any(${users}::uuid[]) and unwanted <> '{}'`.execute(ctx.tx)
  return new Map(rows.map(({ user, unwanted }) => [user, unwanted]))
}

/** Kinds the actor does not want to be told of. */
export async function unwantedKinds(ctx: Ctx): Promise<NoticeKind[]> {
  const { rows } = await sql<{ unwanted: NoticeKind[] }>`
    select unwanted from notification_settings where user_id = ${ctx.actor.userId}`.execute(ctx.tx)
  return rows[0]?.unwanted ?? []
}

export async function saveUnwanted(ctx: Ctx, unwanted: readonly NoticeKind[]): Promise<void> {
  await sql`
    insert into notification_settings (user_id, unwanted) values (${ctx.actor.userId}, ${unwanted}::text[])
    on conflict (user_id) do update set unwanted = excluded.unwanted`.execute(ctx.tx)
}

/** Names of users and stages that notifications speak of. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users where id = any(${ids}::uuid[])
    union all select id, name from stages where id = any(${ids}::uuid[])`.execute(ctx.tx)
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** Removes what is older than a notification is kept. */
export async function forgetOldNotices({ tx, now }: House): Promise<void> {
  const until = new Date(now.getTime() - noticeDays * 86_400_000)
  await sql`delete from notifications where at < ${until}`.execute(tx)
}
