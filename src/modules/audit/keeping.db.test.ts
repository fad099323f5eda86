import { afterAll, beforeAll, expect, it } from 'vitest'
import { password, startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../server/jobs/housekeeping.ts'
import { sealNow, verifyChain } from './server/index.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
})
afterAll(() => app.close())

const soon = { timeout: 60_000, interval: 100 }

it('a process that does jobs seals what happens by itself', async () => {
  await expect.poll(async () => (await app.admin.get('/audit/seal')).body.anchor, soon).toMatch(/^ws_\w+:1:/)
})

it('an old bin is emptied when it is said so, and not before; what is there stays', async () => {
  const create = async (name: string) => (await app.admin.post('/contacts', { name })).body.item.id as string
  const [old, young, live] = [await create('Old'), await create('Young'), await create('Live')]
  for (const id of [old, young]) await app.admin.delete(`/contacts/${id}`)
  await app.rows(`update contacts set deleted_at = deleted_at - interval '40 days' where id = $1`, [old])
  await keepHouse(app.services)
  const there = async () =>
    (await app.rows<{ id: string }>('select id from contacts')).map(({ id }) => id).sort()
  expect(await there()).toEqual([old, young, live].sort())
  await app.admin.post('/commands/audit.configure', { binDays: 30 })
  await keepHouse(app.services)
  await expect.poll(there, soon).toEqual([young, live].sort())
  expect(await app.rows(`select from events where data::text like '%"Old"%'`)).toEqual([])
})

it('from where people signed in is forgotten in time, and the chain still holds', async () => {
  await app.inject('POST', '/sign-in', {
    payload: { email: app.admin.email, password },
    headers: { origin: 'http://localhost:3000' },
    remoteAddress: '203.0.113.77',
  })
  const told = async () =>
    (await app.rows(`select from events where data::text like '%203.0.113.77%'`)).length
  expect(await told()).toBe(1)
  const later = new Date(Date.now() + 181 * 86_400_000)
  await keepHouse({ ...app.services, now: () => later })
  expect(await told()).toBe(0)
  const found = await app.services.workspaces.find(app.workspace.id)
  const verdict = await found!.db.transaction().execute(async (tx) => {
    expect((await sealNow(tx)).blocks).toBeGreaterThan(0)
    return verifyChain(tx, 0, null)
  })
  expect(verdict.broken).toBeNull()
})
