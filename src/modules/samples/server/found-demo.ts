import { uuidv7 } from 'uuidv7'
import { runAct } from '../../../server/act.ts'
import { findAccount, insertAccount, insertMembership } from '../../../server/auth/accounts.queries.ts'
import { createWorkspace } from '../../../server/auth/create-workspace.ts'
import { hashPassword } from '../../../server/auth/password.ts'
import type { Ctx, Workspace } from '../../../server/context.ts'
import { installOf, type Services } from '../../../server/services.ts'
import { systemActor } from '../../../server/workspaces.ts'
import { defaultRoles, type RoleKey } from '../../people/index.ts'
import { generateSamples } from '../generator/generate.ts'
import type { SampleUser } from '../generator/sample.ts'
import { loadSamples } from './load-samples.ts'
import { hasWork } from './samples.queries.ts'

/** One way into the demo. */
export interface DemoSignIn {
  role: string
  email: string
  password: string
}

const password = 'onward-demo'
const countries = {
  ru: { country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' },
  en: { country: 'US', currency: 'USD', timeZone: 'America/New_York' },
} as const

/**
 * Makes an empty install into the sample company itself, and tells how its people sign in. A demo that was killed
 * before it was filled is filled now; one that is in use is left as it is.
 */
export async function foundDemo(services: Services, language: 'ru' | 'en'): Promise<DemoSignIn[]> {
  const { global } = services.workspaces
  const [workspace = await foundWorkspace(services, language)] = await services.workspaces.all()
  const people = faces(workspace, services.now())
  await fill(services, workspace, people)
  const roles = new Map<RoleKey, string>(defaultRoles(workspace.locale).map(({ key, name }) => [key, name]))
  const known = await Promise.all(
    people.map(async ({ email, role }) => ({ email, role, account: await findAccount(global, email) })),
  )
  return known.flatMap(({ email, role, account }) =>
    account ? [{ role: roles.get(role) ?? role, email, password }] : [],
  )
}

async function foundWorkspace(services: Services, locale: 'ru' | 'en'): Promise<Workspace> {
  // Today should mean today where the demo is looked at; a server without a place of its own borrows the company's.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const place = { ...countries[locale], ...(!/^(UTC|Etc\/)/.test(zone) && { timeZone: zone }) }
  const sample = generateSamples({ seed: 'onward', locale, now: services.now(), ...place })
  const [administrator] = sample.users
  const { workspace } = await createWorkspace(services, {
    locale,
    model: 'collaborative',
    company: { name: sample.profile.name, ...place },
    // The flock has an administrator, and he comes first.
    admin: { name: administrator!.name, email: administrator!.email, password },
  })
  return workspace
}

/** One person of each role: the administrator, the head, the best manager, the analyst. */
function faces({ locale, country, currency, timeZone }: Workspace, now: Date): SampleUser[] {
  const { users } = generateSamples({ seed: 'onward', locale, country, currency, timeZone, now })
  return users.filter((user, index) => users.findIndex(({ role }) => role === user.role) === index)
}

async function fill(services: Services, workspace: Workspace, people: SampleUser[]): Promise<void> {
  const found = await services.workspaces.find(workspace.id)
  if (!found) return
  const passwordHash = await hashPassword(password)
  const { registry, log, now } = services
  const frame = {
    ...found,
    registry,
    install: installOf(services),
    actor: systemActor,
    locale: workspace.locale,
    log,
    now,
  }
  await runAct(frame, async (ctx) => {
    if (await hasWork(ctx)) return
    const { users } = await loadSamples(ctx)
    for (const { key, email } of people)
      await admit(ctx, { email, userId: users.get(key) ?? '', passwordHash })
  })
}

async function admit(
  ctx: Ctx,
  { email, userId, passwordHash }: { email: string; userId: string; passwordHash: string },
): Promise<void> {
  const { locale, id: workspaceId } = ctx.workspace
  const known = await findAccount(ctx.tx, email)
  const accountId = known?.id ?? uuidv7()
  if (!known) await insertAccount(ctx.tx, { id: accountId, email, passwordHash, locale }, ctx.now)
  await insertMembership(ctx.tx, accountId, { workspaceId, userId })
}
