import { z } from 'zod'
import { emailShape, passwordShape } from '../../kernel/access/person-shapes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Workspace } from '../context.ts'
import type { Services } from '../services.ts'
import { type Account, findAccount, membershipsOf, removeExpired } from './accounts.queries.ts'
import { findActor } from './actors.queries.ts'
import { verifyPassword } from './password.ts'
import { startSession } from './sessions.ts'
import { tellSession, type Whence } from './tell-session.ts'
import { countTry, forgiveTry } from './tries.queries.ts'

export const signInInput = z.strictObject({ email: emailShape, password: passwordShape })

/** A session that has just begun; `token` goes into the cookie. */
export interface SignedIn {
  token: string
  workspace: Workspace
  userId: string
}

/** Tries of one account, whoever makes them; a right password clears them. */
export const accountTries = { most: 10, minutes: 15 }
/** Wrong tries from one address, whatever the accounts: an office behind one address stays below it. */
export const addressTries = { most: 100, minutes: 15 }

export const accountSubject = (email: string) => `sign-in:account:${email}`

/**
 * Signs in by e-mail and password. Unknown e-mail, wrong password and switched-off user are one and the same
 * refusal after the same work.
 */
export async function signIn(
  services: Services,
  { email, password }: z.output<typeof signInInput>,
  whence: Whence,
): Promise<SignedIn> {
  const { global } = services.workspaces
  const from = addressSubject(whence.address)
  await countTry(global, from, addressTries, services.now())
  await countTry(global, accountSubject(email), accountTries, services.now())
  const account = await findAccount(global, email)
  const right = await verifyPassword(account?.passwordHash ?? null, password)
  const place = account && right ? await firstOpenWorkspace(services, account) : null
  if (account && !place) tellRefusal(services, account, whence)
  if (!account || !place) fail('auth.wrong-credentials')
  await forgiveTry(global, from)
  await forgiveTry(global, accountSubject(email), { all: true })
  await removeExpired(global, services.now())
  const token = await startSession(global, account.id, place.workspace.id, services.now())
  return { token, ...place }
}

/** Beside the answer: how long it takes must not tell whether there is such an account. */
function tellRefusal(services: Services, { id }: Account, whence: Whence): void {
  services.access.later(async () => {
    for (const place of await membershipsOf(services.workspaces.global, id))
      await tellSession(services, place, 'refused', whence)
  })
}

/** The workspace of an account that was used last, of those where its user is active. */
async function firstOpenWorkspace(
  { workspaces }: Services,
  account: Account,
): Promise<Omit<SignedIn, 'token'> | null> {
  for (const { workspaceId, userId } of await membershipsOf(workspaces.global, account.id)) {
    const found = await workspaces.find(workspaceId)
    if (found && (await findActor(workspaces.global, found.workspace.schema, userId, 'session')))
      return { workspace: found.workspace, userId }
  }
  return null
}

/** One household or server has a whole /64 of IPv6 addresses, so they count as one. */
function addressSubject(address: string): string {
  const net =
    address.includes(':') && !address.includes('.') ? expand(address).slice(0, 4).join(':') : address
  return `sign-in:address:${net}`
}

function expand(address: string): string[] {
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  return [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
}
