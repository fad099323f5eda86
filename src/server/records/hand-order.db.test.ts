import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let boris: TestClient
let vera: TestClient
let ids: Record<string, string>

beforeAll(async () => {
  app = await startTestApp()
  const north = (await app.admin.post('/teams', { name: 'North' })).body.item.id
  const south = (await app.admin.post('/teams', { name: 'South' })).body.item.id
  boris = await app.signIn('sales_manager', { name: 'Boris', team: north })
  vera = await app.signIn('sales_manager', { name: 'Vera', team: south })
})
afterAll(() => app.close())

beforeEach(async () => {
  ids = {}
  for (const title of ['A', 'B', 'C', 'D']) ids[title] = (await boris.post('/deals', { title })).body.item.id
})

const place = (who: TestClient, moved: string, side: 'before' | 'after', beside: string) =>
  who.post('/commands/records.place', {
    entity: 'deal',
    id: ids[moved] ?? moved,
    side,
    beside: ids[beside] ?? beside,
  })

async function order(who: TestClient = boris): Promise<string> {
  const filter = encodeURIComponent(JSON.stringify({ field: 'id', op: 'in', value: Object.values(ids) }))
  const list = (await who.get(`/deals?sort=byHand&filter=${filter}`)).body.items
  const board = (await who.get(`/board?entity=deal&sort=byHand&filter=${filter}`)).body.columns
  const titles = (items: { title: string }[]) => items.map(({ title }) => title).join('')
  const [cards] = board.map(({ items }: { items: { title: string }[] }) => titles(items)).filter(Boolean)
  expect(cards).toBe(titles(list))
  return titles(list)
}

describe('the order made by hand', () => {
  it('begins with the order in which records were created', async () => {
    expect(await order()).toBe('ABCD')
    const back = (await boris.get('/deals?sort=-byHand&limit=4')).body.items
    expect(back.map(({ title }: { title: string }) => title).join('')).toBe('DCBA')
  })

  it('puts a record before or after another one, for everybody', async () => {
    expect((await place(boris, 'D', 'before', 'B')).status).toBe(200)
    expect(await order()).toBe('ADBC')
    await place(boris, 'A', 'after', 'C')
    expect(await order()).toBe('DBCA')
    expect(await order(app.admin)).toBe('DBCA')
    await place(boris, 'D', 'after', 'D')
    expect(await order()).toBe('DBCA')
  })

  it('writes the moved record alone and leaves its version, its date and its history as they were', async () => {
    const rows = () =>
      app.rows<{ title: string; version: number; updated_at: Date; hand_rank: string | null }>(
        'select title, version, updated_at, hand_rank from deals where id = any($1) order by title',
        [Object.values(ids)],
      )
    const events = async () => (await app.rows<{ n: number }>('select count(*)::int as n from events'))[0]?.n
    const [before, told] = [await rows(), await events()]
    await place(boris, 'D', 'before', 'A')
    const after = await rows()
    expect(after.map(({ hand_rank, ...rest }) => rest)).toEqual(before.map(({ hand_rank, ...rest }) => rest))
    expect(after.map(({ hand_rank }) => hand_rank === null)).toEqual([true, true, true, false])
    expect(await events()).toBe(told)
  })

  it('does not stand in the way of taking back an edit, nor is it taken back with it', async () => {
    const edit = await boris.patch(`/deals/${ids.A}`, { version: null, changes: { source: 'Site' } })
    await place(boris, 'A', 'after', 'D')
    expect((await boris.post('/commands/records.undo', { event: edit.body.event })).status).toBe(200)
    expect((await boris.get(`/deals/${ids.A}`)).body.item.source).toBeNull()
    expect(await order()).toBe('BCDA')
  })

  it('makes room where there is none, and keeps the order', async () => {
    const ranks = { A: `${'z'.repeat(63)}1`, B: `${'z'.repeat(63)}2`, C: `${'z'.repeat(63)}2`, D: 'zzzzz' }
    for (const [title, rank] of Object.entries(ranks))
      await app.rows('update deals set hand_rank = $2 where id = $1', [ids[title], rank])
    const start = await order()
    expect(start.endsWith('D')).toBe(false)
    await place(boris, 'D', 'after', 'A')
    expect(await order()).toBe('ADBC')
    const long = await app.rows<{ n: number }>('select max(length(hand_rank)) as n from deals')
    expect(long[0]?.n).toBeLessThanOrEqual(64)
  })

  it('asks for the right to change the record and for sight of the other one', async () => {
    const others = (await vera.post('/deals', { title: 'Of others' })).body.item.id
    expect((await place(vera, ids.A!, 'before', others)).body.code).toBe('record.not-found')
    expect((await place(boris, 'A', 'before', others)).body).toMatchObject({
      status: 422,
      problems: [{ field: 'beside' }],
    })
    const analyst = await app.signIn('analyst')
    expect((await place(analyst, 'A', 'before', 'B')).status).toBe(403)
    const steps = await boris.post('/commands/records.place', {
      entity: 'tag',
      id: ids.A,
      side: 'before',
      beside: ids.B,
    })
    expect(steps.body).toMatchObject({ status: 422, problems: [{ field: 'entity' }] })
    expect(await order()).toBe('ABCD')
  })

  it('is kept by objects of one’s own', async () => {
    await app.admin.post('/commands/object.create', {
      name: 'x_crate',
      one: { en: 'Crate' },
      many: { en: 'Crates' },
    })
    const crates: string[] = []
    for (const name of ['One', 'Two', 'Three'])
      crates.push((await app.admin.post('/x_crate', { name })).body.item.id)
    const reply = await app.admin.post('/commands/records.place', {
      entity: 'x_crate',
      id: crates[2],
      side: 'before',
      beside: crates[0],
    })
    expect(reply.status).toBe(200)
    const { items } = (await app.admin.get('/x_crate?sort=byHand')).body
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['Three', 'One', 'Two'])
  })
})

it('many who order cards at once lose none and leave one order for all', async () => {
  const titles = Array.from({ length: 12 }, (_, n) => String.fromCharCode(97 + n))
  ids = {}
  for (const title of titles) ids[title] = (await boris.post('/deals', { title })).body.item.id
  const someone = (n: number) => (n % 2 ? boris : app.admin)
  const statuses = new Set<number>()
  for (let wave = 0; wave < 6; wave++) {
    // Twelve at a time, who try again where there is too much of a crowd, all crowding around the same three cards, while others edit them.
    const moves = titles.map((_, n) =>
      persistently(() =>
        place(someone(n), titles[(n * 7 + wave) % 12]!, n % 2 ? 'before' : 'after', titles[n % 3]!),
      ),
    )
    const edits = titles
      .slice(0, 3)
      .map((title, n) =>
        persistently(() =>
          someone(n).patch(`/deals/${ids[title]}`, { version: null, changes: { source: `Edit ${wave}` } }),
        ),
      )
    for (const { status } of await Promise.all([...moves, ...edits])) statuses.add(status)
  }
  expect([...statuses]).toEqual([200])
  const seen = await order()
  expect([...seen].sort()).toEqual(titles)
  expect(await order(app.admin)).toBe(seen)
  const same = await app.rows(
    'select hand_rank from deals where hand_rank is not null group by 1 having count(*) > 1',
  )
  expect(same).toEqual([])
})

/** Asks again as long as the answer is that others are in the way: the wait for a lock is bounded. */
async function persistently<Reply extends Awaited<ReturnType<TestClient['post']>>>(
  ask: () => Promise<Reply>,
): Promise<Reply> {
  for (;;) {
    const reply = await ask()
    const isBusy = reply.status === 409 && reply.body.code === 'record.busy'
    if (reply.status !== 503 && !isBusy) return reply
  }
}
