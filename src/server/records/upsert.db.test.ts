import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  startTestApp,
  type TestApp,
  type TestClient,
  type TestReply,
} from '../../../tests/helpers/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const send = (body: object, client: TestClient = app.admin) => client.post('/commands/records.upsert', body)
const resultsOf = ({ body }: { body: { items: { index: number; result: string }[] } }) =>
  body.items.map(({ index, result }) => [index, result])

describe('an upsert', () => {
  it('creates by a foreign id, then changes, then finds nothing to change', async () => {
    const ask = (city: string) =>
      send({ entity: 'company', by: 'externalId', items: [{ key: 'erp-1', values: { name: 'Erp', city } }] })
    expect(resultsOf(await ask('Perm'))).toEqual([[0, 'created']])
    expect(resultsOf(await ask('Kazan'))).toEqual([[0, 'updated']])
    const third = await ask('Kazan')
    expect(resultsOf(third)).toEqual([[0, 'unchanged']])
    const item = (await app.admin.get(`/companies/${third.body.items[0].id}`)).body.item
    expect(item).toMatchObject({ name: 'Erp', city: 'Kazan', externalId: 'erp-1', version: 2 })
  })

  it('finds a contact by an address of the identity table, whatever its case', async () => {
    const { id } = (await app.admin.post('/contacts', { name: 'Known', email: 'known@example.com' })).body
      .item
    const reply = await send({
      entity: 'contact',
      by: 'email',
      items: [
        { key: 'Known@Example.COM', values: { jobTitle: 'Director' } },
        { key: 'new@example.com', values: { name: 'New' } },
        { key: 'nameless@example.com', values: {} },
        { key: 'not an address', values: { name: 'X' } },
        { key: 'NEW@example.com', values: { name: 'Twice' } },
      ],
    })
    expect(resultsOf(reply)).toEqual([
      [0, 'updated'],
      [1, 'created'],
    ])
    expect(reply.body.items[0].id).toBe(id)
    expect(
      reply.body.failed.map(
        ({ index, problems }: { index: number; problems: { field: string; error: string }[] }) => [
          index,
          problems[0]?.field,
          problems[0]?.error,
        ],
      ),
    ).toEqual([
      [2, 'name', 'value.required'],
      [3, 'key', 'value.invalid'],
      [4, 'key', 'value.repeated'],
    ])
  })

  it('finds a unique name as people compare it', async () => {
    const { id } = (await app.admin.post('/products', { name: 'Ёлка' })).body.item
    const reply = await send({
      entity: 'product',
      by: 'name',
      items: [{ key: 'елка', values: { sku: 'E-1' } }],
    })
    expect(reply.body.items).toMatchObject([{ id, result: 'updated' }])
  })

  it('sixteen at once make one record of each key', async () => {
    const items = Array.from({ length: 5 }, (_, n) => ({ key: `race-${n}`, values: { name: `Race ${n}` } }))
    const replies = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        insist({ entity: 'company', by: 'externalId', items: n % 2 ? items : items.toReversed() }),
      ),
    )
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
    const rows = await app.rows(`select external_id from companies where external_id like 'race-%'`)
    expect(rows).toHaveLength(5)
    const created = replies.flatMap(resultsOf).filter(([, result]) => result === 'created')
    expect(created).toHaveLength(5)
  })

  it('meets a record made meanwhile by another way', async () => {
    const client = await app.services.pool.connect()
    try {
      await client.query(`begin; set local search_path to ${app.workspace.schema}, public`)
      await client.query(
        `insert into products (id, name, created_at, updated_at) values (gen_random_uuid(), 'Meanwhile', now(), now())`,
      )
      const asked = send({
        entity: 'product',
        by: 'name',
        items: [{ key: 'Meanwhile', values: { sku: 'M' } }],
      })
      // It waits for the index entry that is not committed yet.
      await expect
        .poll(async () => (await app.rows(`select from pg_locks where not granted`)).length)
        .toBeGreaterThan(0)
      await client.query('commit')
      expect(resultsOf(await asked)).toEqual([[0, 'updated']])
    } finally {
      client.release()
    }
  })

  it('refuses a key that several have, or one hidden from whoever asks', async () => {
    for (const name of ['One', 'Two']) await app.admin.post('/companies', { name, externalId: 'shared' })
    const several = await send({
      entity: 'company',
      by: 'externalId',
      items: [{ key: 'shared', values: {} }],
    })
    expect(several.body.failed).toMatchObject([{ code: 'record.duplicate', params: { count: 2 } }])

    await app.admin.post('/deals', { title: 'Hidden', externalId: 'hidden' })
    const manager = await app.signIn('sales_manager')
    const hidden = await send(
      { entity: 'deal', by: 'externalId', items: [{ key: 'hidden', values: { title: 'Mine now' } }] },
      manager,
    )
    expect(hidden.body.failed).toMatchObject([{ code: 'record.duplicate', params: {} }])
    const rows = await app.rows<{ title: string }>(`select title from deals where external_id = 'hidden'`)
    expect(rows).toEqual([{ title: 'Hidden' }])
  })

  it('makes another record when the one with the key lies in the bin', async () => {
    const items = [{ key: 'binned', values: { name: 'Binned' } }]
    const first = (await send({ entity: 'company', by: 'externalId', items })).body.items[0].id
    await app.admin.delete(`/companies/${first}`)
    const again = await send({ entity: 'company', by: 'externalId', items })
    expect(resultsOf(again)).toEqual([[0, 'created']])
  })

  it('all or nothing leaves nothing when one key is wrong', async () => {
    const items = [
      { key: 'all-1', values: { name: 'All' } },
      { key: 'all-2', values: { name: '' } },
    ]
    const reply = await send({ entity: 'company', by: 'externalId', atomic: true, items })
    expect(reply.body).toMatchObject({ code: 'batch.refused', problems: [{ field: 'items.1.name' }] })
    expect(await app.rows(`select from companies where external_id like 'all-%'`)).toEqual([])
  })

  it.each(['name', 'city', 'constructor', 'owner', 'id', 'createdAt'])(
    'by %s of a company is refused: it is no key',
    async (by) => {
      const reply = await send({ entity: 'company', by, items: [{ key: 'x', values: {} }] })
      expect(reply.body).toMatchObject({
        status: 422,
        problems: [{ field: 'by', error: 'value.not-a-choice' }],
      })
    },
  )
})

/** Comes back as long as the server asks to: of sixteen at once some may have to. */
async function insist(body: object): Promise<TestReply> {
  const reply = await send(body)
  return reply.body.code === 'server.busy' ? insist(body) : reply
}
