import { sql } from 'kysely'
import { z } from 'zod'
import { type Grants, grantsShape } from '../../kernel/access/rights.ts'
import { companyShape, modelShape } from '../../kernel/access/company-shape.ts'
import { localeShape, themeShape } from '../../kernel/access/person-shapes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Workspace } from '../context.ts'
import type { Services } from '../services.ts'

/** What the screens know of the one who is signed in: who, where and with which rights. */
export const sessionAnswer = z.object({
  user: z.object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    locale: localeShape,
    theme: themeShape,
    timeZone: z.string(),
    role: z.object({ id: z.uuid(), key: z.string().nullable().describe('Of a shipped role'), name: z.string() }),
    team: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  }),
  workspace: z.object({
    id: z.uuid(),
    ...companyShape.shape,
    locale: localeShape,
    model: modelShape,
    hasSampleData: z.boolean(),
  }),
  grants: grantsShape,
})

interface Row {
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
  team_id: string | null
  team_name: string | null
  has_sample_data: boolean
}

/** The answer of every route that signs in or changes who is signed in. */
export async function describeSession(services: Services, workspace: Workspace, userId: string): Promise<z.input<typeof sessionAnswer>> {
  const table = (name: string) => sql.id(workspace.schema, name)
  const { rows } = await sql<Row>`
    select u.id, u.name, coalesce(a.email, u.email) as email, a.locale, a.theme, u.time_zone,
      r.id as role_id, r.key as role_key, r.name as role_name, r.grants, t.id as team_id, t.name as team_name,
      exists (select from ${table('sample_records')}) as has_sample_data
    from ${table('users')} u
    join ${table('roles')} r on r.id = u.role_id
    left join ${table('teams')} t on t.id = u.team_id
    left join onward.memberships m on m.workspace_id = ${workspace.id} and m.user_id = u.id
    left join onward.accounts a on a.id = m.account_id
    where u.id = ${userId}`.execute(services.workspaces.global)
  const row = rows[0]
  if (!row) fail('auth.required')
  const { id, name, country, currency, timeZone, locale, model } = workspace
  return {
    user: {
      id: row.id,
      name: row.name,
      email: row.email ?? '',
      locale: row.locale ?? locale,
      theme: row.theme ?? 'system',
      timeZone: row.time_zone ?? timeZone,
      role: { id: row.role_id, key: row.role_key, name: row.role_name },
      team: row.team_id && row.team_name ? { id: row.team_id, name: row.team_name } : null,
    },
    workspace: { id, name, country, currency, timeZone, locale, model, hasSampleData: row.has_sample_data },
    grants: row.grants,
  }
}
