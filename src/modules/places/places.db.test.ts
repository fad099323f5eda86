import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.admin
})
afterAll(() => app?.close())

const make = async (table: string, values: object, by = admin) =>
  (await by.post(`/${table}`, values)).body.item
const titles = async (path: string, by = admin) =>
  (await by.get(path)).body.items.map(({ title }: { title: string }) => title)
const star = (entity: string, id: string, by = admin, isFavourite = true) =>
  by.post('/commands/favourite.set', { entity, id, isFavourite })

describe('favourites', () => {
  it('stand in the order they were marked in, or the one they are put in', async () => {
    const [a, b] = [await make('contacts', { name: 'A' }), await make('companies', { name: 'B' })]
    const view = await make('views', { name: 'V', entity: 'deal', config: {} })
    for (const [entity, { id }] of [
      ['contact', a],
      ['company', b],
      ['view', view],
      ['contact', a],
    ] as const)
      await star(entity, id)
    expect(await titles('/favourites')).toEqual(['A', 'B', 'V'])
    expect((await admin.get('/favourites')).body.items[2]).toMatchObject({ entity: 'view', of: 'deal' })
    await admin.post('/commands/favourite.order', { ids: [view.id, a.id] })
    expect(await titles('/favourites')).toEqual(['V', 'A', 'B'])
    await star('contact', a.id, admin, false)
    expect(await titles('/favourites')).toEqual(['V', 'B'])
  })

  it('are shown as far as their owner may see them now', async () => {
    const manager = await app.signIn('sales_manager')
    const lead = await make('leads', { name: 'His' }, manager)
    await star('lead', lead.id, manager)
    expect(await titles('/favourites', manager)).toEqual(['His'])
    await admin.post('/commands/work.assign', { entity: 'lead', ids: [lead.id], owner: admin.userId })
    expect(await titles('/favourites', manager)).toEqual([])
    const foreign = await make('leads', { name: 'Not his' })
    expect((await star('lead', foreign.id, manager)).status).toBe(404)
  })

  it('go with a record into the one it is merged into, and come back', async () => {
    const [one, other] = [await make('contacts', { name: 'Stays' }), await make('contacts', { name: 'Goes' })]
    const person = await app.signIn('head_of_sales')
    await star('contact', other.id, person)
    const body = { entity: 'contact', survivor: one.id, others: [other.id] }
    const { event } = (await admin.post('/commands/records.merge', body)).body
    expect(await titles('/favourites', person)).toEqual(['Stays'])
    await admin.post('/commands/records.undo', { event })
    expect(await titles('/favourites', person)).toEqual(['Goes'])
  })

  it('are no more than fifty', async () => {
    const person = await app.signIn('head_of_sales')
    const items = Array.from({ length: 51 }, (_, n) => ({ op: 'create', values: { name: `Many ${n}` } }))
    const made = (await admin.post('/commands/records.batch', { entity: 'contact', items })).body.items
    for (const { id } of made.slice(0, 50)) expect((await star('contact', id, person)).status).toBe(200)
    expect((await star('contact', made[50].id, person)).body.code).toBe('favourite.too-many')
    expect(await titles('/favourites', person)).toHaveLength(50)
  })
})

describe('what was looked at last', () => {
  const look = (entity: string, id: string, by: TestClient) =>
    by.post('/commands/recent.note', { entity, id })

  it('stands newest first, each once, twenty of them', async () => {
    const person = await app.signIn('head_of_sales')
    const items = Array.from({ length: 22 }, (_, n) => ({ op: 'create', values: { name: `Seen ${n}` } }))
    const made = (await admin.post('/commands/records.batch', { entity: 'company', items })).body.items
    for (const { id } of [...made, made[5], made[21]]) await look('company', id, person)
    const seen = await titles('/recent', person)
    expect(seen).toHaveLength(20)
    expect(seen.slice(0, 3)).toEqual(['Seen 21', 'Seen 5', 'Seen 20'])
    expect(await app.rows('select from recent_records where user_id = $1', [person.userId])).toHaveLength(20)
  })

  it('is not shown to who may not see it any more, nor what is in the bin', async () => {
    const manager = await app.signIn('sales_manager')
    const [lead, gone] = [
      await make('leads', { name: 'Kept' }, manager),
      await make('leads', { name: 'Gone' }, manager),
    ]
    for (const { id } of [lead, gone]) await look('lead', id, manager)
    await admin.delete(`/leads/${gone.id}`)
    expect(await titles('/recent', manager)).toEqual(['Kept'])
    await admin.post('/commands/work.assign', { entity: 'lead', ids: [lead.id], owner: admin.userId })
    expect(await titles('/recent', manager)).toEqual([])
    expect((await look('lead', gone.id, manager)).status).toBe(404)
  })
})
