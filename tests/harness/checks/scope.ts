import type { Person, World } from '../world.ts'
import type { Breach, Sql } from './breach.ts'

/** A sales manager sees the work of the own team and no other: each list against a query of our own. */
export async function scopeBreaches(sql: Sql, { managers }: World, url: string): Promise<Breach[]> {
  const breaches: Breach[] = []
  for (const manager of managers)
    for (const table of ['leads', 'deals']) {
      const expected = await sql.rows<{ id: string }>(
        `with people as (
           select m.id from users m join users me on me.team_id = m.team_id where me.id = $1
         )
         select r.id from ${table} r left join steps s on s.id = r.next_step_id
         where r.deleted_at is null and (r.owner_id in (select id from people) or s.owner_id in (select id from people))`,
        [manager.id],
      )
      const allowed = new Set(expected.map(({ id }) => id))
      const seen = new Set(await idsOf(url, manager, table))
      const foreign = [...seen].filter((id) => !allowed.has(id))
      const hidden = [...allowed].filter((id) => !seen.has(id))
      if (foreign.length > 0)
        breaches.push({
          check: 'scope',
          what: `${manager.name} sees ${foreign.length} ${table} of others`,
          detail: foreign.slice(0, 3),
        })
      if (hidden.length > 0)
        breaches.push({
          check: 'scope',
          what: `${manager.name} does not see ${hidden.length} own ${table}`,
          detail: hidden.slice(0, 3),
        })
    }
  return breaches
}

async function idsOf(url: string, { headers }: Person, table: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor = ''; ; ) {
    const answer = await fetch(
      `${url}/api/v1/${table}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      { headers },
    )
    if (answer.status !== 200) throw new Error(`${table}: ${answer.status} ${await answer.text()}`)
    const page = (await answer.json()) as { items: { id: string }[]; nextCursor: string | null }
    ids.push(...page.items.map(({ id }) => id))
    if (!page.nextCursor) return ids
    cursor = page.nextCursor
  }
}
