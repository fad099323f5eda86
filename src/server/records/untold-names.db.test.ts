import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import type { Grants } from '../../kernel/access/rights.ts'

const everything = { read: 'all', create: 'all', update: 'all', delete: 'all', export: 'all' } as const
const grants: Grants = {
  ...Object.fromEntries(
    ['lead', 'deal', 'step', 'note', 'user', 'settings'].map((noun) => [noun, everything]),
  ),
  company: { read: 'own' },
}
let app: TestApp
/** Reads all deals, his own companies and no contacts. */
let reader: TestClient
let secret: string
let own: string
let person: string
let deal: string
let ofOwn: string
let links: string

beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  const role = await app.admin.post('/roles', { name: 'Reader', grants })
  reader = await app.signIn('analyst', { name: 'Reader' })
  await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, reader.userId])
  const field = { entity: 'deal', type: 'links', names: { en: 'Partners' }, options: { to: 'company' } }
  const created = await app.admin.post('/commands/field.create', field)
  expect([created.status, created.body.problems]).toEqual([200, undefined])
  links = created.body.name
  secret = await made('companies', { name: 'Secretive', phone: '+74951234567', city: 'Hushtown' })
  own = await made('companies', { name: 'Known to him', owner: reader.userId })
  person = await made('contacts', { name: 'Whispering Ann', email: 'ann@example.com' })
  const values = { owner: reader.userId, [links]: [secret, own] }
  ofOwn = await made('deals', { title: 'Racks', company: own, ...values })
  deal = await made('deals', { title: 'Shelves', company: own, ...values })
  const changes = { company: secret, contact: person }
  await app.admin.patch(`/deals/${deal}`, { version: null, changes })
  await app.rows('update steps set due_at = now()')
})
afterAll(() => app.close())

async function made(table: string, values: object): Promise<string> {
  const { status, body } = await app.admin.post(`/${table}`, values)
  expect([status, body.problems]).toEqual([201, undefined])
  return body.item.id
}

const untold = /Secretive|Whispering|4951234567|Hushtown|ann@example/
const query = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const month = () => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  return `from=${day(-7)}&to=${day(7)}`
}

/** Each with whether those who may read the record are told its name there. */
const questions: [what: string, path: () => string, isTold: boolean][] = [
  ['a list', () => '/deals', true],
  ['a list sorted by the name', () => '/deals?sort=company,contact', true],
  ['a record', () => `/deals/${deal}`, true],
  ['what comes along with a record', () => `/deals/${deal}?expand=company,contact`, true],
  ['a board', () => '/board?entity=deal', true],
  ['a board by it', () => '/board?entity=deal&by=company&sort=company', true],
  ['groups by it', () => '/groups?entity=deal&by=company', true],
  ['a timeline', () => `/timeline?entity=deal&record=${deal}`, true],
  ['search', () => '/search?q=Shelves', true],
  ['search by the name', () => '/search?q=Secretive', true],
  ['Today', () => `/today?owner=${reader.userId}`, true],
  ['a calendar', () => `/calendar?owner=all&${month()}`, true],
  ['the feed', () => '/changes?after=start&entities=deal&limit=500', false],
  ['steps', () => '/steps', false],
]

describe('the name of a record that one may not read', () => {
  it.each(questions)('is not told by %s', async (_what, path, isTold) => {
    const { status, body } = await reader.get(path())
    expect(status).toBe(200)
    expect(JSON.stringify(body)).not.toMatch(untold)
    const whole = JSON.stringify((await app.admin.get(path())).body)
    expect(untold.test(whole)).toBe(isTold)
  })

  it('leaves the id where it leads, and the names of others', async () => {
    const { item, titles } = (await reader.get(`/deals/${deal}`)).body
    expect(item).toMatchObject({ company: secret, contact: person, [links]: [secret, own] })
    expect(titles).toMatchObject({ [own]: 'Known to him', [reader.userId]: 'Reader' })
    expect(Object.keys(titles)).not.toContain(secret)
    const told = (await app.admin.get(`/deals/${deal}`)).body.titles
    expect(told).toMatchObject({ [secret]: 'Secretive', [person]: 'Whispering Ann' })
  })

  it('is not told by an export', async () => {
    const wanted = { entity: 'deal', selection: { filter: { all: [] } }, format: 'csv' }
    const { body } = await reader.post('/commands/export.prepare', wanted)
    await vi.waitFor(
      async () => expect((await reader.get(`/exports/${body.id}`)).body.item.status).toBe('ready'),
      { timeout: 20_000, interval: 30 },
    )
    const file = await reader.get(`/exports/${body.id}/file`)
    expect(file.body).toContain('Known to him')
    expect(file.body).not.toMatch(untold)
  })

  it('puts its record among those without one', async () => {
    const order = async (sort: string, limit = 50) =>
      (await reader.get(`/deals?sort=${sort}&limit=${limit}`)).body.items.map(({ id }: { id: string }) => id)
    for (const sort of ['company', '-company']) expect(await order(sort)).toEqual([ofOwn, deal])
    const { nextCursor } = (await reader.get('/deals?sort=company&limit=1')).body
    const second = (await reader.get(`/deals?sort=company&limit=1&cursor=${nextCursor}`)).body
    expect(second.items.map(({ id }: { id: string }) => id)).toEqual([deal])
    expect((await reader.get('/board?entity=deal&by=owner&sort=company')).status).toBe(200)
  })

  it('finds nothing', async () => {
    const byName = { field: 'company.name', op: 'contains', value: 'Secret' }
    expect((await reader.get(`/deals?filter=${query(byName)}`)).body.items).toEqual([])
    expect((await app.admin.get(`/deals?filter=${query(byName)}`)).body.items).toHaveLength(1)
  })

  it('does not keep the rest of the record from being changed', async () => {
    const body = { version: null, changes: { title: 'Shelves, twice', [links]: [secret] } }
    const { status, body: answer } = await reader.patch(`/deals/${deal}`, body)
    expect([status, answer.problems]).toEqual([200, undefined])
    expect(answer.item).toMatchObject({ company: secret, title: 'Shelves, twice' })
    expect(JSON.stringify(answer)).not.toMatch(untold)
  })
})
