import type { Breach, Sql } from './breach.ts'

/** Events the sink of a run wants to hear of, as conditions on `events`. */
export const wantedBySink = `(entity = 'contact' or kind in ('lead.won', 'deal.won'))`

/**
 * Everything acknowledged as set going that is not at its end: what to wait for when a run is over. A message that was
 * not taken is sent again five seconds later, so one counts when it is due within `dueWithin` seconds.
 */
export async function underWay(sql: Sql, firstTransaction: string, dueWithin = 10): Promise<string[]> {
  const rows = await sql.rows<{ what: string }>(
    `select 'import ' || id as what from imports where status in ('running', 'checking', 'undoing')
     union all select 'mass change ' || id from bulk_runs where status in ('running', 'undoing')
     union all select 'export ' || id from exports where status = 'running'
     union all select 'conversion ' || id from field_conversions where status = 'running'
     union all select 'search for duplicates ' || id from duplicate_scans where status = 'running'
     union all select 'message ' || id from webhook_deliveries where status = 'waiting'
       and next_at <= now() + $2 * interval '1 second'
     union all select 'event ' || e.id || ', not yet told,' from events e
       where e.xid >= $1::text::xid8 and ${wantedBySink} and exists (select from webhooks)
         and not exists (select from webhook_deliveries d where d.event_id = e.id)`,
    [firstTransaction, dueWithin],
  )
  return rows.map(({ what }) => what)
}

/** What has been waited for in vain, and what has ended in a way nobody asked for. */
export async function backgroundBreaches(sql: Sql, firstTransaction: string): Promise<Breach[]> {
  const left = await underWay(sql, firstTransaction, -10)
  const failed = await sql.rows<{ what: string; failure: unknown }>(`
    select 'mass change ' || id as what, failure from bulk_runs where status = 'failed'
    union all select 'export ' || id, failure from exports where status = 'failed'
    union all select 'conversion ' || id, failure from field_conversions where status = 'failed'
    union all select 'search for duplicates ' || id, failure from duplicate_scans where status = 'failed'`)
  return [
    ...left.map((what) => ({ check: 'background', what: `${what} has not come to its end` })),
    ...failed.map(({ what, failure }) => ({
      check: 'background',
      what: `${what} has failed`,
      detail: failure,
    })),
  ]
}
