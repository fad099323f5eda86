import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let whole: TestClient
let limited: TestClient
/** Limited in a field that none of the questions is about. */
let elsewhere: TestClient
let contact: string
/** What was sent to the database: the statements of each time a connection was taken. */
let sent: string[][] = []

beforeAll(async () => {
  app = await startTestApp()
  countStatements()
  const all = { read: 'all', create: 'all', update: 'all' }
  const grants = { contact: all, company: all, deal: all }
  const personOf = async (values: object) => {
    const role = await app.admin.post('/roles', { grants, ...values })
    const person = await app.signIn('analyst')
    await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, person.userId])
    return person
  }
  whole = await personOf({ name: 'Whole' })
  limited = await personOf({ name: 'Limited', fieldLimits: { contact: { phone: 'masked', city: 'hidden' } } })
  elsewhere = await personOf({ name: 'Elsewhere', fieldLimits: { deal: { amount: 'hidden' } } })
  const values = { name: 'Ivan Petrov', phone: '+79161234510', city: 'Omsk', email: 'ivan@example.com' }
  contact = (await app.admin.post('/contacts', values)).body.item.id
})
afterAll(() => app.close())

/** The texts of the statements a question takes. */
async function statementsOf(client: TestClient, path: string): Promise<string[]> {
  await client.get(path)
  sent = []
  expect((await client.get(path)).status).toBe(200)
  // Who saw what is written down behind the answers, whenever its time has come.
  return sent.filter((statements) => !statements.some((text) => text.includes('access_log'))).flat()
}

describe('rights on fields', () => {
  const questions = [
    ['a list', () => '/contacts?limit=50&sort=name'],
    ['a record', () => `/contacts/${contact}`],
    ['a list that is searched', () => '/contacts?q=petrov'],
    ['search', () => '/search?q=petrov'],
    ['a timeline', () => `/timeline?entity=contact&record=${contact}`],
  ] as const

  it.each(questions)('take no statement more for %s', async (_what, path) => {
    const plain = await statementsOf(whole, path())
    expect(await statementsOf(limited, path())).toHaveLength(plain.length)
    expect(plain.length).toBeGreaterThan(1)
  })

  it('leave the statements about other fields word for word as they are', async () => {
    for (const [, path] of questions)
      expect(await statementsOf(elsewhere, path())).toEqual(await statementsOf(whole, path()))
  })

  it('find by what is known of a record and by nothing else', async () => {
    const found = async (client: TestClient, q: string) => {
      const listed = (await client.get(`/contacts?q=${encodeURIComponent(q)}`)).body
      const hits = (await client.get(`/search?q=${encodeURIComponent(q)}`)).body.items
      return [listed.items.length, listed.total.count, hits.length]
    }
    for (const q of ['Petrov', 'ivan@example', 'Petrov ivan'])
      expect(await found(limited, q)).toEqual([1, 1, 1])
    for (const q of ['9161234510', '4510', 'Petrov 4510', '8 (916) 123-45-10']) {
      expect(await found(whole, q), q).toEqual([1, 1, 1])
      expect(await found(limited, q), q).toEqual([0, 0, 0])
    }
  })
})

function countStatements(): void {
  app.services.pool.on('acquire', (client) => {
    const counted = client as typeof client & { taken?: string[] }
    const isNew = !counted.taken
    counted.taken = []
    sent.push(counted.taken)
    if (!isNew) return
    const query = client.query.bind(client)
    client.query = ((...given: Parameters<typeof query>) => {
      const statement = given[0] as unknown as string | { text: string }
      const text = typeof statement === 'string' ? statement : statement.text
      // What is known of a workspace is asked once a second, whoever is first.
      if (!text.includes('onward.workspaces')) counted.taken?.push(text)
      return query(...given)
    }) as typeof client.query
  })
}
