import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import type { Change } from '../../kernel/commands/changes.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const ask = async (after: string, client: TestClient = app.admin, more = '') =>
  (await client.get(`/changes?after=${after}${more}`)).body
/** The place behind the last change; other tests of this server must have no transaction open just then. */
async function now(client: TestClient = app.admin): Promise<string> {
  await stillness()
  return (await client.get('/changes')).body.cursor
}
const stillness = () => expect.poll(() => isStill()).toBe(true)
async function isStill(): Promise<boolean> {
  const { rows } = await app.services.pool.query(
    'select pg_snapshot_xmin(s) = pg_snapshot_xmax(s) as still from pg_current_snapshot() s',
  )
  return rows[0].still
}
/** What is told after a place, as soon as there are so many. */
async function heard(after: string, count: number, client: TestClient = app.admin) {
  await expect.poll(async () => (await ask(after, client)).items.length).toBe(count)
  return ask(after, client)
}
const kinds = (page: { items: Change[] }) => page.items.map(({ kind, record }) => `${kind} ${record}`)

/** Everything after a place, page by page. */
async function all(after: string, limit: number, client = app.admin): Promise<Change[]> {
  const found: Change[] = []
  let cursor = after
  for (let more = true; more; ) {
    const page = await ask(cursor, client, `&limit=${limit}`)
    found.push(...page.items)
    cursor = page.cursor
    more = page.more
  }
  return found
}

describe('the changes', () => {
  it('are told from a place on, with who did what', async () => {
    const cursor = await now()
    const { item, event } = (await app.admin.post('/companies', { name: 'Told' })).body
    await app.admin.patch(`/companies/${item.id}`, { version: 1, changes: { city: 'Perm' } })
    const page = await heard(cursor, 2)
    expect(kinds(page)).toEqual([`company.created ${item.id}`, `company.updated ${item.id}`])
    expect(page.items[0]).toMatchObject({ entity: 'company', actor: app.admin.userId, via: null, event })
    expect(page.items[1].data.changes).toEqual({ city: [null, 'Perm'] })
    expect(await ask(page.cursor)).toEqual({ items: [], cursor: page.cursor, more: false })
  })

  it('say what was done by a key', async () => {
    const { key } = (await app.admin.post('/commands/apiKey.create', { name: 'Program' })).body
    const cursor = await now()
    await app.inject('POST', '/companies', {
      payload: { name: 'By key' },
      headers: { authorization: `Bearer ${key}` },
    })
    expect((await heard(cursor, 1)).items).toMatchObject([{ via: 'api', actor: app.admin.userId }])
  })

  it('may be asked for from the very first, in pages of any size, and by kind of record', async () => {
    await app.admin.post('/contacts', { name: 'Somebody' })
    await stillness()
    const whole = await all('start', 1000)
    expect(whole.length).toBeGreaterThan(3)
    expect(await all('start', 1)).toEqual(whole)
    expect(await all('start', 3)).toEqual(whole)
    const contacts = (await ask('start', app.admin, '&entities=contact,lead&limit=1000')).items
    expect(contacts).toEqual(whole.filter(({ entity }) => entity === 'contact'))
  })

  it('wait for a transaction that began earlier and ends later', async () => {
    const cursor = await now()
    const slow = await app.services.pool.connect()
    try {
      const early = uuidv7()
      await slow.query(`begin; set local search_path to ${app.workspace.schema}, public`)
      await slow.query(
        `insert into events (id, act_id, at, kind, entity, record_id, data)
         values ($1, $1, now(), 'company.created', 'company', $1, '{}')`,
        [early],
      )
      const fast = (await app.admin.post('/companies', { name: 'Fast' })).body.item.id
      // The later of the two is committed; telling it now would leave the earlier one behind the cursor for good.
      const meanwhile = await ask(cursor)
      expect(kinds(meanwhile)).toEqual([])
      await slow.query('commit')
      expect(kinds(await heard(meanwhile.cursor, 2))).toEqual([
        `company.created ${early}`,
        `company.created ${fast}`,
      ])
    } finally {
      slow.release()
    }
  })

  it('are all told once to a reader who asks while many write', async () => {
    const cursor = await now()
    const writers = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        const made: string[] = []
        for (let n = 0; n < 12; n++) {
          const items = Array.from({ length: 1 + (n % 3) }, (_, of) => ({
            op: 'create',
            values: { name: `Writer ${writer} ${n} ${of}` },
          }))
          const reply = await app.admin.post('/commands/records.batch', { entity: 'company', items })
          made.push(...reply.body.items.map(({ id }: { id: string }) => id))
        }
        return made
      }),
    )
    const records: string[] = []
    let place = cursor
    const listen = async () => {
      const page = await ask(place, app.admin, '&limit=7')
      records.push(...page.items.map(({ record }: Change) => record))
      place = page.cursor
      return records.length
    }
    await expect.poll(listen, { interval: 1, timeout: 30_000 }).toBe(8 * 24)
    expect(records.toSorted()).toEqual((await writers).flat().toSorted())
  })

  it('name no record one may not see', async () => {
    const [manager, colleague] = [await app.signIn('sales_manager'), await app.signIn('sales_manager')]
    const cursor = await now()
    const own = (await manager.post('/deals', { title: 'Mine' })).body.item.id
    const other = (await colleague.post('/deals', { title: 'Theirs' })).body.item.id
    await colleague.post('/notes', { text: 'Secret', deal: other })
    await colleague.post('/views', { name: 'Private', entity: 'deal', config: {} })
    await app.admin.delete(`/deals/${other}`)
    expect(kinds(await heard(cursor, 4))).toContain(`deal.created ${other}`)
    expect(kinds(await ask(cursor, manager))).toEqual([`deal.created ${own}`])
    const key = (await app.admin.post('/commands/apiKey.create', { name: 'K', scopes: { lead: 'read' } }))
      .body.key
    const byKey = await app.inject('GET', `/changes?after=${cursor}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    expect(byKey.body.items).toEqual([])
  })

  it('are told of a deleted record to whoever saw it', async () => {
    const manager = await app.signIn('sales_manager')
    const { id } = (await app.admin.post('/companies', { name: 'Deleted' })).body.item
    const cursor = await now(manager)
    await app.admin.delete(`/companies/${id}`)
    expect(kinds(await heard(cursor, 1, manager))).toEqual([`company.deleted ${id}`])
  })

  it('refuse a place that is none', async () => {
    const place = (text: string) => Buffer.from(text).toString('base64url')
    const mine = Buffer.from(await now(), 'base64url')
      .toString()
      .split(' ')
    const id = mine[2]!
    for (const cursor of [
      'x',
      place(''),
      place(`${mine[0]} 1 x`),
      place(`${mine[0]} ${'9'.repeat(20)} ${id}`),
    ])
      expect([cursor, (await ask(cursor)).code]).toEqual([cursor, 'input.bad-cursor'])
    for (const cursor of [place(`${mine[0]} 9999999999999 ${id}`), place(`abc ${mine[1]} ${id}`)])
      expect([cursor, (await ask(cursor)).code]).toEqual([cursor, 'changes.cursor-lost'])
  })
})
