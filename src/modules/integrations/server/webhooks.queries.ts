import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import type { Db } from '../../../server/db/database.ts'

export interface WebhookRow {
  id: string
  name: string
  url: string
  events: string[]
  user: string
  isActive: boolean
  failingSince: string | null
  disabledReason: 'failing' | 'gone' | 'owner' | null
  createdAt: string
}

const columns = sql`w.id, w.name, w.url, w.events, w.user_id as "user", w.is_active as "isActive",
  w.failing_since as "failingSince", w.disabled_reason as "disabledReason", w.created_at as "createdAt"`

export async function findWebhooks(ctx: Ctx): Promise<(WebhookRow & { userName: string })[]> {
  const { rows } = await sql<WebhookRow & { userName: string }>`
    select ${columns}, u.name as "userName" from webhooks w join users u on u.id = w.user_id
    order by w.created_at, w.id`.execute(ctx.tx)
  return rows
}

export async function findActiveWebhooks(ctx: Ctx): Promise<WebhookRow[]> {
  const { rows } = await sql<WebhookRow>`
    select ${columns} from webhooks w where w.is_active order by w.id`.execute(ctx.tx)
  return rows
}

/** Locks a webhook for a change; null when there is none. */
export async function lockWebhook(ctx: Ctx, id: string): Promise<WebhookRow | null> {
  const { rows } = await sql<WebhookRow>`
    select ${columns} from webhooks w where w.id = ${id} for update`.execute(ctx.tx)
  return rows[0] ?? null
}

export async function insertWebhook(
  ctx: Ctx,
  hook: { id: string; name: string; url: string; events: string[]; secret: Buffer },
): Promise<void> {
  await sql`
    insert into webhooks (id, name, url, events, secret, user_id, created_at)
    values (${hook.id}, ${hook.name}, ${hook.url}, ${hook.events}::text[], ${hook.secret}, ${ctx.actor.userId}, ${ctx.now})`.execute(
    ctx.tx,
  )
}

/** Writes the settings of a webhook; it is taken to be well again. */
export async function writeWebhook(
  ctx: Ctx,
  { id, name, url, events, isActive }: Pick<WebhookRow, 'id' | 'name' | 'url' | 'events' | 'isActive'>,
): Promise<void> {
  await sql`
    update webhooks set name = ${name}, url = ${url}, events = ${events}::text[], is_active = ${isActive},
      failing_since = null, disabled_reason = null
    where id = ${id}`.execute(ctx.tx)
}

/** Puts another secret in the place of one, which goes on signing beside it until a moment. */
export async function writeSecret(ctx: Ctx, id: string, secret: Buffer, until: Date): Promise<void> {
  await sql`
    update webhooks set secret = ${secret}, former_secret = secret, former_until = ${until}
    where id = ${id}`.execute(ctx.tx)
}

export async function removeWebhook(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from webhooks where id = ${id}`.execute(ctx.tx)
}

/** Switches a webhook off for a reason of its own. */
export async function disableWebhook(
  ctx: Ctx,
  id: string,
  reason: NonNullable<WebhookRow['disabledReason']>,
): Promise<void> {
  await sql`
    update webhooks set is_active = false, disabled_reason = ${reason} where id = ${id}`.execute(ctx.tx)
}

/** Notes whether the workspace has a webhook at work, so that its events are looked through. */
export async function noteWorkspace(ctx: Ctx): Promise<void> {
  const { id } = ctx.workspace
  await sql`
    with gone as (
      delete from onward.webhook_workspaces
      where workspace_id = ${id} and not exists (select from webhooks where is_active)
    )
    insert into onward.webhook_workspaces (workspace_id) select ${id} where exists (select from webhooks where is_active)
    on conflict do nothing`.execute(ctx.tx)
}

export async function workspacesWithWebhooks(global: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select workspace_id as id from onward.webhook_workspaces order by 1`.execute(global)
  return rows.map(({ id }) => id)
}

/** Where the events have been looked through to, held until the end of the act; null while another process does. */
export async function lockPosition(ctx: Ctx): Promise<string | null> {
  const { rows } = await sql<{ after: string }>`
    select after from webhook_position for update skip locked`.execute(ctx.tx)
  return rows[0]?.after ?? null
}

export async function writePosition(ctx: Ctx, after: string): Promise<void> {
  await sql`
    insert into webhook_position (after) values (${after})
    on conflict (only_row) do update set after = excluded.after`.execute(ctx.tx)
}
