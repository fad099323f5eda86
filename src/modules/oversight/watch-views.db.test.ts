import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import { forgetViews } from './server/record-views.queries.ts'

let app: TestApp
let reader: TestClient
let now = new Date('2026-11-23T09:00:00Z')
const limit = 50

beforeAll(async () => {
  app = await startTestApp({ now: () => now })
  const grants = { contact: { read: 'all' }, settings: { read: 'all' } }
  const role = await app.admin.post('/roles', { name: 'Watched', grants, viewsPerHour: limit })
  reader = await app.signIn('analyst', { name: 'Curious' })
  await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, reader.userId])
  const items = Array.from({ length: 180 }, (_, at) => ({ op: 'create', values: { name: `Contact ${at}` } }))
  await app.admin.post('/commands/records.batch', { entity: 'contact', items })
})
afterAll(() => app.close())

const look = async (sort: string, size: number, client = reader) =>
  expect((await client.get(`/contacts?limit=${size}&sort=${sort}`)).status).toBe(200)
const told = async () =>
  (await app.admin.get('/notifications')).body.items.filter(
    (one: { kind: string }) => one.kind === 'viewedMany',
  )

describe('somebody who looks at unusually many records', () => {
  it('is nobody as long as they are the same ones, or settings', async () => {
    for (let at = 0; at < 5; at++) await look('name', 40)
    for (let at = 0; at < 5; at++) await reader.get('/stages?limit=200')
    expect(await told()).toEqual([])
  })

  it('is told of once, to administrators and on his own timeline', async () => {
    await look('-name', 40)
    await look('-name', 120)
    expect(await told()).toMatchObject([
      { subject: { entity: 'user', id: reader.userId, title: 'Curious' }, data: { limit } },
    ])
    const events = await app.rows<{ data: { records: number } }>(
      `select data from events where kind = 'user.viewed-many' and record_id = $1`,
      [reader.userId],
    )
    expect(events).toHaveLength(1)
    expect(events[0]!.data.records).toBeGreaterThan(limit)
    expect((await app.admin.get('/notifications/unread')).body.count).toBe(1)
  })

  it('is told of again when he goes on an hour later', async () => {
    now = new Date('2026-11-23T10:30:00Z')
    await look('name', 40)
    expect(await told()).toHaveLength(1)
    await look('-name', 100)
    expect(await told()).toHaveLength(2)
  })

  it('is nobody whose role has no limit, and costs no row', async () => {
    const before = await app.rows('select * from record_views order by user_id, minute')
    await look('name', 180, app.admin)
    expect(await app.rows('select * from record_views order by user_id, minute')).toEqual(before)
  })

  it('is forgotten after a day', async () => {
    const tomorrow = new Date(now.getTime() + 25 * 3_600_000)
    const { files } = app.services
    await app.act(({ tx, workspace: { id: workspace, timeZone } }) =>
      forgetViews({ workspace, timeZone, tx, files, now: tomorrow, enqueue: async () => {} }),
    )
    expect(await app.rows('select 1 from record_views')).toEqual([])
  })
})
