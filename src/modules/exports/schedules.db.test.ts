import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../server/jobs/housekeeping.ts'

let app: TestApp
let time = new Date('2026-11-22T09:30:00Z')
beforeAll(async () => {
  app = await startTestApp({ jobs: true, now: () => time, timeZone: 'Europe/Moscow' })
  await app.admin.post('/deals', { title: 'Racks' })
})
afterAll(() => app.close())

const wanted = { entity: 'deal', format: 'csv', columns: ['title'], every: 'day' }
const schedule = (more: object = {}, who: TestClient = app.admin) =>
  who.post('/commands/export.schedule', { ...wanted, ...more })
const files = async (who: TestClient = app.admin) => (await who.get('/exports')).body.items

describe('an export that repeats', () => {
  it('is prepared when it is due, once, and its owner is notified', async () => {
    const filter = { field: 'title', op: 'eq', value: 'Racks' }
    const { status, body } = await schedule({ selection: { filter } })
    expect([status, body.nextAt]).toEqual([200, '2026-11-23T03:00:00.000Z'])
    await keepHouse(app.services)
    expect(await files()).toEqual([])

    time = new Date('2026-11-25T12:00:00Z')
    await keepHouse(app.services)
    await keepHouse(app.services)
    await vi.waitFor(
      async () => expect(await files()).toMatchObject([{ status: 'ready', rows: 1, filter }]),
      {
        timeout: 20_000,
        interval: 50,
      },
    )
    const [file] = await files()
    expect((await app.admin.get(`/exports/${file.id}/file`)).body).toContain('Racks')
    const { body: shown } = await app.admin.get('/export-schedules')
    expect(shown.items).toMatchObject([
      { id: body.id, every: 'day', nextAt: '2026-11-26T03:00:00.000Z', failure: null },
    ])
    await vi.waitFor(async () => {
      const { body: told } = await app.admin.get('/notifications')
      expect(told.items).toMatchObject([{ kind: 'exportReady' }])
    })
  })

  it('has the rights its owner has then, and says why it cannot begin', async () => {
    const head = await app.signIn('head_of_sales')
    expect((await schedule({ every: 'week' }, head)).status).toBe(200)
    await app.rows(`update roles set grants = grants #- '{deal,export}' where key = 'head_of_sales'`)
    time = new Date('2026-11-30T04:00:00Z')
    await keepHouse(app.services)
    await vi.waitFor(
      async () => {
        const { body } = await head.get('/export-schedules')
        expect(body.items).toMatchObject([
          { failure: { code: 'access.denied' }, nextAt: '2026-12-07T03:00:00.000Z' },
        ])
      },
      { timeout: 20_000, interval: 50 },
    )
    expect(await files(head)).toEqual([])
  })

  it('is taken back by its owner alone', async () => {
    const { body } = await schedule({ every: 'month' })
    const other = await app.signIn('head_of_sales')
    const remove = (who: TestClient) => who.post('/commands/export.unschedule', { id: body.id })
    expect((await remove(other)).status).toBe(404)
    expect((await remove(app.admin)).status).toBe(200)
    const { body: left } = await app.admin.get('/export-schedules')
    expect(left.items.map(({ id }: { id: string }) => id)).not.toContain(body.id)
  })

  it('is told whole, so that who has taken it back can have it again', async () => {
    const filter = { field: 'title', op: 'contains', value: 'a' }
    const { body } = await schedule({ selection: { filter, q: 'rack' }, sort: ['-amount'], every: 'day' })
    const { body: listed } = await app.admin.get('/export-schedules')
    const told = listed.items.find(({ id }: { id: string }) => id === body.id)
    expect(told).toMatchObject({ filter, q: 'rack', sort: ['-amount'], every: 'day' })
  })

  it('is refused for records named one by one, for what cannot be exported, and beyond twenty', async () => {
    const [deal] = await app.rows<{ id: string }>('select id from deals')
    expect((await schedule({ selection: { ids: [deal!.id] } })).status).toBe(422)
    expect((await schedule({ columns: ['secret'] })).status).toBe(422)
    const manager = await app.signIn('sales_manager')
    expect((await schedule({}, manager)).body).toMatchObject({ code: 'access.denied' })
    const replies = []
    for (let n = 0; n < 20; n++) replies.push(await schedule())
    expect(replies.at(-1)).toMatchObject({ status: 409, body: { code: 'export.too-many-schedules' } })
  })
})
