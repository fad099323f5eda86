import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { localeShape, passwordShape, personNameShape } from '../../kernel/access/person-shapes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { runAct } from '../act.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import { changeRecord } from '../records/write.ts'
import { installOf, type Services } from '../services.ts'
import { systemActor } from '../workspaces.ts'
import {
  type Account,
  findAccount,
  insertAccount,
  insertMembership,
  replacePassword,
} from './accounts.queries.ts'
import {
  findActiveName,
  findInvitation,
  type Invitation,
  replaceInvitation,
  useInvitation,
} from './invitations.queries.ts'
import { findMember, lockUser } from './members.queries.ts'
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts'
import { endSessionsOf, hashToken, newToken, startSession } from './sessions.ts'
import { accountSubject, accountTries, type SignedIn } from './sign-in.ts'
import { countTry, forgiveTry } from './tries.queries.ts'

const lifetimeDays = 7

export const acceptInput = z.strictObject({
  token: z.string().max(100),
  name: personNameShape,
  password: passwordShape,
  /** In which language somebody new goes on; the company's where it is not said. */
  locale: localeShape.optional(),
})

export const invitationAnswer = z.object({ email: z.string(), name: z.string(), company: z.string() })

/** Makes the link by which a user gets into the workspace, once and within seven days; earlier links are void. */
export async function createInvitation(
  ctx: Ctx,
  userId: string,
  email: string,
): Promise<{ link: string; expiresAt: string }> {
  const { token, hash } = newToken()
  const expiresAt = new Date(ctx.now.getTime() + lifetimeDays * 86_400_000)
  await replaceInvitation(ctx.tx, hash, { workspaceId: ctx.workspace.id, userId, email }, ctx.now, expiresAt)
  return { link: `${ctx.install.baseUrl}/invitation?token=${token}`, expiresAt: expiresAt.toISOString() }
}

/** Whom an invitation is for, to greet him. */
export async function describeInvitation(
  services: Services,
  token: string,
): Promise<z.output<typeof invitationAnswer>> {
  const { userId, email, workspace } = await openInvitation(services, token)
  const name = await findActiveName(services.workspaces.global, workspace.schema, userId)
  if (!name) fail('auth.invitation-invalid')
  return { email, name, company: workspace.name }
}

/**
 * Takes an invitation up: sets the password of a new account, or another one when the link was given to somebody
 * who had forgotten it. An account that belongs to other workspaces too is not this workspace's to reset: it joins
 * with the password it has.
 */
export async function acceptInvitation(
  services: Services,
  { token, name, password, locale }: z.output<typeof acceptInput>,
): Promise<SignedIn> {
  const { global } = services.workspaces
  const invitation = await openInvitation(services, token)
  const { workspace, db, email, userId } = invitation
  const { account, isForeign, passwordHash } = await prepareEntry(services, invitation, password)

  const { registry, log, now } = services
  const who = { workspace, actor: systemActor, locale: workspace.locale }
  const accountId = await runAct(
    { db, registry, install: installOf(services), log, now, ...who },
    async (ctx) => {
      if (!(await useInvitation(ctx.tx, hashToken(token), ctx.now))) fail('auth.invitation-invalid')
      await greet(ctx, userId, name)
      const id = account?.id ?? uuidv7()
      if (!account)
        await insertAccount(ctx.tx, { id, email, passwordHash, locale: locale ?? workspace.locale }, ctx.now)
      else if (!isForeign) await resetPassword(ctx, account, passwordHash)
      await insertMembership(ctx.tx, id, { workspaceId: workspace.id, userId })
      return id
    },
  )
  await forgiveTry(global, accountSubject(email), { all: true })
  return { token: await startSession(global, accountId, workspace.id, services.now()), workspace, userId }
}

async function openInvitation({ workspaces, now }: Services, token: string) {
  const invitation = await findInvitation(workspaces.global, hashToken(token), now())
  const found = invitation && (await workspaces.find(invitation.workspaceId))
  if (!invitation || !found) fail('auth.invitation-invalid')
  return { ...invitation, ...found }
}

/** The account that is going in, if there is one, and the password it will have. */
async function prepareEntry(services: Services, invitation: Invitation, password: string) {
  const { global } = services.workspaces
  const { email } = invitation
  const account = await findAccount(global, email)
  const member = account && (await findMember(global, invitation))
  const isOwn = member !== null && member.accountId === account?.id && !member.isShared
  if (account && !isOwn) {
    await countTry(global, accountSubject(email), accountTries, services.now())
    if (!(await verifyPassword(account.passwordHash, password)))
      fail('input.invalid', {}, [{ field: 'password', error: 'value.wrong-password' }])
    return { account, isForeign: true, passwordHash: account.passwordHash }
  }
  requireGoodPassword(password, email, 'password')
  return { account, isForeign: false, passwordHash: await hashPassword(password) }
}

async function resetPassword(ctx: Ctx, account: Account, passwordHash: string): Promise<void> {
  const isReset = await replacePassword(ctx.tx, account.id, account.passwordHash, passwordHash)
  if (!isReset) fail('auth.invitation-invalid')
  await endSessionsOf(ctx.tx, account.id)
}

/** The person comes by the name he gives himself. A user switched off meanwhile stays outside. */
async function greet(ctx: Ctx, userId: string, name: string): Promise<void> {
  const user = await lockUser(ctx, userId)
  if (!user?.isActive) fail('auth.invitation-invalid')
  await changeRecord(ctx, ctx.registry.catalog.entity('user'), user, { name })
  emit(ctx, { kind: 'user.joined', entity: 'user', recordId: userId, data: {} })
}
