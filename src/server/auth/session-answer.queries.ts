import { sql } from 'kysely'
import type { FieldLimits } from '../../kernel/access/field-rights.ts'
import type { Grants } from '../../kernel/access/rights.ts'
import type { Workspace } from '../context.ts'
import type { Db } from '../db/database.ts'

/** A user with his account, role and team; account and team may be missing. */
export interface SessionRow {
  id: string
  name: string
  email: string | null
  locale: 'ru' | 'en' | null
  theme: 'system' | 'light' | 'dark' | null
  time_zone: string | null
  role_id: string
  role_key: string | null
  role_name: string
  grants: Grants
  field_limits: FieldLimits
  team_id: string | null
  team_name: string | null
  has_sample_data: boolean
}

export async function findSessionRow(
  db: Db,
  { id, schema }: Workspace,
  userId: string,
): Promise<SessionRow | null> {
  const table = (name: string) => sql.id(schema, name)
  const { rows } = await sql<SessionRow>`
    select u.id, u.name, coalesce(a.email, u.email) as email, a.locale, a.theme, u.time_zone,
      r.id as role_id, r.key as role_key, r.name as role_name, r.grants, r.field_limits, t.id as team_id, t.name as team_name,
      exists (select from ${table('sample_records')}) as has_sample_data
    from ${table('users')} u
    join ${table('roles')} r on r.id = u.role_id
    left join ${table('teams')} t on t.id = u.team_id
    left join onward.memberships m on m.workspace_id = ${id} and m.user_id = u.id
    left join onward.accounts a on a.id = m.account_id
    where u.id = ${userId}`.execute(db)
  return rows[0] ?? null
}
