import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import type { Grants } from '../../kernel/access/rights.ts'

let app: TestApp
let url: string

beforeAll(async () => {
  app = await startTestApp()
  await app.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}/api/v1/live`
})
afterAll(() => app.close())

interface Told {
  by: string | null
  changes: { entity: string; id: string | null; kind: string }[]
}

/** Open screens of these people; `until` waits for what comes behind all that was done before. */
async function screensOf(people: readonly TestClient[]) {
  const stop = new AbortController()
  const screens = await Promise.all(
    people.map(async ({ cookie }) => {
      const heard: { text: string } = { text: '' }
      const { body } = await fetch(url, { headers: { cookie }, signal: stop.signal })
      const decoder = new TextDecoder()
      const listen = async () => {
        for await (const chunk of body!) heard.text += decoder.decode(chunk, { stream: true })
      }
      void listen().catch(() => undefined)
      await expect.poll(() => heard.text).toContain('hello')
      return heard
    }),
  )
  /** All that each has been told of, once something everybody reads has been told behind it. */
  async function told(): Promise<Told[][]> {
    const mark = await made('products', { name: `Mark ${Math.random()}` })
    for (const heard of screens) await expect.poll(() => heard.text).toContain(mark)
    return screens.map(({ text }) =>
      [...text.matchAll(/event: change\ndata: (.*)\n/g)].map(([, data]) => JSON.parse(data!) as Told),
    )
  }
  return { told, close: () => stop.abort() }
}

const reading = (scope: 'no' | 'own' | 'team'): Grants => {
  const rights = { read: scope, update: scope } as const
  const object = { lead: rights, deal: rights, step: rights, note: rights }
  return { ...object, product: { read: 'all' }, contact: { read: scope } }
}

let roles = 0
async function personWith(grants: Grants, more: { team?: string } = {}): Promise<TestClient> {
  const role = await app.admin.post('/roles', { name: `Role ${roles++}`, grants })
  expect(role.status).toBe(201)
  const person = await app.signIn('analyst', more)
  await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, person.userId])
  return person
}

async function made(table: string, values: object): Promise<string> {
  const { status, body } = await app.admin.post(`/${table}`, values)
  expect([status, body.problems]).toEqual([201, undefined])
  return body.item.id
}

const idsIn = (told: readonly Told[]) => new Set(told.flatMap(({ changes }) => changes.map(({ id }) => id)))

describe('a screen is told', () => {
  it('of the records its reader may read and of no others', async () => {
    const team = (await app.admin.post('/teams', { name: 'North' })).body.item.id
    const mine = await personWith(reading('own'), { team })
    const mate = await personWith(reading('team'), { team })
    const none = await personWith(reading('no'))
    const screens = await screensOf([app.admin, mine, mate, none])
    const own = await made('leads', { name: 'Mine', owner: mine.userId })
    const foreign = await made('leads', { name: 'Somebody else’s' })
    const called = await made('deals', {
      title: 'Called by me',
      nextStep: { dueAt: '2030-01-01T10:00:00.000Z', owner: mine.userId },
    })
    const note = await made('notes', { lead: own, text: 'About mine' })
    const other = await made('notes', { lead: foreign, text: 'About another' })
    const [step] = await app.rows<{ id: string }>('select next_step_id as id from deals where id = $1', [
      called,
    ])
    await app.admin.post('/commands/step.change', { step: step!.id, title: 'Call again' })

    const [admin, his, mates, nobodys] = (await screens.told()).map(idsIn)
    const all = [own, foreign, called, note, other, step!.id]
    expect(all.map((id) => admin!.has(id))).toEqual([true, true, true, true, true, true])
    expect(all.map((id) => his!.has(id))).toEqual([true, false, true, true, false, true])
    expect(all.map((id) => mates!.has(id))).toEqual([true, false, true, true, false, true])
    expect(all.map((id) => nobodys!.has(id))).toEqual([false, false, false, false, false, false])
    screens.close()
  })

  it('that a record is gone, and nothing more, when it goes to somebody else', async () => {
    const mine = await personWith(reading('own'))
    const screens = await screensOf([mine])
    const lead = await made('leads', { name: 'Passed on', owner: mine.userId })
    const passing = { entity: 'lead', ids: [lead], owner: app.admin.userId }
    expect((await app.admin.post('/commands/work.assign', passing)).status).toBe(200)
    await app.admin.patch(`/leads/${lead}`, { version: null, changes: { city: 'Omsk' } })
    const [told = []] = await screens.told()
    const ofLead = told.flatMap(({ changes }) => changes.filter(({ id }) => id === lead))
    expect(ofLead.map(({ kind }) => kind)).toEqual(['lead.created', 'lead.gone'])
    screens.close()
  })

  it('of a role that has changed, at once by what it now allows', async () => {
    const person = await personWith(reading('own'))
    const [row] = await app.rows<{ id: string }>('select role_id as id from users where id = $1', [
      person.userId,
    ])
    const screens = await screensOf([person])
    const changes = { grants: { ...reading('own'), lead: { read: 'all' } } }
    expect((await app.admin.patch(`/roles/${row!.id}`, { version: null, changes })).status).toBe(200)
    const lead = await made('leads', { name: 'Open to all now' })
    const [told = []] = await screens.told()
    expect(idsIn(told).has(lead)).toBe(true)
    expect(
      told.flatMap((one) => one.changes).some(({ entity, id }) => entity === 'role' && id === null),
    ).toBe(true)
    screens.close()
  })

  it('by somebody whom it may not know without a name', async () => {
    const person = await personWith({ product: { read: 'all' } })
    const screens = await screensOf([person])
    const [told = []] = await screens.told()
    expect(told.map(({ by }) => by)).toEqual([null])
    screens.close()
  })

  it('of many by one look-up, however many listen', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => personWith(reading('own'))))
    const screens = await screensOf(people)
    const lead = await made('leads', { name: 'Looked up once', owner: people[0]!.userId })
    await screens.told()
    const asked: string[] = []
    const watch = (client: { query: (...given: never[]) => unknown }) => {
      const query = client.query.bind(client)
      client.query = (...given: never[]) => {
        const statement = given[0] as unknown as string | { text: string }
        const text = typeof statement === 'string' ? statement : statement.text
        if (text.includes('as holders')) asked.push(text)
        return query(...given)
      }
    }
    const seen = new WeakSet<object>()
    app.services.pool.on('acquire', (client) => {
      if (!seen.has(client)) watch(client as never)
      seen.add(client)
    })
    await app.admin.patch(`/leads/${lead}`, { version: null, changes: { city: 'Omsk' } })
    const told = await screens.told()
    expect(told.map((one) => idsIn(one).has(lead))).toEqual([true, false, false, false, false, false])
    expect(asked).toHaveLength(1)
    screens.close()
  })
})
