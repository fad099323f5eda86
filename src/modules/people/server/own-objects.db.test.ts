import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let boat: string
beforeAll(async () => {
  app = await startTestApp()
  const made = await app.admin.post('/commands/object.create', { one: { en: 'Boat' }, many: { en: 'Boats' } })
  boat = made.body.name
  await app.admin.post(`/${boat}`, { name: 'Of the director' })
})
afterAll(() => app?.close())

const all = { read: 'all', create: 'all', update: 'all', delete: 'all' }
const roleOf = (grants: object, by = app.admin) => by.post('/roles', { name: `Role ${uuidv7()}`, grants })

async function personWith(grants: object): Promise<TestClient> {
  const { body } = await roleOf(grants)
  const client = await app.signIn('analyst')
  await app.rows('update users set role_id = $1 where id = $2', [body.item.id, client.userId])
  return client
}

describe('rights on an object of the workspace’s own', () => {
  it('are given like those on any other, and reach as far as on companies where nothing is said', async () => {
    const { status, body } = await roleOf({ company: all, [boat]: { read: 'own', create: 'own' } })
    expect([status, body.params]).toEqual([201, undefined])
    const own = await personWith({ company: { read: 'all' }, [boat]: { read: 'own', create: 'own' } })
    await own.post(`/${boat}`, { name: 'His own' })
    const names = async (client: TestClient) =>
      (await client.get(`/${boat}`)).body.items.map(({ name }: { name: string }) => name)
    expect(await names(own)).toEqual(['His own'])
    expect(await names(await personWith({ company: { read: 'all' } }))).toHaveLength(2)
  })

  it('are not given by whoever lacks them, said or unsaid', async () => {
    const settings = { settings: all, company: all }
    const limited = await personWith({ ...settings, [boat]: { read: 'own' } })
    const said = await roleOf({ [boat]: { read: 'all' } }, limited)
    expect(said.body).toMatchObject({ code: 'access.denied', params: { right: `${boat}:read` } })
    const unsaid = await roleOf({ company: all }, limited)
    expect(unsaid.body).toMatchObject({ code: 'access.denied', params: { right: `${boat}:read` } })
    expect((await roleOf({ company: all, [boat]: { read: 'own' } }, limited)).status).toBe(201)
  })

  it('are those of a key only when it names the object or all', async () => {
    const reading = async (scopes: object) => {
      const { key } = (await app.admin.post('/commands/apiKey.create', { name: 'K', scopes })).body
      const headers = { authorization: `Bearer ${key}` }
      return (await app.inject('GET', `/${boat}`, { headers })).status
    }
    expect(await reading({ company: 'write' })).toBe(403)
    expect(await reading({ [boat]: 'read' })).toBe(200)
    expect(await reading({ '*': 'read' })).toBe(200)
  })
})
