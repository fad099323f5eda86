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
