import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import type { House } from '../../../server/registry.ts'

/**
 * Adds records a person has read and tells how many they are within an hour, over all processes; those who add at once
 * wait for one another, so that only one of them comes to know that it is too many.
 */
export async function addViews(ctx: Ctx, user: string, records: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`views ${user}`}, 0))`.execute(ctx.tx)
  await sql`
    insert into record_views (user_id, minute, records) values (${user}, date_trunc('minute', ${ctx.now}::timestamptz), ${records})
    on conflict (user_id, minute) do update set records = record_views.records + excluded.records`.execute(
    ctx.tx,
  )
  const { rows } = await sql<{ records: number }>`
    select coalesce(sum(records), 0)::int as records from record_views
    where user_id = ${user} and minute > ${ctx.now}::timestamptz - interval '1 hour'`.execute(ctx.tx)
  return rows[0]!.records
}

/** Whether administrators have been told of a person within an hour. */
export async function isTold(ctx: Ctx, user: string, kind: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from events where record_id = ${user} and kind = ${kind}
      and at > ${ctx.now}::timestamptz - interval '1 hour' limit 1`.execute(ctx.tx)
  return rows.length > 0
}

export async function forgetViews({ tx, now }: House): Promise<void> {
  await sql`delete from record_views where minute < ${now}::timestamptz - interval '1 day'`.execute(tx)
}
