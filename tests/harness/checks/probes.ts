import type { Breach, Sql } from './breach.ts'

/** What the database itself must refuse, whoever tries; the last statement of each is the offence. */
const offences: { what: string; by: RegExp; text: string }[] = [
  {
    what: 'closing a step and leaving its deal open',
    by: /next_step/,
    text: `update steps set closed_at = now(), outcome = 'result' where id = (select next_step_id from deals where next_step_id is not null limit 1)`,
  },
  {
    what: 'an open deal without a step',
    by: /deals_open_has_step/,
    text: `update deals set next_step_id = null where id = (select id from deals where status = 'open' and deleted_at is null limit 1)`,
  },
  {
    what: 'an open lead without a step',
    by: /leads_open_has_step/,
    text: `update leads set next_step_id = null where id = (select id from leads where status = 'open' and deleted_at is null limit 1)`,
  },
  {
    what: 'a second open step',
    by: /steps_one_open/,
    text: `insert into steps (id, deal_id, kind_id, due_at, owner_id, created_at, updated_at)
      select gen_random_uuid(), deal_id, kind_id, due_at, owner_id, now(), now() from steps where open_deal_id is not null limit 1`,
  },
  {
    what: 'a step of nobody active',
    by: /steps_owner_active/,
    text: `update users set is_active = false where id = (select owner_id from steps where closed_at is null limit 1)`,
  },
  {
    what: 'an open step of a closed deal',
    by: /open_has_step|steps_open_deal|next_step/,
    text: `update deals set status = 'won', closed_at = now() where id = (select id from deals where status = 'open' and deleted_at is null limit 1)`,
  },
]

/** Tries to break the law behind the app's back. Each try ends in a rollback, refused or not. */
export async function probeBreaches(
  sql: Sql & { offend(text: string): Promise<{ refusal: string | null; changed: number }> },
): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const { what, by, text } of offences) {
    const { refusal, changed } = await sql.offend(text)
    if (refusal === null && changed > 0)
      breaches.push({ check: 'probes', what: `the database lets through: ${what}` })
    else if (refusal !== null && !by.test(refusal))
      breaches.push({ check: 'probes', what: `${what} is refused by something else: ${refusal}` })
  }
  return [...breaches, ...(await declarations(sql))]
}

/** Constraints that must be judged at commit: judged earlier, honest work is refused; missing, anything goes. */
async function declarations(sql: Sql): Promise<Breach[]> {
  const deferred = [
    'leads_next_step',
    'deals_next_step',
    'steps_open_lead',
    'steps_open_deal',
    'steps_owner_active',
  ]
  const rows = await sql.rows<{ name: string }>(
    `select conname as name from pg_constraint where connamespace = current_schema()::regnamespace
     and contype = 'f' and condeferrable and condeferred and convalidated and conname = any($1)`,
    [deferred],
  )
  return deferred
    .filter((name) => !rows.some((row) => row.name === name))
    .map((name) => ({ check: 'probes', what: `${name} is not judged at commit` }))
}
