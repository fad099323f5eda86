import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import type { Filter } from '../../kernel/queries/filter.ts'

let app: TestApp
let boris: TestClient
let vera: TestClient

beforeAll(async () => {
  app = await startTestApp({ jobs: true, timeZone: 'Europe/Moscow' })
  const { admin } = app
  const north = (await admin.post('/teams', { name: 'North' })).body.item.id
  const south = (await admin.post('/teams', { name: 'South' })).body.item.id
  boris = await app.signIn('sales_manager', { name: 'Boris', team: north })
  vera = await app.signIn('sales_manager', { name: 'Vera', team: south })
  await admin.post('/commands/field.create', {
    entity: 'deal',
    name: 'x_kind',
    type: 'choice',
    names: { en: 'Kind' },
    options: { choices: ['new', 'repeat', 'rare'], names: { new: { en: 'New' } } },
  })
  const make = (who: TestClient, title: string, values: object) => who.post('/deals', { title, ...values })
  await make(boris, 'One', { x_kind: 'new', amount: rub(100), closeOn: '2026-11-30' })
  await make(boris, 'Two', { x_kind: 'new', amount: rub(250), closeOn: '2026-12-01' })
  await make(boris, 'Three', { x_kind: 'repeat', amount: { amount: 700, currency: 'EUR' } })
  await make(boris, 'Four', {})
  await make(vera, 'Five', { x_kind: 'new', amount: rub(5000), closeOn: '2026-11-02', source: 'Site' })
})
afterAll(() => app.close())

const rub = (amount: number) => ({ amount, currency: 'RUB' })
const encoded = (filter: Filter) => encodeURIComponent(JSON.stringify(filter))

async function groupsOf(who: TestClient, by: string, more = '') {
  const reply = await who.get(`/groups?entity=deal&by=${by}${more}`)
  expect(reply.status).toBe(200)
  return reply.body
}

describe('groups', () => {
  it('by a choice stand in its order, empty ones and those without a value among them', async () => {
    const { groups, exact, more } = await groupsOf(boris, 'x_kind', '&sum=amount')
    expect(groups.map(({ key, count }: Counted) => [key, count])).toEqual([
      ['new', 2],
      ['repeat', 1],
      ['rare', 0],
      [null, 1],
    ])
    expect(groups[0].sums).toEqual([{ amount: 350, currency: 'RUB' }])
    expect(groups[1].sums).toEqual([{ amount: 700, currency: 'EUR' }])
    expect({ exact, more }).toEqual({ exact: true, more: false })
  })

  it('count and add up only what the asker may read', async () => {
    const counts = async (who: TestClient) =>
      (await groupsOf(who, 'x_kind', '&sum=amount')).groups.map(({ count, sums }: Counted) => [count, sums])
    expect((await counts(vera))[0]).toEqual([1, [{ amount: 5000, currency: 'RUB' }]])
    expect((await counts(app.admin))[0]).toEqual([3, [{ amount: 5350, currency: 'RUB' }]])
    const owners = (await groupsOf(boris, 'owner')).groups as Counted[]
    expect(owners.find(({ key }) => key === vera.userId)).toMatchObject({ count: 0 })
  })

  it.each(['x_kind', 'owner', 'stage', 'closeOn', 'createdAt', 'status', 'company'])(
    'by %s hold the very records their condition finds',
    async (by) => {
      const { groups } = await groupsOf(app.admin, by)
      let total = 0
      for (const { filter, count } of groups) {
        const list = (await app.admin.get(`/deals?filter=${encoded(filter)}`)).body
        expect(list.total.count).toBe(count)
        total += count
      }
      expect(total).toBe(5)
    },
  )

  it('by a date are months of the workspace, the latest first', async () => {
    const { groups } = await groupsOf(app.admin, 'closeOn')
    expect(groups.map(({ key, count }: Counted) => [key, count])).toEqual([
      ['2026-12', 1],
      ['2026-11', 2],
      [null, 2],
    ])
    const late = await app.admin.post('/contacts', { name: 'Late' })
    await app.rows(`update contacts set created_at = '2026-10-31T22:30:00Z' where id = $1`, [
      late.body.item.id,
    ])
    const months = (await app.admin.get('/groups?entity=contact&by=createdAt')).body.groups
    expect(months[0]).toMatchObject({ key: '2026-11', count: 1 })
    const found = (await app.admin.get(`/contacts?filter=${encoded(months[0].filter)}`)).body
    expect(found.items).toHaveLength(1)
  })

  it('by owner name every member, so that a card can be given to any', async () => {
    const { groups, titles } = await groupsOf(app.admin, 'owner')
    expect(groups.map(({ key }: Counted) => titles[key ?? ''])).toEqual(['Anna Director', 'Boris', 'Vera'])
  })

  it('keep to the filter and the words of the list', async () => {
    const filter = encoded({ field: 'amount', op: 'notEmpty' })
    const { groups } = await groupsOf(app.admin, 'x_kind', `&filter=${filter}`)
    expect(groups.map(({ count }: Counted) => count)).toEqual([3, 1, 0])
    const found = (await groupsOf(app.admin, 'x_kind', '&q=Three')).groups
    expect(found.map(({ count }: Counted) => count)).toEqual([0, 1, 0])
  })

  it.each(['title', 'nextStep', 'answers', 'nothing', '__proto__', 'amount'])(
    'refuse to be made by %s',
    async (by) => {
      const reply = await app.admin.get(`/groups?entity=deal&by=${by}`)
      expect(reply.body).toMatchObject({ status: 422, problems: [{ field: 'by' }] })
    },
  )

  it('refuse to add up what is no amount, and a noun there is not', async () => {
    const sum = await app.admin.get('/groups?entity=deal&by=owner&sum=title')
    expect(sum.body).toMatchObject({ status: 422, problems: [{ field: 'sum' }] })
    const noun = await app.admin.get('/groups?entity=moon&by=owner')
    expect(noun.body).toMatchObject({ status: 422, problems: [{ field: 'entity' }] })
  })
})

describe('of more records than are counted one by one', () => {
  it('groups and totals are told from a sample, and say so', async () => {
    await app.rows(
      `insert into products (id, version, name, category, price, price_currency, created_at, updated_at)
       select gen_random_uuid(), 1, 'Thing ' || n, case when n % 4 = 0 then 'Racks' end, n % 10, 'RUB',
         case when n % 2 = 0 then timestamptz '2026-03-05' else '2026-05-05' end, now()
       from generate_series(1, 80000) n`,
    )
    await app.rows('analyze products')
    const { groups, exact } = (await app.admin.get('/groups?entity=product&by=createdAt&sum=price')).body
    expect(exact).toBe(false)
    expect(groups.map(({ key }: Counted) => key)).toEqual(['2026-05', '2026-03'])
    expect(Math.abs(groups[1].count - 40_000)).toBeLessThan(6000)
    expect(Math.abs(groups[1].sums[0].amount - 160_000)).toBeLessThan(25_000)
    const asked = 'category:filled,price:average,price:most'
    const { body } = await app.admin.get(`/totals?entity=product&figures=${asked}`)
    expect(body.exact).toBe(false)
    expect(Math.abs(body.figures[0].values[0].value - 20_000)).toBeLessThan(4000)
    expect(Math.abs(body.figures[1].values[0].value - 4.5)).toBeLessThan(1)
    expect(body.figures[2].values).toEqual([])
    const few = encoded({ field: 'price', op: 'eq', value: { amount: 3, currency: 'RUB' } })
    const part = (await app.admin.get(`/totals?entity=product&filter=${few}&figures=price:most`)).body
    expect(part).toMatchObject({ count: 8000, exact: true, figures: [{ values: [{ value: 3 }] }] })
  })
})

describe('totals', () => {
  it('are told of the whole list, money by currency', async () => {
    const asked = 'amount:sum,amount:average,amount:most,closeOn:least,closeOn:filled,source:empty'
    const { body } = await app.admin.get(`/totals?entity=deal&figures=${asked}`)
    expect(body).toMatchObject({ count: 5, exact: true })
    const told = new Map<string, { currency: string | null; value: unknown }[]>(
      body.figures.map((one: Told) => [`${one.field}:${one.kind}`, [...one.values].sort(byCurrency)]),
    )
    expect(told.get('amount:sum')).toEqual([
      { value: 700, currency: 'EUR' },
      { value: 5350, currency: 'RUB' },
    ])
    expect(told.get('amount:average')?.[1]).toEqual({ value: 1783, currency: 'RUB' })
    expect(told.get('amount:most')?.[1]).toEqual({ value: 5000, currency: 'RUB' })
    expect(told.get('closeOn:least')).toEqual([{ value: '2026-11-02', currency: null }])
    expect(told.get('closeOn:filled')).toEqual([{ value: 3, currency: null }])
    expect(told.get('source:empty')).toEqual([{ value: 4, currency: null }])
  })

  it('count only what the asker may read', async () => {
    const { body } = await boris.get('/totals?entity=deal&figures=amount:sum,source:filled')
    expect(body.count).toBe(4)
    expect(body.figures[0].values).not.toContainEqual({ value: 5350, currency: 'RUB' })
    expect(body.figures[1].values).toEqual([{ value: 0, currency: null }])
  })

  it('of no records are none', async () => {
    const filter = encoded({ field: 'title', op: 'eq', value: 'nothing like it' })
    const { body } = await app.admin.get(
      `/totals?entity=deal&filter=${filter}&figures=amount:sum,attempts:average`,
    )
    expect(body).toMatchObject({ count: 0, figures: [{ values: [] }, { values: [] }] })
  })

  it.each(['title:sum', 'moon:filled', 'amount:filled,__proto__:filled', 'amount:moon'])(
    'refuse %s',
    async (figures) => {
      const reply = await app.admin.get(`/totals?entity=deal&figures=${figures}`)
      expect(reply.body).toMatchObject({ status: 422, problems: [{ field: 'figures' }] })
    },
  )
})

interface Counted {
  key: string | null
  count: number
  sums: unknown[]
}

interface Told {
  field: string
  kind: string
  values: { value: unknown; currency: string | null }[]
}

const byCurrency = (a: { currency: string | null }, b: { currency: string | null }) =>
  String(a.currency).localeCompare(String(b.currency))
