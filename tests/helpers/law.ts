import type { TestApp } from './test-app.ts'

/**
 * Leads and deals that break the next-step law: open ones without exactly one open step of an active user, closed
 * or deleted ones with an open step, and steps nobody names. Empty is right.
 */
export async function lawBreaches(app: Pick<TestApp, 'rows'>): Promise<object[]> {
  const of = (table: string, ref: string) => `
    select '${table}' as what, r.id from ${table} r
    left join lateral (
      select count(*) as open, count(*) filter (where u.is_active and u.deleted_at is null) as owned,
        count(*) filter (where s.id = r.next_step_id) as named
      from steps s join users u on u.id = s.owner_id where s.${ref} = r.id and s.closed_at is null
    ) s on true
    where (s.open, s.owned, s.named) is distinct from
      (case when r.status = 'open' and r.deleted_at is null then row(1::bigint, 1::bigint, 1::bigint) else row(0::bigint, 0::bigint, 0::bigint) end)`
  return app.rows(`${of('leads', 'lead_id')} union all ${of('deals', 'deal_id')}`)
}
