import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let boris: TestClient
let vera: TestClient

beforeAll(async () => {
  app = await startTestApp({ jobs: true })
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
  for (let n = 1; n <= 5; n++)
    await boris.post('/deals', { title: `New ${n}`, x_kind: 'new', amount: rub(n * 100) })
  await boris.post('/deals', { title: 'Again', x_kind: 'repeat', closeOn: '2026-12-01' })
  await boris.post('/deals', { title: 'Again, some day', x_kind: 'repeat' })
  await boris.post('/deals', { title: 'Unknown' })
  await vera.post('/deals', { title: 'Of others', x_kind: 'new', amount: rub(7000) })
})
afterAll(() => app.close())

const rub = (amount: number) => ({ amount, currency: 'RUB' })
const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value))

interface Column {
  key: string | null
  stage: { id: string; name: string } | null
  filter: unknown
  count: number
  sums: unknown[]
  items: { id: string; title: string }[]
  nextCursor: string | null
}

async function boardOf(who: TestClient, rest: string): Promise<Column[]> {
  const reply = await who.get(`/board?entity=deal${rest}`)
  expect(reply.status).toBe(200)
  return reply.body.columns
}

const told = (columns: Column[]) =>
  columns.map(({ key, count, items }) => [key, count, items.map(({ title }) => title)])

describe('a board by a field', () => {
  it('is one answer: columns, counts, sums and the first cards of each', async () => {
    const columns = await boardOf(boris, '&by=x_kind&sum=amount&sort=amount&limit=2')
    expect(told(columns)).toEqual([
      ['new', 5, ['New 1', 'New 2']],
      ['repeat', 2, ['Again', 'Again, some day']],
      ['rare', 0, []],
      [null, 1, ['Unknown']],
    ])
    expect(columns[0]?.sums).toEqual([{ amount: 1500, currency: 'RUB' }])
    expect(columns.map(({ nextCursor }) => nextCursor === null)).toEqual([false, true, true, true])
  })

  it('goes on by the list, under the condition of the column', async () => {
    for (const sort of [
      'amount',
      '-amount',
      'closeOn',
      'owner',
      '-createdAt',
      'byHand',
      'company,-closeOn',
    ]) {
      const columns = await boardOf(boris, `&by=x_kind&limit=2&sort=${sort}`)
      for (const { filter, count, items, nextCursor } of columns) {
        const titles = items.map(({ title }) => title)
        let cursor = nextCursor
        while (cursor !== null) {
          const rest = `filter=${encoded(filter)}&sort=${sort}&limit=2&cursor=${encodeURIComponent(cursor)}`
          const { body } = await boris.get(`/deals?${rest}`)
          titles.push(...body.items.map(({ title }: { title: string }) => title))
          cursor = body.nextCursor
        }
        const whole = (await boris.get(`/deals?filter=${encoded(filter)}&sort=${sort}&limit=50`)).body.items
        expect([sort, titles]).toEqual([sort, whole.map(({ title }: { title: string }) => title)])
        expect(titles).toHaveLength(count)
      }
    }
  })

  it('puts what has no value of the order last, as a list does', async () => {
    const [, repeat] = await boardOf(boris, '&by=x_kind&sort=-closeOn&limit=1')
    expect(repeat?.items.map(({ title }) => title)).toEqual(['Again'])
    expect(repeat?.nextCursor).toEqual(expect.any(String))
  })

  it('shows, counts and adds up only what the asker may read', async () => {
    const [mine] = await boardOf(vera, '&by=x_kind&sum=amount')
    expect([mine?.count, mine?.items.length, mine?.sums]).toEqual([1, 1, [{ amount: 7000, currency: 'RUB' }]])
    const [all] = await boardOf(app.admin, '&by=x_kind')
    expect([all?.count, all?.items.length]).toEqual([6, 6])
  })

  it('keeps to the filter and the words of the list', async () => {
    const filter = encoded({ field: 'amount', op: 'gte', value: rub(300) })
    const [some] = await boardOf(boris, `&by=x_kind&sort=amount&filter=${filter}`)
    expect(some?.items.map(({ title }) => title)).toEqual(['New 3', 'New 4', 'New 5'])
    const found = await boardOf(boris, '&by=x_kind&q=Unknown')
    expect(found.map(({ items }) => items.length)).toEqual([0, 0, 0, 1])
  })

  it('reads the cards of twenty columns and says of the others that they wait', async () => {
    const { admin } = app
    const choices = Array.from({ length: 25 }, (_, n) => `c${n}`)
    await admin.post('/commands/field.create', {
      entity: 'product',
      name: 'x_many',
      type: 'choice',
      names: { en: 'Many' },
      options: { choices, names: { c0: { en: 'First' } } },
    })
    for (const choice of choices) await admin.post('/products', { name: choice, x_many: choice })
    const { columns } = (await admin.get('/board?entity=product&by=x_many')).body as { columns: Column[] }
    expect(columns.filter(({ items }) => items.length === 1)).toHaveLength(20)
    expect(columns.slice(20).map(({ count, nextCursor }) => [count, nextCursor])).toEqual(
      Array.from({ length: 5 }, () => [1, '']),
    )
  })

  it.each([
    ['&by=title', 'by'],
    ['&by=nothing', 'by'],
    ['&by=__proto__', 'by'],
    ['&by=owner&sum=title', 'sum'],
  ])('refuses %s by name', async (rest, field) => {
    const { body } = await app.admin.get(`/board?entity=deal${rest}`)
    expect(body).toMatchObject({ status: 422, problems: [{ field }] })
  })

  it('refuses a noun there is not, a board of nothing and an order there is not', async () => {
    const noun = await app.admin.get('/board?entity=moon&by=owner')
    expect(noun.body).toMatchObject({ status: 422, problems: [{ field: 'entity' }] })
    const nothing = await app.admin.get('/board?entity=company')
    expect(nothing.body).toMatchObject({ status: 422, problems: [{ field: 'by' }] })
    const order = await app.admin.get('/board?entity=deal&by=owner&sort=moon')
    expect(order.body).toMatchObject({ status: 400, code: 'input.bad-filter' })
  })
})

describe('a board of stages', () => {
  it('holds open deals by what is due, or in another order', async () => {
    const [first] = await boardOf(boris, '')
    expect(first?.stage?.id).toBe(first?.key)
    expect(first?.count).toBe(8)
    const [dearest] = await boardOf(boris, '&sort=-amount&limit=2')
    expect(dearest?.items.map(({ title }) => title)).toEqual(['New 5', 'New 4'])
    expect(dearest?.sums).toEqual([{ amount: 1500, currency: 'RUB' }])
    const lost = first?.items.find(({ title }) => title === 'Unknown')?.id
    await boris.post('/commands/work.lose', { entity: 'deal', id: lost, reason: 'No money' })
    expect((await boardOf(boris, ''))[0]?.count).toBe(7)
  })
})
