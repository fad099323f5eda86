import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'

/** A message to be sent. */
export interface NewDelivery {
  id: string
  webhook: string
  /** The event it tells of; one event is sent to a webhook once. */
  event: string
  record: string
  kind: string
  body: string
}

/**
 * Writes messages and has them sent, in the transaction of whatever they tell of. What is sent to one webhook is sent
 * one after another: a slow receiver holds up nobody else.
 */
export async function insertDeliveries(ctx: Ctx, deliveries: readonly NewDelivery[]): Promise<void> {
  const { now, workspace } = ctx
  if (deliveries.length === 0) return
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
        as g (id uuid, webhook uuid, event uuid, record uuid, kind text, body text)
    ), written as (
      insert into webhook_deliveries (id, webhook_id, event_id, record_id, kind, body, created_at, next_at)
      select id, webhook, event, record, kind, body, ${now}, ${now} from given
      on conflict (webhook_id, event_id) do nothing
      returning id, webhook_id
    )
    select ${jobFor(sql`w.id`, sql`w.webhook_id`, workspace.id, now)} from written w order by w.id`.execute(
    ctx.tx,
  )
}

/** Has a delivery that waits looked at again at a moment. */
export async function sendAgainAt(ctx: Ctx, id: string, webhook: string, at: Date): Promise<void> {
  await sql`
    with moved as (update webhook_deliveries set next_at = ${at} where id = ${id} and status = 'waiting')
    select ${jobFor(sql`${id}::uuid`, sql`${webhook}::uuid`, ctx.workspace.id, at)}`.execute(ctx.tx)
}

function jobFor(
  delivery: ReturnType<typeof sql>,
  webhook: ReturnType<typeof sql>,
  workspace: string,
  at: Date,
) {
  return sql`onward_jobs.add_job('webhooks.deliver',
    json_build_object('workspace', ${workspace}::text, 'delivery', ${delivery}),
    queue_name => 'webhook ' || ${webhook}, run_at => ${at}::timestamptz, max_attempts => 25)`
}

export interface WaitingDelivery {
  id: string
  webhook: string
  record: string
  attempts: number
  body: string
  url: string
  secret: Buffer
  /** The one before, while it signs too. */
  formerSecret: Buffer | null
  user: string
  isActive: boolean
  failingSince: Date | null
}

/** A delivery that has not ended, locked; null when it has. */
export async function lockDelivery(ctx: Ctx, id: string): Promise<WaitingDelivery | null> {
  const { rows } = await sql<Omit<WaitingDelivery, 'failingSince'> & { failingSince: string | null }>`
    select d.id, d.webhook_id as webhook, d.record_id as record, d.attempts, d.body, w.url, w.secret, w.user_id as "user",
      case when w.former_until > ${ctx.now} then w.former_secret end as "formerSecret",
      w.is_active as "isActive", w.failing_since as "failingSince"
    from webhook_deliveries d join webhooks w on w.id = d.webhook_id
    where d.id = ${id} and d.status = 'waiting' for update`.execute(ctx.tx)
  const row = rows[0]
  return row ? { ...row, failingSince: row.failingSince === null ? null : new Date(row.failingSince) } : null
}

/** When the message before this one about the same record will be tried; null: there is none that waits. */
export async function earlierAt(
  ctx: Ctx,
  { id, webhook, record }: Pick<WaitingDelivery, 'id' | 'webhook' | 'record'>,
): Promise<Date | null> {
  const { rows } = await sql<{ at: string }>`
    select max(next_at) as at from webhook_deliveries
    where webhook_id = ${webhook} and record_id = ${record} and status = 'waiting' and id < ${id}`.execute(
    ctx.tx,
  )
  return rows[0]?.at ? new Date(rows[0].at) : null
}

/** Counts a try before it is made: one that is cut off has been made. */
export async function beginTry(ctx: Ctx, id: string, nextAt: Date): Promise<void> {
  await sql`
    update webhook_deliveries set attempts = attempts + 1, next_at = ${nextAt} where id = ${id}`.execute(
    ctx.tx,
  )
}

export interface TryResult {
  status: 'waiting' | 'delivered' | 'dead'
  nextAt: Date | null
  answerStatus: number | null
  answerExcerpt: string | null
  error: string | null
  milliseconds: number
}

export async function writeTry(ctx: Ctx, id: string, result: TryResult): Promise<void> {
  await sql`
    update webhook_deliveries set status = ${result.status}, next_at = ${result.nextAt}, sent_at = ${ctx.now},
      answer_status = ${result.answerStatus}, answer_excerpt = ${result.answerExcerpt}, error = ${result.error},
      duration_ms = ${result.milliseconds}
    where id = ${id} and status = 'waiting'`.execute(ctx.tx)
}

/** Notes since when nothing gets through to a webhook; null: something has. */
export async function writeFailingSince(ctx: Ctx, webhook: string, since: Date | null): Promise<void> {
  await sql`
    update webhooks set failing_since = ${since}
    where id = ${webhook} and failing_since is distinct from ${since}`.execute(ctx.tx)
}

/** Ends everything that waits for a webhook that is switched off. */
export async function endWaiting(ctx: Ctx, webhook: string): Promise<void> {
  await sql`
    update webhook_deliveries set status = 'dead', next_at = null, error = 'switched-off'
    where webhook_id = ${webhook} and status = 'waiting'`.execute(ctx.tx)
}

/** A delivery that has ended waits again from the first try; its webhook, or null when there is none such. */
export async function reviveDelivery(
  ctx: Ctx,
  id: string,
): Promise<{ webhook: string; isActive: boolean } | null> {
  const { rows } = await sql<{ webhook: string; isActive: boolean }>`
    update webhook_deliveries d set status = 'waiting', attempts = 0, next_at = ${ctx.now}, error = null
    from webhooks w where d.id = ${id} and d.status <> 'waiting' and w.id = d.webhook_id
    returning w.id as webhook, w.is_active as "isActive"`.execute(ctx.tx)
  return rows[0] ?? null
}

export interface DeliveryRow {
  id: string
  kind: string
  record: string
  status: TryResult['status']
  attempts: number
  createdAt: string
  sentAt: string | null
  nextAt: string | null
  answerStatus: number | null
  answerExcerpt: string | null
  error: string | null
  milliseconds: number | null
  bodyExcerpt: string
}

/** Deliveries of a webhook, newest first, from below a moment and id. */
export async function findDeliveries(
  ctx: Ctx,
  webhook: string,
  { status, before, limit }: { status?: string; before: { at: string; id: string } | null; limit: number },
): Promise<DeliveryRow[]> {
  const only = status ? sql`and status = ${status}` : sql``
  const below = before ? sql`and (created_at, id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql``
  const { rows } = await sql<DeliveryRow>`
    select id, kind, record_id as record, status, attempts, created_at as "createdAt", sent_at as "sentAt",
      next_at as "nextAt", answer_status as "answerStatus", answer_excerpt as "answerExcerpt", error,
      duration_ms as milliseconds, left(body, 4000) as "bodyExcerpt"
    from webhook_deliveries where webhook_id = ${webhook} ${only} ${below}
    order by created_at desc, id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

/** Removes what was sent long ago. */
export async function removeOldDeliveries(tx: Ctx['tx'], before: Date): Promise<void> {
  await sql`delete from webhook_deliveries where created_at < ${before} and status <> 'waiting'`.execute(tx)
}
