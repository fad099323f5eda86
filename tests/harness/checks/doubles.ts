import type { Breach, Sql } from './breach.ts'

/** Contacts that several people wrote under the same address at once: of each there is one. */
export async function doubleBreaches(sql: Sql): Promise<Breach[]> {
  const rows = await sql.rows<{ email: string; count: number }>(`
    select email, count(*)::int as count from contacts
    where email like 'shared-%' and deleted_at is null group by email having count(*) > 1`)
  return rows.map(({ email, count }) => ({
    check: 'doubles',
    what: `${count} contacts were written under ${email}`,
  }))
}
