import { uuidv7 } from 'uuidv7'
import { createWorkspace } from '../../src/server/auth/create-workspace.ts'
import { startSession } from '../../src/server/auth/sessions.ts'
import { createRecords } from '../../src/server/records/write.ts'
import { baseUrl, password, startTestApp, type TestApp, type TestClient } from '../helpers/test-app.ts'
import { canary, type Ground, groundOf, owned, shared, throwAway } from './records.ts'

/** Whose a record is, seen from the person who asks; `any` is one of a kind that nobody owns. */
export type Standing = 'own' | 'team' | 'other' | 'nobody' | 'any' | 'deleted' | 'elsewhere' | 'random'

/** A column of the table of rights. */
export type Role = 'admin' | 'head' | 'manager' | 'analyst'

/** Somebody who asks. Without a role he is let in nowhere. */
export interface Person {
  name: string
  role: Role | null
  /** Under which name the records are kept that are his own. */
  owner: string
  userId: string
  headers: Record<string, string>
  /** Has the rights of somebody else of these people. */
  isRepeat?: boolean
  /** A key that may change nothing. */
  isReader?: boolean
}

export interface World {
  app: TestApp
  people: Person[]
  /** The administrator of the other workspace. */
  stranger: TestClient
  /** Ids of records of a kind by their standing towards a person. */
  standings(kind: string, person: Person): Partial<Record<Standing, string>>
  /** The id kept under a kind and a name: `user head`. */
  named(name: string): string | undefined
  close(): Promise<void>
}

/** The clock stands still, so two answers to one question differ by nothing but what they are made of. */
const now = new Date('2026-11-23T09:00:00.000Z')

/** Two workspaces in one database, people of every role in the first, and records of every kind in both. */
export async function buildWorld(): Promise<World> {
  const app = await startTestApp({ now: () => now })
  const users = await hire(app)
  const stranger = await foundElsewhere(app)
  const home = await groundOf(app, app.workspace.id, 'homeland')
  const away = await groundOf(app, stranger.workspaceId, canary)
  const ids = new Map<string, string>()
  for (const [owner, user] of Object.entries(users)) ids.set(`user ${owner}`, user.userId)
  ids.set('user elsewhere', stranger.client.userId)
  ids.set('user deleted', await formerUser(home))
  await share(ids, home, away)
  for (const [owner, user] of [...Object.entries(users), ['nobody', null] as const])
    await fill(ids, home, owner, user?.userId ?? null)
  await fill(ids, away, 'elsewhere', stranger.client.userId)

  const unknown = uuidv7()
  const standings: World['standings'] = (kind, { owner }) => {
    const of = (whose: string) => ids.get(`${kind} ${whose}`)
    const found = {
      own: of(owner),
      team: owner === 'rival' ? undefined : of('colleague'),
      other: of(owner === 'rival' ? 'manager' : 'rival'),
      nobody: of('nobody'),
      any: of('any'),
      deleted: of('deleted') ?? of(`deleted ${owner}`),
      elsewhere: of('elsewhere'),
      random: unknown,
    }
    return Object.fromEntries(Object.entries(found).filter(([, id]) => id))
  }
  return {
    app,
    people: await peopleOf(app, users),
    stranger: stranger.client,
    standings,
    named: (name) => ids.get(name),
    close: app.close,
  }
}

type Users = Record<'admin' | 'head' | 'manager' | 'colleague' | 'rival' | 'analyst', TestClient>

/** Everybody but the rival is in one team. */
async function hire(app: TestApp): Promise<Users> {
  const team = (await app.admin.post('/teams', { name: 'North' })).body.item.id
  await app.admin.patch(`/users/${app.admin.userId}`, { version: null, changes: { team } })
  return {
    admin: app.admin,
    head: await app.signIn('head_of_sales', { team }),
    manager: await app.signIn('sales_manager', { team }),
    colleague: await app.signIn('sales_manager', { team }),
    rival: await app.signIn('sales_manager'),
    analyst: await app.signIn('analyst', { team }),
  }
}

async function peopleOf(app: TestApp, users: Users): Promise<Person[]> {
  const browser = ({ cookie }: TestClient) => ({ cookie, origin: baseUrl })
  const newKey = async (more: object = {}) =>
    (await users.manager.post('/commands/apiKey.create', { name: 'program', ...more })).body
  const [key, reading, revoked, expired] = [
    await newKey(),
    await newKey({ scopes: { '*': 'read' } }),
    await newKey(),
    await newKey({ expiresAt: '2026-12-01T00:00:00Z' }),
  ]
  await users.manager.post('/commands/apiKey.revoke', { id: revoked.id })
  await app.rows('update onward.api_keys set expires_at = $1 where id = $2', [now, expired.id])
  const bearer = (one: { key: string }) => ({ authorization: `Bearer ${one.key}` })
  const leaver = await app.signIn('sales_manager')
  await app.rows('update users set is_active = false where id = $1', [leaver.userId])
  const person = (name: Exclude<keyof Users, 'colleague'>, role: Role): Person => ({
    name,
    role,
    owner: name,
    userId: users[name].userId,
    headers: browser(users[name]),
  })
  return [
    person('admin', 'admin'),
    person('head', 'head'),
    person('manager', 'manager'),
    { ...person('rival', 'manager'), isRepeat: true },
    person('analyst', 'analyst'),
    {
      ...person('manager', 'manager'),
      name: 'key of the manager',
      headers: bearer(key),
      isRepeat: true,
    },
    {
      ...person('manager', 'manager'),
      name: 'reading key of the manager',
      headers: bearer(reading),
      isRepeat: true,
      isReader: true,
    },
    { ...person('manager', 'manager'), name: 'revoked key', role: null, headers: bearer(revoked) },
    { ...person('manager', 'manager'), name: 'expired key', role: null, headers: bearer(expired) },
    { ...person('admin', 'admin'), name: 'nobody', role: null, headers: { origin: baseUrl } },
    { ...person('admin', 'admin'), name: 'switched off', role: null, headers: browser(leaver) },
  ]
}

async function foundElsewhere(app: TestApp): Promise<{ client: TestClient; workspaceId: string }> {
  const admin = { name: `${canary} Boris`, email: `boris@${canary}.example`, password }
  const company = { name: `${canary} Ltd`, country: 'RU', currency: 'RUB', timeZone: 'Europe/Moscow' }
  const { workspace, userId, accountId } = await createWorkspace(app.services, {
    locale: 'en',
    model: 'transactional',
    company,
    admin,
  })
  const token = await startSession(app.services.workspaces.global, accountId, workspace.id, now)
  return { client: app.browser(`__Host-onward=${token}`, { userId, ...admin }), workspaceId: workspace.id }
}

async function formerUser(home: Ground): Promise<string> {
  const id = uuidv7()
  const user = home.entity('user')
  await home.run((ctx) => createRecords(ctx, user, [{ id, values: { name: 'Former' }, extra: {} }]))
  return throwAway(home, 'user', id)
}

/** Records of every kind that has owners, for one owner; some of them go into the bin at once. */
async function fill(ids: Map<string, string>, ground: Ground, owner: string, userId: string | null) {
  for (const [kind, { make, goesToBin }] of Object.entries(owned)) {
    const made = async (under: string) => {
      const id = await make(
        ground,
        userId,
        (other) => ids.get(`${other} ${owner}`) ?? ids.get(`${other} any`),
      )
      if (id) ids.set(under, id)
      return id
    }
    if (goesToBin) {
      const gone = await made(`${kind} deleted ${owner}`)
      if (gone) await throwAway(ground, kind, gone)
    }
    await made(`${kind} ${owner}`)
  }
}

/** Records of every kind that nobody owns: one that is used, one in the bin, one elsewhere. */
async function share(ids: Map<string, string>, home: Ground, away: Ground) {
  for (const [kind, make] of Object.entries(shared)) {
    const [entity = kind, only] = kind.split(' ')
    if (!only) ids.set(`${kind} deleted`, await throwAway(home, entity, await make(home, ids, 'deleted')))
    ids.set(`${kind} any`, await make(home, ids, 'any'))
    ids.set(`${kind} elsewhere`, await make(away, ids, 'elsewhere'))
  }
}
