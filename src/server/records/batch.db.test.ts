import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const send = (body: object, client: TestClient = app.admin) => client.post('/commands/records.batch', body)
const create = (values: object, more: object = {}) => ({ op: 'create', values, ...more })
const namesOf = async (table: string, like: string) =>
  (
    await app.rows<{ name: string }>(`select name from ${table} where name like $1 and deleted_at is null`, [
      like,
    ])
  )
    .map(({ name }) => name)
    .sort()

describe('a batch', () => {
  it('writes what is right and names what is wrong by place and field', async () => {
    const items = [
      create({ name: 'Batch A', email: 'a@batch.example' }),
      create({ name: 'Batch B', email: 'no address' }),
      create({ email: 'c@batch.example' }),
      create({ name: 'Batch D', company: '00000000-0000-7000-8000-000000000000' }),
      create({ name: 'Batch E', nextStep: 'x' }),
      create({ name: 'Batch F' }),
    ]
    const { status, body } = await send({ entity: 'contact', items })
    expect(status).toBe(200)
    expect(body.done).toBe(2)
    expect(body.items.map(({ index, result }: never) => [index, result])).toEqual([
      [0, 'created'],
      [5, 'created'],
    ])
    expect(
      body.failed.map(
        ({ index, code, problems }: { index: number; code: string; problems: { field: string }[] }) => [
          index,
          code,
          problems.map(({ field }) => field),
        ],
      ),
    ).toEqual([
      [1, 'input.invalid', ['email']],
      [2, 'input.invalid', ['name']],
      [3, 'input.invalid', ['company']],
      [4, 'input.invalid', ['nextStep']],
    ])
    expect(await namesOf('contacts', 'Batch %')).toEqual(['Batch A', 'Batch F'])
  })

  it('all or nothing leaves nothing when one item is wrong', async () => {
    const items = [create({ name: 'Atomic A' }), create({ name: 'Atomic B', email: 'no address' })]
    const refused = await send({ entity: 'contact', atomic: true, items })
    expect(refused.body).toMatchObject({
      status: 422,
      code: 'batch.refused',
      params: { failed: 1 },
      problems: [{ field: 'items.1.email' }],
    })
    expect(await namesOf('contacts', 'Atomic %')).toEqual([])
    expect(
      await app.rows(`select from events where kind = 'contact.created' and data::text like '%Atomic%'`),
    ).toEqual([])
    const written = await send({ entity: 'contact', atomic: true, items: [items[0]] })
    expect(written.body).toMatchObject({ done: 1, failed: [] })
  })

  it('finds the few that a unique index refuses among many', async () => {
    await app.admin.post('/products', { name: 'Taken 3' })
    await app.admin.post('/products', { name: 'Taken 7' })
    const items = Array.from({ length: 10 }, (_, n) => create({ name: `taken ${n}` }))
    const { body } = await send({ entity: 'product', items })
    expect(body.done).toBe(8)
    expect(body.failed.map(({ index, code }: never) => [index, code])).toEqual([
      [3, 'record.duplicate'],
      [7, 'record.duplicate'],
    ])
  })

  it('creates, changes and deletes in the order it is told', async () => {
    const { id, version } = (await app.admin.post('/companies', { name: 'Kept' })).body.item
    const gone = (await app.admin.post('/companies', { name: 'Gone' })).body.item.id
    const { body } = await send({
      entity: 'company',
      items: [
        create({ name: 'Child', parent: id }),
        { op: 'update', id, version, changes: { city: 'Perm' } },
        { op: 'update', id, version, changes: { city: 'Kazan' } },
        { op: 'delete', id: gone },
        { op: 'update', id: gone, changes: { city: 'Perm' } },
      ],
    })
    expect(body.items.map(({ index, result }: never) => [index, result])).toEqual([
      [0, 'created'],
      [1, 'updated'],
      [3, 'deleted'],
    ])
    // The second change saw a version that the first has made old.
    expect(body.failed.map(({ index, code }: never) => [index, code])).toEqual([
      [2, 'record.conflict'],
      [4, 'record.not-found'],
    ])
    expect((await app.admin.get(`/companies/${id}`)).body.item.city).toBe('Perm')
  })

  it('gives every new lead its next step, as one lead gets it', async () => {
    const dueAt = '2031-05-06T09:00:00.000Z'
    const items = Array.from({ length: 20 }, (_, n) =>
      create({ name: `Stepped ${n}` }, { nextStep: { dueAt } }),
    )
    const { body } = await send({ entity: 'lead', items })
    expect(body.done).toBe(20)
    const { items: found } = (await app.admin.get('/leads?q=Stepped&limit=50')).body
    expect(found).toHaveLength(20)
    expect(new Set(found.map(({ step }: { step: { dueAt: string } }) => step.dueAt))).toEqual(
      new Set([dueAt]),
    )
  })

  it('is taken back as a whole', async () => {
    const items = Array.from({ length: 3 }, (_, n) => create({ name: `Undone ${n}` }))
    const { body } = await send({ entity: 'company', items })
    expect((await app.admin.post('/commands/records.undo', { event: body.event })).status).toBe(200)
    expect(await namesOf('companies', 'Undone %')).toEqual([])
  })

  it('is done once under one key', async () => {
    const headers = { 'idempotency-key': 'batch-once' }
    const ask = () =>
      app.admin.post(
        '/commands/records.batch',
        { entity: 'company', items: [create({ name: 'Once' })] },
        headers,
      )
    const [first, second] = [await ask(), await ask()]
    expect(second.body).toEqual(first.body)
    expect(await namesOf('companies', 'Once')).toEqual(['Once'])
  })

  it('keeps to the rights of whoever asks, item by item', async () => {
    const [manager, colleague] = [await app.signIn('sales_manager'), await app.signIn('sales_manager')]
    const own = (await manager.post('/deals', { title: 'Mine' })).body.item.id
    const other = (await colleague.post('/deals', { title: 'Theirs' })).body.item.id
    const items = [own, other].map((id) => ({ op: 'update', id, changes: { source: 'fair' } }))
    const { body } = await send({ entity: 'deal', items }, manager)
    expect(body.items.map(({ index }: never) => index)).toEqual([0])
    expect(body.failed).toMatchObject([{ index: 1, code: 'record.not-found' }])
    const analyst = await app.signIn('analyst')
    expect(
      (await send({ entity: 'deal', items: [create({ title: 'No' })] }, analyst)).body.failed,
    ).toMatchObject([{ index: 0, code: 'access.denied', params: { right: 'deal:create' } }])
  })

  it.each([
    ['no items', { entity: 'lead', items: [] }, 'items'],
    [
      '501 items',
      { entity: 'lead', items: Array.from({ length: 501 }, () => create({ name: 'X' })) },
      'items',
    ],
    ['a kind there is not', { entity: 'constructor', items: [create({})] }, 'entity'],
    ['a kind only verbs write', { entity: 'step', items: [create({})] }, 'entity'],
    ['an act there is not', { entity: 'lead', items: [{ op: 'drop' }] }, 'items.0.op'],
  ])('of %s is refused', async (_what, body, field) => {
    const reply = await send(body)
    expect([reply.status, reply.body.problems[0].field]).toEqual([422, field])
  })

  it('of the most items takes as few statements as one item, nearly', async () => {
    const items = Array.from({ length: 500 }, (_, n) =>
      create({ name: `Many ${n}`, email: `many${n}@example.com` }),
    )
    const before = await statements()
    expect((await send({ entity: 'contact', items })).body.done).toBe(500)
    expect((await statements()) - before).toBeLessThan(40)
  })
})

/** Statements this test's database has been sent, as the pool of the app counts them. */
async function statements(): Promise<number> {
  return sent
}

let sent = 0
beforeAll(() => {
  const { pool } = app.services
  pool.on('acquire', (client) => {
    const counted = client as typeof client & { isCounted?: boolean }
    if (counted.isCounted) return
    counted.isCounted = true
    const query = client.query.bind(client)
    client.query = ((...given: Parameters<typeof query>) => {
      sent++
      return query(...given)
    }) as typeof client.query
  })
})
