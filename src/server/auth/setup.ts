import { z } from 'zod'
import { companyShape, modelShape } from '../../kernel/access/company-shape.ts'
import { emailShape, localeShape, passwordShape, personNameShape } from '../../kernel/access/person-shapes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Db } from '../db/database.ts'
import type { Services } from '../services.ts'
import { createWorkspace, removeStraySchemas } from './create-workspace.ts'
import { requireGoodPassword } from './password.ts'
import { hashToken, newToken, startSession } from './sessions.ts'
import { hasSetupLink, hasWorkspace, removeSetupLinks, replaceSetupLink } from './setup.queries.ts'
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
  if (await hasWorkspace(global)) return null
  await removeStraySchemas(services)
  const { token, hash } = newToken()
  await replaceSetupLink(global, hash, services.now())
  return `${services.config.baseUrl}/setup?token=${token}`
}

/** Creates the first workspace and signs its administrator in. The link is used up in the same transaction. */
export async function setUp(
  services: Services,
  { token, ...founding }: z.output<typeof setUpInput>,
): Promise<SignedIn> {
  const { global } = services.workspaces
  await requireSetupLink(global, token)
  requireGoodPassword(founding.admin.password, founding.admin.email, 'admin.password')
  const { workspace, userId, accountId } = await createWorkspace(services, founding, async (tx) => {
    await requireSetupLink(tx, token)
    await removeSetupLinks(tx)
  })
  return { token: await startSession(global, accountId, workspace.id, services.now()), workspace, userId }
}

async function requireSetupLink(db: Db, token: string): Promise<void> {
  if (await hasWorkspace(db)) fail('setup.already-done')
  if (!(await hasSetupLink(db, hashToken(token)))) fail('setup.link-invalid')
}
