import type { Breach, Sql } from './breach.ts'

/** Without these an acknowledged write is only a hope. */
export async function settingBreaches(sql: Sql): Promise<Breach[]> {
  const rows = await sql.rows<{ name: string; setting: string }>(
    `select name, setting from pg_settings
     where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') and setting = 'off'`,
  )
  return rows.map(({ name }) => ({ check: 'settings', what: `the database runs with ${name} = off` }))
}
