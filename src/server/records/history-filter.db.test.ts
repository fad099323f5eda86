import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import type { Filter } from '../../kernel/queries/filter.ts'

let app: TestApp
let boris: TestClient
const deals: Record<'kept' | 'repriced' | 'given', string> = { kept: '', repriced: '', given: '' }

beforeAll(async () => {
  app = await startTestApp()
  boris = await app.signIn('sales_manager', { name: 'Boris' })
  for (const name of ['kept', 'repriced', 'given'] as const)
    deals[name] = (await boris.post('/deals', { title: name })).body.item.id
  const change = async (who: TestClient, id: string, changes: object) =>
    expect((await who.patch(`/deals/${id}`, { changes })).status).toBe(200)
  await change(boris, deals.repriced, { amount: { amount: 100, currency: 'RUB' } })
  await change(boris, deals.repriced, { amount: { amount: 200, currency: 'RUB' } })
  await change(app.admin, deals.given, { source: 'Site' })
})
afterAll(() => app.close())

/** Titles of the deals a condition picks. */
async function picked(filter: Filter, who = app.admin): Promise<string[]> {
  const { status, body } = await who.get(
    `/deals?sort=title&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  )
  expect(status, JSON.stringify(body)).toBe(200)
  return body.items.map(({ title }: { title: string }) => title)
}

const happened = (where: Filter, count?: { op: 'eq' | 'gte'; value: number }): Filter => ({
  related: 'history',
  where,
  ...(count ? { count } : {}),
})

describe('a list filtered by what has happened to its records', () => {
  it('finds those of which a field was changed, and how often', async () => {
    const repriced: Filter = { field: 'changed', op: 'in', value: ['amount'] }
    expect(await picked(happened(repriced))).toEqual(['repriced'])
    expect(await picked(happened(repriced, { op: 'gte', value: 2 }))).toEqual(['repriced'])
    expect(await picked(happened(repriced, { op: 'gte', value: 3 }))).toEqual([])
    expect(await picked(happened(repriced, { op: 'eq', value: 0 }))).toEqual(['given', 'kept'])
  })

  it('finds what somebody did, and when', async () => {
    const byMe: Filter = {
      all: [
        { field: 'kind', op: 'eq', value: 'updated' },
        { field: 'by', op: 'in', value: [{ me: true }] },
      ],
    }
    expect(await picked(happened(byMe))).toEqual(['given'])
    expect(await picked(happened(byMe), boris)).toEqual(['repriced'])
    const changed: Filter = { field: 'kind', op: 'eq', value: 'updated' }
    expect(await picked(happened(changed))).toEqual(['given', 'repriced'])
    expect(await picked(happened({ not: changed }))).toEqual(['given', 'kept', 'repriced'])
    expect(await picked(happened({ field: 'kind', op: 'in', value: ['merged', 'updated'] }))).toEqual([
      'given',
      'repriced',
    ])
    expect(await picked(happened({ field: 'kind', op: 'eq', value: 'merged' }))).toEqual([])
    const today: Filter = { field: 'at', op: 'gte', value: { relative: 'today' } }
    expect(await picked(happened(today))).toEqual(['given', 'kept', 'repriced'])
    const long: Filter = { field: 'at', op: 'lt', value: { relative: 'today', offset: { days: -30 } } }
    expect(await picked(happened(long))).toEqual([])
  })

  it('refuses a field nobody has, naming the place', async () => {
    const filter = { related: 'history', where: { field: 'changed', op: 'in', value: ['colour'] } }
    const reply = await app.admin.get(`/deals?filter=${encodeURIComponent(JSON.stringify(filter))}`)
    expect(reply.status).toBe(400)
    expect(reply.body.params).toMatchObject({ reason: 'wrong-value', at: 'where.value' })
  })

  it('tells about how many there are of a great many', async () => {
    await app.rows(`
      with made as (
        insert into products (id, version, name, created_at, updated_at)
        select gen_random_uuid(), 1, 'Part ' || n, now(), now() from generate_series(1, 30000) n returning id, name
      )
      insert into events (id, act_id, at, kind, entity, record_id, data)
      select gen_random_uuid(), gen_random_uuid(), now(), 'product.updated', 'product', id, '{"changes":{"price":[1,2]}}'
      from made where right(name, 1) in ('0', '1', '2', '3', '4')`)
    await app.rows('analyze products')
    const filter = { related: 'history', where: { field: 'changed', op: 'in', value: ['price'] } }
    const { body } = await app.admin.get(`/products?filter=${encodeURIComponent(JSON.stringify(filter))}`)
    expect(body.items).toHaveLength(50)
    expect(body.total.exact).toBe(false)
    expect(body.total.count).toBeGreaterThan(12_000)
    expect(body.total.count).toBeLessThan(18_000)
  })
})
