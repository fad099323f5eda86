import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { passwordShape, personNameShape } from '../../kernel/access/person-shapes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { runAct } from '../act.ts'
import type { Ctx } from '../context.ts'
import type { Db, Tx } from '../db/database.ts'
import { emit } from '../events/events.ts'
import { selectRecords } from '../records/read.ts'
import { changeRecord } from '../records/write.ts'
import { installOf, type Services } from '../services.ts'
import { systemActor } from '../workspaces.ts'
import { type Account, findAccount, insertAccount, insertMembership, replacePassword } from './accounts.queries.ts'
import { findMember } from './members.queries.ts'
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts'
import { endSessionsOf, hashToken, newToken, startSession } from './sessions.ts'
import { accountSubject, accountTries, type SignedIn } from './sign-in.ts'
import { countTry, forgiveTry } from './tries.ts'

const lifetimeDays = 7

export const acceptInput = z.strictObject({
  token: z.string().max(100),
  name: personNameShape,
  password: passwordShape,
})

export const invitationAnswer = z.object({ email: z.string(), name: z.string(), company: z.string() })

interface Invitation {
  workspaceId: string
  userId: string
  email: string
}

/** Makes the link by which a user gets into the workspace, once and within seven days; earlier links are void. */
export async function createInvitation(ctx: Ctx, userId: string, email: string): Promise<{ link: string; expiresAt: string }> {
  const { token, hash } = newToken()
  const expiresAt = new Date(ctx.now.getTime() + lifetimeDays * 86_400_000)
  await sql`
    delete from onward.invitations where workspace_id = ${ctx.workspace.id} and user_id = ${userId}`.execute(ctx.tx)
  await sql`
    insert into onward.invitations (token_hash, workspace_id, user_id, email, created_at, expires_at)
    values (${hash}, ${ctx.workspace.id}, ${userId}, ${email}, ${ctx.now}, ${expiresAt})`.execute(ctx.tx)
  return { link: `${ctx.install.baseUrl}/invitation?token=${token}`, expiresAt: expiresAt.toISOString() }
}

/** Whom an invitation is for, to greet him. */
export async function describeInvitation(services: Services, token: string): Promise<z.output<typeof invitationAnswer>> {
  const { userId, email, workspace } = await openInvitation(services, token)
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.id(workspace.schema, 'users')}
    where id = ${userId} and is_active and deleted_at is null`.execute(services.workspaces.global)
  if (!rows[0]) fail('auth.invitation-invalid')
  return { email, name: rows[0].name, company: workspace.name }
}

/**
 * Takes an invitation up: sets the password of a new account, or another one when the link was given to somebody
 * who had forgotten it. An account that belongs to other workspaces too is not this workspace's to reset: it joins
 * with the password it has.
 */
export async function acceptInvitation(services: Services, { token, name, password }: z.output<typeof acceptInput>): Promise<SignedIn> {
  const { global } = services.workspaces
  const { workspace, db, email, userId } = await openInvitation(services, token)
  const account = await findAccount(global, email)
  const isForeign = account !== null && !(await belongsHereOnly(global, account, { workspaceId: workspace.id, userId }))
  if (isForeign) await requirePasswordOf(services, account, password)
  else requireGoodPassword(password, email, 'password')
  const passwordHash = isForeign ? account.passwordHash : await hashPassword(password)

  const { registry, log, now } = services
  const frame = { db, registry, install: installOf(services), workspace, actor: systemActor, locale: workspace.locale, log, now }
  const accountId = await runAct(frame, async (ctx) => {
    await useUp(ctx.tx, token, ctx.now)
    await greet(ctx, userId, name)
    const id = account?.id ?? uuidv7()
    if (!account) await insertAccount(ctx.tx, { id, email, passwordHash, locale: workspace.locale }, ctx.now)
    else if (!isForeign) {
      if (!(await replacePassword(ctx.tx, id, account.passwordHash, passwordHash))) fail('auth.invitation-invalid')
      await endSessionsOf(ctx.tx, id)
    }
    await insertMembership(ctx.tx, id, { workspaceId: workspace.id, userId })
    return id
  })
  await forgiveTry(global, accountSubject(email), { all: true })
  return { token: await startSession(global, accountId, workspace.id, services.now()), workspace, userId }
}

async function openInvitation({ workspaces, now }: Services, token: string) {
  const { rows } = await sql<Invitation>`
    select workspace_id as "workspaceId", user_id as "userId", email from onward.invitations
    where token_hash = ${hashToken(token)} and accepted_at is null and expires_at > ${now()}`.execute(workspaces.global)
  const found = rows[0] && (await workspaces.find(rows[0].workspaceId))
  if (!rows[0] || !found) fail('auth.invitation-invalid')
  return { ...rows[0], ...found }
}

async function belongsHereOnly(db: Db, account: Account, place: { workspaceId: string; userId: string }): Promise<boolean> {
  const member = await findMember(db, place)
  return member !== null && member.accountId === account.id && !member.isShared
}

async function requirePasswordOf({ workspaces, now }: Services, account: Account, password: string): Promise<void> {
  await countTry(workspaces.global, accountSubject(account.email), accountTries, now())
  if (!(await verifyPassword(account.passwordHash, password)))
    fail('input.invalid', {}, [{ field: 'password', error: 'value.wrong-password' }])
}

/** Two who open the same link: the row lock lets one through, the other finds it used. */
async function useUp(tx: Tx, token: string, now: Date): Promise<void> {
  const { rows } = await sql`
    update onward.invitations set accepted_at = ${now}
    where token_hash = ${hashToken(token)} and accepted_at is null and expires_at > ${now} returning user_id`.execute(tx)
  if (rows.length === 0) fail('auth.invitation-invalid')
}

/** The person comes by the name he gives himself. A user switched off meanwhile stays outside. */
async function greet(ctx: Ctx, userId: string, name: string): Promise<void> {
  const user = ctx.registry.catalog.entity('user')
  const { records } = await selectRecords(ctx, user, sql<boolean>`t.id = ${userId}`, sql`for update of t`, 1)
  if (!records[0]?.isActive) fail('auth.invitation-invalid')
  await changeRecord(ctx, user, records[0], { name })
  emit(ctx, { kind: 'user.joined', entity: 'user', recordId: userId, data: {} })
}
