import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseUrl } from '../helpers/test-app.ts'
import { ownExamples } from './fills.ts'
import { type Operation, operationsOf } from './operations.ts'
import { send } from './send.ts'
import { type Watch, watchDatabase } from './untouched.ts'
import { buildWorld, type World } from './world.ts'

let world: World
let watch: Watch
let writes: Operation[]
beforeAll(async () => {
  world = await buildWorld()
  watch = await watchDatabase(world.app.services.config.databaseUrl!)
  const operations = operationsOf((await world.app.admin.get('/api/openapi.json')).body)
  writes = operations.filter(({ method }) => method !== 'GET')
})
afterAll(async () => {
  await watch?.close()
  await world?.close()
})

const foreign: Record<string, Record<string, string>> = {
  'another site': { origin: 'https://evil.example' },
  'a page without an origin': { origin: 'null' },
  'another port': { origin: 'http://localhost:3001' },
  'another scheme': { origin: 'https://localhost:3000' },
  'a name that begins like ours': { origin: 'http://localhost:3000.evil.example' },
  'another site, as only the browser says': { 'sec-fetch-site': 'cross-site' },
  'a neighbour, as only the browser says': { 'sec-fetch-site': 'same-site' },
  'nobody knows where': {},
}

describe('a write with the cookie of a session', () => {
  it.each(Object.entries(foreign))(
    'is refused from %s, whatever it is, and changes nothing',
    async (_where, said) => {
      const { cookie } = world.app.admin
      for (const operation of writes)
        for (const example of ownExamples(world, operation)) {
          const { status, body } = await send(world.app.app, operation, example, { cookie, ...said })
          expect([operation.name, status, body]).toMatchObject([
            operation.name,
            403,
            { code: 'auth.foreign-origin' },
          ])
        }
      expect(await watch.changed()).toEqual([])
    },
  )

  it.each([{ origin: baseUrl }, { 'sec-fetch-site': 'same-origin' }])(
    'is taken from our own pages: %o',
    async (said) => {
      const { cookie } = world.app.admin
      const answer = await world.app.inject('POST', '/leads', {
        payload: { name: 'Ours' },
        headers: { cookie, ...said },
      })
      expect(answer.status).toBe(201)
      await watch.restore(await watch.changed())
    },
  )
})

describe('a write with an API key', () => {
  it('comes from no page, and from none but ours', async () => {
    const { headers } = world.people.find(({ name }) => name === 'key of the manager')!
    const write = (more: Record<string, string>) =>
      world.app.inject('POST', '/leads', { payload: { name: 'By key' }, headers: { ...headers, ...more } })
    expect((await write({})).status).toBe(201)
    expect((await write({ origin: 'https://evil.example' })).status).toBe(403)
    await watch.restore(await watch.changed())
  })
})

describe('a forged name of the host', () => {
  it.each(['evil.example', 'localhost.evil.example', 'evil.example:3000', '127.0.0.2'])(
    'is refused: %s',
    async (host) => {
      const { cookie } = world.app.admin
      for (const [method, path] of [
        ['GET', '/session'],
        ['GET', '/health'],
        ['POST', '/sign-in'],
      ] as const) {
        const answer = await world.app.inject(method, path, { headers: { host, cookie } })
        expect([method, path, answer.status]).toEqual([method, path, 421])
      }
    },
  )

  it.each<Record<string, string>>([
    { 'x-forwarded-host': 'evil.example' },
    { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    { forwarded: 'host=evil.example;proto=https' },
    { 'x-original-host': 'evil.example', 'x-forwarded-server': 'evil.example' },
  ])('gets into no link when a proxy is not trusted: %o', async (forged) => {
    const body = {
      name: 'Invited',
      email: 'invited@example.com',
      role: world.standings('role', world.people[0]!).any,
    }
    const answer = await world.app.admin.post('/commands/user.invite', body, forged)
    expect(answer.status).toBe(200)
    expect(answer.body.link.startsWith(`${baseUrl}/invitation?token=`)).toBe(true)
    expect(JSON.stringify(answer.headers)).not.toContain('evil')
    await watch.restore(await watch.changed())
  })
})
