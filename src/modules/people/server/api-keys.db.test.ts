import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const create = async (client: TestClient, name = 'Exchange'): Promise<{ id: string; key: string }> =>
  (await client.post('/commands/apiKey.create', { name })).body
const withKey = (method: 'GET' | 'POST' | 'PATCH', path: string, key: string, payload?: object) =>
  app.inject(method, path, { payload, headers: { authorization: `Bearer ${key}` } })

describe('an API key', () => {
  it('acts as the person who made it', async () => {
    const manager = await app.signIn('sales_manager')
    const { key } = await create(manager)
    expect(key).toMatch(/^onw_[\w-]{43}$/)
    const created = await withKey('POST', '/leads', key, { name: 'From a form' })
    expect(created).toMatchObject({ status: 201, body: { item: { owner: manager.userId } } })
    expect((await withKey('POST', '/users', key, { name: 'Crony' })).status).toBe(403)
  })

  it('is shown once and kept as a hash', async () => {
    const { id, key } = await create(app.admin)
    const listed = (await app.admin.get('/api-keys')).body
    expect(listed.items.find((one: { id: string }) => one.id === id)).toMatchObject({
      name: 'Exchange',
      hint: key.slice(-4),
      user: app.admin.userId,
      lastUsedAt: null,
    })
    expect(listed.titles[app.admin.userId]).toBe('Anna Director')
    expect(JSON.stringify(listed)).not.toContain(key)
    for (const table of ['onward.api_keys', 'idempotency_keys', 'events']) {
      const rows = await app.rows<{ row: string }>(`select t::text as row from ${table} t`)
      expect(
        rows.some(({ row }) => row.includes(key)),
        table,
      ).toBe(false)
    }
  })

  it('is made once for a repeated request', async () => {
    const headers = { 'idempotency-key': 'the-same' }
    const first = await app.admin.post('/commands/apiKey.create', { name: 'Repeated' }, headers)
    const second = await app.admin.post('/commands/apiKey.create', { name: 'Repeated' }, headers)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body.key).toBeUndefined()
    const rows = await app.rows(`select from onward.api_keys where name = 'Repeated'`)
    expect(rows).toHaveLength(1)
  })

  it('opens nothing once revoked', async () => {
    const { id, key } = await create(app.admin)
    expect((await withKey('GET', '/leads', key)).status).toBe(200)
    expect((await app.admin.post('/commands/apiKey.revoke', { id })).status).toBe(200)
    expect((await withKey('GET', '/leads', key)).status).toBe(401)
    expect((await app.admin.post('/commands/apiKey.revoke', { id })).status).toBe(404)
  })

  it('makes no further keys and changes no password', async () => {
    const { key } = await create(app.admin)
    expect((await withKey('POST', '/commands/apiKey.create', key, { name: 'Another' })).status).toBe(403)
    const swap = { password: { current: 'correct horse battery', new: 'a phrase of the thief' } }
    expect((await withKey('PATCH', '/session', key, swap)).status).toBe(403)
  })

  it('dies with its maker’s being switched off, and stays dead', async () => {
    const leaver = await app.signIn('analyst')
    const { key } = await create(leaver)
    await app.admin.post('/commands/user.deactivate', { id: leaver.userId })
    expect((await withKey('GET', '/leads', key)).status).toBe(401)
    await app.admin.post('/commands/user.activate', { id: leaver.userId })
    expect((await withKey('GET', '/leads', key)).status).toBe(401)
  })

  it('of a colleague is seen and revoked by administrators only', async () => {
    const [owner, colleague] = [await app.signIn('sales_manager'), await app.signIn('sales_manager')]
    const { id, key } = await create(owner)
    expect((await colleague.get('/api-keys')).body.items).toEqual([])
    expect((await colleague.post('/commands/apiKey.revoke', { id })).status).toBe(404)
    expect((await withKey('GET', '/leads', key)).status).toBe(200)
    expect((await app.admin.get('/api-keys')).body.items.map((one: { id: string }) => one.id)).toContain(id)
    expect((await app.admin.post('/commands/apiKey.revoke', { id })).status).toBe(200)
  })

  it.each(['onw_', 'onw_short', 'onw_0000000000000000000000000000000000000000000', ''])(
    'is not %o',
    async (key) => {
      expect((await withKey('GET', '/leads', key)).status).toBe(401)
    },
  )
})

describe('the scopes of a key', () => {
  const scoped = async (scopes: object, client = app.admin) =>
    (await client.post('/commands/apiKey.create', { name: 'Scoped', scopes })).body.key as string

  it('let it read and change nothing else', async () => {
    const key = await scoped({ lead: 'read', deal: 'write' })
    expect((await withKey('GET', '/leads', key)).status).toBe(200)
    expect((await withKey('POST', '/leads', key, { name: 'No' })).body).toMatchObject({
      status: 403,
      params: { right: 'lead:create' },
    })
    expect((await withKey('POST', '/deals', key, { title: 'Yes' })).status).toBe(201)
    expect((await withKey('GET', '/contacts', key)).status).toBe(403)
    expect((await withKey('GET', '/session', key)).body.grants).toMatchObject({
      lead: { read: 'all', export: 'all' },
      deal: { update: 'all' },
    })
  })

  it('of reading alone refuse every write, whatever it is about', async () => {
    const key = await scoped({ '*': 'read' })
    expect((await withKey('GET', '/contacts', key)).status).toBe(200)
    const { id } = await create(app.admin)
    for (const [path, body] of [
      ['/leads', { name: 'No' }],
      ['/commands/apiKey.revoke', { id }],
    ] as const)
      expect((await withKey('POST', path, key, body)).body).toMatchObject({
        status: 403,
        params: { right: 'api:write' },
      })
  })

  it('never reach beyond the person', async () => {
    const key = await scoped({ '*': 'write' }, await app.signIn('analyst'))
    expect((await withKey('POST', '/leads', key, { name: 'No' })).status).toBe(403)
  })

  it('name objects that exist', async () => {
    const reply = await app.admin.post('/commands/apiKey.create', { name: 'X', scopes: { moon: 'read' } })
    expect(reply.body.problems).toEqual([{ field: 'scopes.moon', error: 'value.not-found' }])
  })
})

describe('a key of a service', () => {
  const roleOf = async (key: string) =>
    (await app.rows<{ id: string }>('select id from roles where key = $1', [key]))[0]!.id
  const forService = (body: object, client = app.admin) =>
    client.post('/commands/apiKey.createForService', { name: 'Site', ...body })

  it('acts as a user of its own with the rights of a role', async () => {
    const { user, key } = (await forService({ role: await roleOf('sales_manager') })).body
    const created = await withKey('POST', '/leads', key, { name: 'From the site' })
    expect(created).toMatchObject({
      status: 201,
      body: { item: { owner: user }, titles: { [user]: 'Site' } },
    })
    expect((await withKey('POST', '/products', key, { name: 'No' })).status).toBe(403)
    const listed = (await app.admin.get('/api-keys')).body.items
    expect(listed.find((one: { user: string }) => one.user === user)).toMatchObject({ isService: true })
  })

  it('may be made again for the same user, and for no person', async () => {
    const { user } = (await forService({ role: await roleOf('analyst') })).body
    expect((await forService({ user })).body.user).toBe(user)
    const person = await app.signIn('analyst')
    expect((await forService({ user: person.userId })).body.problems).toEqual([
      { field: 'user', error: 'value.not-a-service' },
    ])
  })

  it('is made by administrators only', async () => {
    const head = await app.signIn('head_of_sales')
    expect((await forService({ role: await roleOf('analyst') }, head)).status).toBe(403)
  })
})

describe('what a key does', () => {
  it('says so in the events', async () => {
    const { id, key } = await create(app.admin)
    const byKey = (await withKey('POST', '/companies', key, { name: 'By key' })).body.item.id
    const byHand = (await app.admin.post('/companies', { name: 'By hand' })).body.item.id
    const events = await app.rows<{ record_id: string; key_id: string | null }>(
      'select record_id, key_id from events where record_id = any($1)',
      [[byKey, byHand]],
    )
    expect(events).toHaveLength(2)
    expect(new Map(events.map((one) => [one.record_id, one.key_id]))).toEqual(
      new Map([
        [byKey, id],
        [byHand, null],
      ]),
    )
    const [told] = (await app.admin.get(`/timeline?entity=company&record=${byKey}`)).body.items
    expect(told).toMatchObject({ via: 'api', actor: app.admin.userId })
    const [plain] = (await app.admin.get(`/timeline?entity=company&record=${byHand}`)).body.items
    expect(plain.via).toBeNull()
  })

  it('ends when the key expires', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString()
    const { id, key } = (await app.admin.post('/commands/apiKey.create', { name: 'Short', expiresAt })).body
    expect((await withKey('GET', '/leads', key)).status).toBe(200)
    await app.rows(`update onward.api_keys set expires_at = now() - interval '1 second' where id = $1`, [id])
    expect((await withKey('GET', '/leads', key)).status).toBe(401)
    const past = await app.admin.post('/commands/apiKey.create', {
      name: 'Late',
      expiresAt: '2020-01-01T00:00:00Z',
    })
    expect(past.body.problems[0].field).toBe('expiresAt')
  })
})

describe('a key that asks too much', () => {
  it('is told how much is left and when to come back, and nothing is done', async () => {
    const small = await startTestApp({ apiRate: '2' })
    try {
      const { key } = await create(small.admin)
      const ask = () =>
        small.inject('POST', '/companies', {
          payload: { name: 'X' },
          headers: { authorization: `Bearer ${key}` },
        })
      const replies = [await ask(), await ask(), await ask()]
      expect(replies.map(({ status }) => status)).toEqual([201, 201, 429])
      expect(replies.map(({ headers }) => headers['ratelimit-remaining'])).toEqual(['1', '0', '0'])
      expect(replies.map(({ headers }) => headers['ratelimit-limit'])).toEqual(['2', '2', '2'])
      expect(Number(replies[2]!.headers['retry-after'])).toBeGreaterThan(0)
      expect(Number(replies[2]!.headers['ratelimit-reset'])).toBeGreaterThan(0)
      const answer = await small.admin.get('/companies')
      expect(answer.body.items).toHaveLength(2)
      expect(answer.headers['ratelimit-limit']).toBeUndefined()
    } finally {
      await small.close()
    }
  })
})
