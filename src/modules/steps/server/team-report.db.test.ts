import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import type { Scope } from '../../../kernel/access/rights.ts'

const now = new Date('2026-11-20T11:30:00Z')
let app: TestApp
let mate: TestClient
let reader: Record<Scope, TestClient>

beforeAll(async () => {
  app = await startTestApp({ now: () => now })
  const team = (await app.admin.post('/teams', { name: 'North' })).body.item.id
  const personOf = async (scope: Scope) => {
    const rights = { read: scope, create: scope, update: scope }
    const grants = {
      lead: rights,
      deal: rights,
      step: { read: 'all', update: 'all' },
      user: { read: 'all' },
      plan: { read: scope },
    }
    const role = await app.admin.post('/roles', { name: `Reads ${scope}`, grants })
    const person = await app.signIn('analyst', {
      name: `Reads ${scope}`,
      team: scope === 'team' ? team : undefined,
    })
    await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, person.userId])
    return person
  }
  reader = {
    no: await personOf('no'),
    own: await personOf('own'),
    team: await personOf('team'),
    all: await personOf('all'),
  }
  mate = await app.signIn('sales_manager', { name: 'Mate', team })
  for (const { userId } of [...Object.values(reader), mate, app.admin]) {
    const id = (await app.admin.post('/leads', { name: 'Open', owner: userId })).body.item.id
    const done = (await app.admin.post('/leads', { name: 'Called', owner: userId })).body.item
    const next = { dueAt: '2026-11-20T20:00:00.000Z', owner: userId }
    const open = (await app.admin.get(`/leads/${id}`)).body.item
    await app.admin.post('/commands/step.change', { step: open.nextStep, ...next })
    await app.admin.post('/commands/step.complete', { step: done.nextStep, outcome: 'result', next })
    await app.admin.post('/plans', { user: userId, period: 'day', steps: 5 })
  }
})
afterAll(() => app.close())

async function reportOf(client: TestClient) {
  const { status, body } = await client.get('/team-report?from=2026-11-20&to=2026-11-20')
  expect(status).toBe(200)
  const people = body.people as { user: string; open: number; goal: unknown; done: { result: number } }[]
  const sum = (of: (one: (typeof people)[number]) => number) =>
    people.reduce((total, one) => total + of(one), 0)
  return {
    open: sum(({ open }) => open),
    done: sum(({ done }) => done.result),
    inSeries: body.series.reduce((total: number, { result }: { result: number }) => total + result, 0),
    records: body.openRecords,
    goals: people.filter(({ goal }) => goal !== null).length,
  }
}

describe('the team report', () => {
  // Six people have two open leads each; all six steps were done by the administrator.
  it.each([
    ['no', { open: 0, done: 0, inSeries: 0, records: 0, goals: 0 }],
    ['own', { open: 2, done: 1, inSeries: 1, records: 2, goals: 1 }],
    ['team', { open: 4, done: 2, inSeries: 2, records: 4, goals: 2 }],
    ['all', { open: 12, done: 6, inSeries: 6, records: 12, goals: 6 }],
  ] as const)('counts for a role that reads %s what it may read', async (scope, expected) =>
    expect(await reportOf(reader[scope])).toEqual(expected),
  )

  it('counts what one has done oneself wherever it has gone since', async () => {
    const own = reader.own
    const { item } = (await app.admin.post('/leads', { name: 'Passed on', owner: own.userId })).body
    const next = { dueAt: '2026-11-20T20:00:00.000Z', owner: own.userId }
    const ended = await own.post('/commands/step.complete', { step: item.nextStep, outcome: 'result', next })
    expect([ended.status, ended.body.problems]).toEqual([200, undefined])
    const before = await reportOf(own)
    await app.admin.post('/commands/work.assign', { entity: 'lead', ids: [item.id], owner: app.admin.userId })
    const after = await reportOf(own)
    expect([after.done, after.open]).toEqual([before.done, before.open - 1])
  })
})

describe('a colleague’s day', () => {
  it('is shown as far as its leads may be read', async () => {
    const queueOf = async (client: TestClient) => {
      const { body } = await client.get(`/today?owner=${mate.userId}`)
      const month = 'from=2026-11-01T00:00:00Z&to=2026-11-30T00:00:00Z'
      const { steps } = (await client.get(`/calendar?owner=${mate.userId}&${month}`)).body
      return [body.queue.length, body.counts.today, steps.length]
    }
    expect(await queueOf(reader.own)).toEqual([0, 0, 0])
    expect(await queueOf(reader.team)).toEqual([2, 2, 3])
    expect(await queueOf(reader.all)).toEqual([2, 2, 3])
  })
})

describe('a period', () => {
  const ofReport = (from: string, to: string) => `/team-report?from=${from}&to=${to}`
  const ofCalendar = (from: string, to: string) => `/calendar?from=${from}T00:00:00Z&to=${to}T00:00:00Z`

  it.each([
    ['a thousand years of the report', ofReport('1026-01-01', '2026-01-01'), 'value.period-too-long'],
    ['a day more than ten years', ofReport('2016-01-01', '2026-01-08'), 'value.period-too-long'],
    ['a report that ends before it begins', ofReport('2026-01-02', '2026-01-01'), 'value.out-of-range'],
    ['a thousand years of the calendar', ofCalendar('1026-01-01', '2026-01-01'), 'value.period-too-long'],
    ['a day more than 400', ofCalendar('2026-01-01', '2027-02-06'), 'value.period-too-long'],
    ['a calendar that ends before it begins', ofCalendar('2026-01-02', '2026-01-01'), 'value.out-of-range'],
  ])('is refused by name: %s', async (_what, path, error) => {
    const { status, body } = await app.admin.get(path)
    expect([status, body.problems]).toMatchObject([422, [{ field: 'to', error }]])
  })

  it.each([
    ofReport('2016-01-01', '2026-01-07'),
    ofReport('2026-01-01', '2026-01-01'),
    ofCalendar('2026-01-01', '2027-02-05'),
  ])('is answered up to the limit: %s', async (path) => expect((await app.admin.get(path)).status).toBe(200))
})

it('a value of the wrong type is said to be that, and a missing one to be missing', async () => {
  const problemsOf = async (body: object) => (await app.admin.post('/leads', body)).body.problems
  expect(await problemsOf({ name: 7 })).toEqual([
    { field: 'name', error: 'value.wrong-type', params: { expected: 'string' } },
  ])
  for (const body of [{}, { name: null }, { name: '' }])
    expect(await problemsOf(body)).toEqual([{ field: 'name', error: 'value.required' }])
  expect((await app.admin.get('/today?limit=many')).body.problems).toMatchObject([
    { field: 'limit', error: 'value.wrong-type' },
  ])
})
