import { sql } from 'kysely'
import { z } from 'zod'
import { companyShape, modelShape } from '../../kernel/access/company-shape.ts'
import { emailShape, localeShape, passwordShape, personNameShape } from '../../kernel/access/person-shapes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Db } from '../db/database.ts'
import type { Services } from '../services.ts'
import { createWorkspace, removeAbandonedSchemas } from './create-workspace.ts'
import { requireGoodPassword } from './password.ts'
import { hashToken, newToken, startSession } from './sessions.ts'
import type { SignedIn } from './sign-in.ts'

export const setUpInput = z.strictObject({
  token: z.string().max(100),
  locale: localeShape,
  company: companyShape,
  admin: z.strictObject({ name: personNameShape, email: emailShape, password: passwordShape }),
  model: modelShape,
})

/**
 * The one-time link by which the first administrator sets the install up; null when that is done. Each start
 * makes a new link and the older ones void, so a link from an old log opens nothing.
 */
export async function ensureSetupLink(services: Services): Promise<string | null> {
  const { global } = services.workspaces
  if (!(await isSetupNeeded(global))) return null
  await removeAbandonedSchemas(services)
  const { token, hash } = newToken()
  await global.transaction().execute(async (tx) => {
    await sql`delete from onward.setup_links`.execute(tx)
    await sql`insert into onward.setup_links (token_hash, created_at) values (${hash}, ${services.now()})`.execute(tx)
  })
  return `${services.config.baseUrl}/setup?token=${token}`
}

/** Whether nobody has set this install up yet. */
export async function isSetupNeeded(db: Db): Promise<boolean> {
  const { rows } = await sql`select from onward.workspaces limit 1`.execute(db)
  return rows.length === 0
}

/** Creates the first workspace and signs its administrator in. The link is used up in the same transaction. */
export async function setUp(services: Services, { token, ...founding }: z.output<typeof setUpInput>): Promise<SignedIn> {
  const { global } = services.workspaces
  await requireSetupLink(global, token)
  requireGoodPassword(founding.admin.password, founding.admin.email, 'admin.password')
  const { workspace, userId, accountId } = await createWorkspace(services, founding, async (tx) => {
    await requireSetupLink(tx, token)
    await sql`delete from onward.setup_links`.execute(tx)
  })
  return { token: await startSession(global, accountId, workspace.id, services.now()), workspace, userId }
}

async function requireSetupLink(db: Db, token: string): Promise<void> {
  if (!(await isSetupNeeded(db))) fail('setup.already-done')
  const { rows } = await sql`select from onward.setup_links where token_hash = ${hashToken(token)}`.execute(db)
  if (rows.length === 0) fail('setup.link-invalid')
}
