import { z } from 'zod'
import {
  localeShape,
  passwordShape,
  personNameShape,
  themeShape,
  timeZoneShape,
} from '../../kernel/access/person-shapes.ts'
import type { Actor } from '../../kernel/access/rights.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { runAct } from '../act.ts'
import type { Caller } from '../app/caller.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import { changeRecord } from '../records/write.ts'
import type { Services } from '../services.ts'
import { findAccount, replacePassword, setPreferences } from './accounts.queries.ts'
import { lockUser } from './members.queries.ts'
import { hashPassword, requireGoodPassword, verifyPassword } from './password.ts'
import { endSessionsOf, type Session, startSession } from './sessions.ts'
import { accountSubject, accountTries } from './sign-in.ts'
import { countTry, forgiveTry } from './tries.queries.ts'

export const profileInput = z.strictObject({
  name: personNameShape.optional(),
  locale: localeShape.optional(),
  theme: themeShape.optional(),
  timeZone: timeZoneShape.optional(),
  password: z.strictObject({ current: passwordShape, new: passwordShape }).optional(),
})

/**
 * Changes what a person may change about himself whatever his role. A new password ends all his sessions, the one
 * that asks included; its successor's token is returned, else null.
 */
export async function changeProfile(
  services: Services,
  caller: Caller,
  changes: z.output<typeof profileInput>,
): Promise<string | null> {
  const { session } = caller
  // A key must not be able to lock its owner out or to outlive him by a new password.
  if (!session) fail('access.denied', { right: 'session' })
  const swap = changes.password && (await preparePassword(services, session, changes.password))
  return runAct({ ...caller, actor: asOneself(caller.actor) }, async (ctx) => {
    await changeSelf(ctx, changes)
    await setPreferences(ctx.tx, session.accountId, changes.locale, changes.theme)
    if (!swap) return null
    if (!(await replacePassword(ctx.tx, session.accountId, swap.seen, swap.passwordHash))) refusePassword()
    emit(ctx, { kind: 'session.passwordChanged', entity: 'session', recordId: ctx.actor.userId, data: {} })
    await endSessionsOf(ctx.tx, session.accountId)
    return startSession(ctx.tx, session.accountId, session.workspaceId, ctx.now)
  })
}

async function preparePassword(
  { workspaces, now }: Services,
  session: Session,
  given: { current: string; new: string },
) {
  const { global } = workspaces
  await countTry(global, accountSubject(session.email), accountTries, now())
  const account = await findAccount(global, session.email)
  if (!account || !(await verifyPassword(account.passwordHash, given.current))) refusePassword()
  await forgiveTry(global, accountSubject(session.email), { all: true })
  requireGoodPassword(given.new, session.email, 'password.new')
  return { seen: account.passwordHash, passwordHash: await hashPassword(given.new) }
}

function refusePassword(): never {
  fail('input.invalid', {}, [{ field: 'password.current', error: 'value.wrong-password' }])
}

async function changeSelf(ctx: Ctx, { name, timeZone }: z.output<typeof profileInput>): Promise<void> {
  const changes = { ...(name !== undefined && { name }), ...(timeZone !== undefined && { timeZone }) }
  if (Object.keys(changes).length === 0) return
  const self = await lockUser(ctx, ctx.actor.userId)
  if (!self) fail('auth.required')
  await changeRecord(ctx, ctx.registry.catalog.entity('user'), self, changes)
}

/** The right to change users, for an act that reaches nobody but the actor himself. */
function asOneself(actor: Actor): Actor {
  return { ...actor, grants: { ...actor.grants, user: { ...actor.grants.user, read: 'all', update: 'all' } } }
}
