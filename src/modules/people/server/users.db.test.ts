import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  baseUrl,
  password,
  startTestApp,
  type TestApp,
  type TestClient,
} from '../../../../tests/helpers/test-app.ts'
import { columnsOf } from '../../../kernel/entities/entity.ts'
import { role, team, user } from '../people.entity.ts'

let app: TestApp
let roles: Record<string, string>

beforeAll(async () => {
  app = await startTestApp()
  const rows = await app.rows<{ key: string; id: string }>('select key, id from roles')
  roles = Object.fromEntries(rows.map(({ key, id }) => [key, id]))
})
afterAll(() => app.close())

const change = (client: TestClient, path: string, changes: object) =>
  client.patch(path, { version: null, changes })
const tableHash = async () =>
  (
    await app.rows<{ hash: string }>(`select md5(string_agg(u::text, '|' order by id)) as hash from users u`)
  )[0]?.hash

/** Somebody whose role lets him manage people and settings and nothing else, as far as its numbers go. */
async function clerk(numbers = {}): Promise<TestClient & { roleId: string }> {
  const every = { read: 'all', create: 'all', update: 'all', delete: 'all' }
  const name = `Clerk ${Math.random()}`
  const created = await app.admin.post('/roles', {
    name,
    grants: { user: every, settings: every, lead: { read: 'own' } },
    ...numbers,
  })
  const person = await app.signIn('analyst')
  await app.rows('update users set role_id = $1 where id = $2', [created.body.item.id, person.userId])
  return { ...person, roleId: created.body.item.id }
}

describe('a new user', () => {
  it('is active and a sales manager unless said otherwise', async () => {
    const { status, body } = await app.admin.post('/users', { name: 'From a file' })
    expect(status).toBe(201)
    expect(body.item).toMatchObject({ isActive: true, role: roles.sales_manager, email: null })
  })

  it('takes no member the entity does not offer', async () => {
    const columns = [user, role, team].flatMap((entity) =>
      Object.entries(entity.fields).flatMap(([name, field]) =>
        columnsOf(name, field).map(({ column }) => column),
      ),
    )
    const offered = ['name', 'email', 'phone', 'jobTitle', 'role', 'team', 'timeZone']
    const names = [
      ...columns,
      'isActive',
      'id',
      'version',
      'createdAt',
      'updatedAt',
      'deletedAt',
      'deleted_at',
      'workspaceId',
      'password',
    ]
    const before = await tableHash()
    for (const name of new Set(names.filter((one) => !offered.includes(one)))) {
      const created = await app.admin.post('/users', { name: 'Mallory', [name]: true })
      expect(created, name).toMatchObject({
        status: 422,
        body: { problems: [{ field: name, error: 'value.unknown-field' }] },
      })
      const changed = await change(app.admin, `/users/${app.admin.userId}`, { [name]: true })
      expect(changed.status, name).toBe(422)
    }
    expect(await tableHash()).toBe(before)
  })

  it('is not polluted by __proto__', async () => {
    const payload =
      '{"name":"Mallory","__proto__":{"isActive":false},"constructor":{"prototype":{"polluted":true}}}'
    const headers = { cookie: app.admin.cookie, origin: baseUrl, 'content-type': 'application/json' }
    const reply = await app.inject('POST', '/users', { payload, headers })
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it.each(['+03:00', 'Europe/Nowhere'])('does not live in the time zone %s', async (timeZone) => {
    const reply = await app.admin.post('/users', { name: 'Nowhere', timeZone })
    expect(reply).toMatchObject({
      status: 422,
      body: { problems: [{ field: 'timeZone', error: 'value.invalid' }] },
    })
  })

  it('has a role that exists', async () => {
    const reply = await app.admin.post('/users', {
      name: 'Nobody',
      role: '00000000-0000-7000-8000-000000000000',
    })
    expect(reply.status).toBe(422)
  })
})

describe('rights', () => {
  it('are not given by somebody who lacks them', async () => {
    const mallory = await clerk()
    const before = await tableHash()
    const replies = [
      await change(mallory, `/users/${mallory.userId}`, { role: roles.administrator }),
      await mallory.post('/users', { name: 'Crony', role: roles.administrator }),
      await mallory.post('/users', { name: 'Crony of the usual role' }),
      await mallory.post('/roles', { name: 'Everything', grants: { lead: { read: 'all' } } }),
      await change(mallory, `/roles/${mallory.roleId}`, { grants: { deal: { read: 'own' } } }),
      await change(mallory, `/roles/${roles.sales_manager}`, { grants: {} }),
      await mallory.post('/commands/records.updateMany', {
        entity: 'user',
        ids: [mallory.userId],
        changes: { role: roles.administrator },
      }),
    ]
    expect(replies.map(({ status, body }) => body.code ?? (status === 200 && body.failed[0]?.code))).toEqual(
      Array(7).fill('access.denied'),
    )
    expect(await tableHash()).toBe(before)
  })

  it('are not taken from somebody who has more', async () => {
    const mallory = await clerk()
    const manager = await app.signIn('sales_manager')
    const replies = [
      await change(mallory, `/users/${manager.userId}`, { role: mallory.roleId }),
      await change(mallory, `/users/${manager.userId}`, { email: 'mallory@example.com' }),
      await mallory.delete(`/users/${manager.userId}`),
      await mallory.post('/commands/user.deactivate', { id: manager.userId }),
    ]
    expect(replies.map(({ body }) => body.code)).toEqual(Array(4).fill('access.denied'))
    expect((await manager.get('/session')).body.user.role.key).toBe('sales_manager')
  })

  it('may be passed on as far as one has them', async () => {
    const boss = await clerk()
    const narrower = await boss.post('/roles', {
      name: 'Narrower',
      grants: { user: { read: 'all' }, lead: { read: 'own' } },
    })
    expect(narrower.status).toBe(201)
    expect((await boss.post('/users', { name: 'Assistant', role: narrower.body.item.id })).status).toBe(201)
  })

  it('are not won back by undoing', async () => {
    const demoted = await app.signIn('administrator')
    const crony = await app.signIn('administrator')
    const { event } = (await change(demoted, `/users/${crony.userId}`, { role: roles.analyst })).body
    const mine = await clerk()
    await change(app.admin, `/users/${demoted.userId}`, { role: mine.roleId })
    const again = await app.act(async () => demoted.userId)
    const undone = app.act((ctx) => ctx.registry.commands.get('records.undo')!.run(ctx, { event }), again)
    await expect(undone).rejects.toMatchObject({ code: 'access.denied' })
  })

  it('of the administrator’s role are fixed', async () => {
    const changed = await change(app.admin, `/roles/${roles.administrator}`, { grants: {} })
    const deleted = await app.admin.delete(`/roles/${roles.administrator}`)
    for (const reply of [changed, deleted])
      expect(reply).toMatchObject({ status: 409, body: { code: 'role.fixed' } })
    expect((await change(app.admin, `/roles/${roles.administrator}`, { name: 'Boss' })).status).toBe(200)
  })

  it('to change people are needed to change people', async () => {
    const manager = await app.signIn('sales_manager')
    const other = await app.signIn('sales_manager')
    const replies = [
      await change(manager, `/users/${other.userId}`, { name: 'Renamed' }),
      await change(manager, `/users/${manager.userId}`, { role: roles.administrator }),
      await manager.post('/users', { name: 'Crony' }),
      await manager.post('/commands/user.invite', {
        name: 'Crony',
        email: 'crony@example.com',
        role: roles.sales_manager,
      }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([403, 403, 403, 403])
  })
})

describe('a role', () => {
  it('that somebody has is not deleted', async () => {
    const reply = await app.admin.delete(`/roles/${roles.sales_manager}`)
    expect(reply).toMatchObject({ status: 409, body: { code: 'record.in-use' } })
  })

  it('changed for somebody makes him sign in anew', async () => {
    const person = await app.signIn('analyst')
    await change(app.admin, `/users/${person.userId}`, { role: roles.sales_manager })
    expect((await person.get('/session')).status).toBe(401)
  })
})

describe('a team', () => {
  it('with people in it is not deleted', async () => {
    const { body } = await app.admin.post('/teams', { name: 'North' })
    await app.signIn('sales_manager', { team: body.item.id })
    expect((await app.admin.delete(`/teams/${body.item.id}`)).body.code).toBe('record.in-use')
  })
})

describe('an e-mail changed for a user', () => {
  const signIn = (email: string) =>
    app.inject('POST', '/sign-in', { payload: { email, password }, headers: { origin: baseUrl } })

  it('is the one he signs in by, and back again when undone', async () => {
    const person = await app.signIn('analyst', { email: 'before@example.com' })
    const { event } = (await change(app.admin, `/users/${person.userId}`, { email: 'After@example.com' }))
      .body
    expect((await signIn('after@example.com')).status).toBe(200)
    expect((await signIn('before@example.com')).status).toBe(401)
    expect((await app.admin.post('/commands/records.undo', { event })).status).toBe(200)
    expect((await signIn('before@example.com')).status).toBe(200)
    expect((await signIn('after@example.com')).status).toBe(401)
  })

  it('is neither somebody else’s nor none', async () => {
    const person = await app.signIn('analyst')
    const other = await app.signIn('analyst')
    expect((await change(app.admin, `/users/${person.userId}`, { email: other.email })).body.code).toBe(
      'record.duplicate',
    )
    expect((await change(app.admin, `/users/${person.userId}`, { email: null })).status).toBe(422)
    expect((await person.get('/session')).body.user.email).toBe(person.email)
  })
})

describe('who may export or look at only so much', () => {
  const grants = { lead: { read: 'own' } }
  const more = { name: 'Takes out more', grants, exportRows: 200, viewsPerHour: 60 }
  const watchedLess = { name: 'Looked after less', grants, exportRows: 50, viewsPerHour: null }

  it('gives nobody a role that goes further, makes none and undoes no bound', async () => {
    const limited = await clerk({ exportRows: 100, viewsPerHour: 60 })
    for (const [wanted, field] of [
      [more, 'exportRows'],
      [watchedLess, 'viewsPerHour'],
    ] as const) {
      expect((await limited.post('/roles', wanted)).body.problems).toMatchObject([{ field }])
      const { item } = (await app.admin.post('/roles', wanted)).body
      const given = await limited.post('/users', { name: 'Friend', role: item.id })
      expect(given.body).toMatchObject({ code: 'access.denied', params: { right: `role:${field}` } })
    }
    const widen = await change(limited, `/roles/${limited.roleId}`, { viewsPerHour: null })
    expect(widen.body.problems).toMatchObject([{ field: 'viewsPerHour' }])
    const narrowed = await change(app.admin, `/roles/${limited.roleId}`, { exportRows: 10 })
    const undone = await limited.post('/commands/records.undo', { event: narrowed.body.event })
    expect(undone.body.problems).toMatchObject([{ field: 'exportRows' }])
    const { body } = await limited.post('/roles', { ...more, name: 'As far', exportRows: 10 })
    expect((await limited.post('/users', { name: 'Helper', role: body.item.id })).status).toBe(201)
  })

  it('is no administrator: whoever bounds himself can take that back', async () => {
    const own = `/roles/${roles.administrator}`
    expect((await change(app.admin, own, { exportRows: 10 })).status).toBe(200)
    expect((await app.admin.post('/users', { name: 'Seller', role: roles.sales_manager })).status).toBe(201)
    expect((await change(app.admin, own, { exportRows: null })).status).toBe(200)
  })
})
