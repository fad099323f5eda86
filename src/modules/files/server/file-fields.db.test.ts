import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attach, fileForm } from '../../../../tests/helpers/files.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../../server/jobs/housekeeping.ts'

let app: TestApp
let time = Date.now()
let contract: string
let boat: string
let papers: string

beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(time) })
  const made = await app.admin.post('/commands/object.create', { one: { en: 'Boat' }, many: { en: 'Boats' } })
  boat = made.body.name
  contract = await fieldOf('deal', 'Contract')
  papers = await fieldOf(boat, 'Papers')
})
afterAll(() => app.close())

async function fieldOf(entity: string, en: string): Promise<string> {
  const { status, body } = await app.admin.post('/commands/field.create', {
    entity,
    type: 'file',
    names: { en },
  })
  expect([status, body.problems]).toEqual([200, undefined])
  return body.name
}

interface Sent {
  entity?: string
  field?: string
  client?: TestClient
  on?: TestApp
}

async function send(name: string, { entity = 'deal', field = contract, client, on = app }: Sent = {}) {
  const { payload, headers } = fileForm(`bytes of ${name} ${uuidv7()}`, name)
  const { cookie } = client ?? on.admin
  return on.inject('POST', `/files?entity=${entity}&field=${field}`, {
    payload,
    headers: { ...headers, cookie, origin: on.services.config.baseUrl, 'idempotency-key': uuidv7() },
  })
}

async function sent(name: string, given: Sent = {}): Promise<string> {
  const { status, body } = await send(name, given)
  expect([status, body.problems]).toEqual([201, undefined])
  return body.item.id
}

async function dealWith(file: string | null, client: TestClient = app.admin): Promise<string> {
  const { status, body } = await client.post('/deals', { title: `Deal ${uuidv7()}`, [contract]: file })
  expect([status, body.problems]).toEqual([201, undefined])
  return body.item.id
}

const put = (deal: string, file: string | null) =>
  app.admin.patch(`/deals/${deal}`, { version: null, changes: { [contract]: file } })

const read = async (id: string, client: TestClient = app.admin) =>
  (
    await app.app.inject({
      method: 'GET',
      url: `/api/v1/files/${id}/content`,
      headers: { host: 'localhost:3000', cookie: client.cookie },
    })
  ).statusCode

describe('a field that holds a file', () => {
  it('takes what was sent for it, with a new record and with one there is', async () => {
    const file = await sent('offer.txt')
    const made = await app.admin.post('/deals', { title: 'With an offer', [contract]: file })
    expect(made.body.item[contract]).toBe(file)
    expect(made.body.titles[file]).toBe('offer.txt')
    const { body } = await app.admin.get(`/files/${file}`)
    expect(body.item).toMatchObject({ deal: made.body.item.id, inField: `deal.${contract}` })
    expect(await read(file)).toBe(200)

    const deal = await dealWith(null)
    const changed = await put(deal, await sent('other.txt'))
    expect([changed.status, Object.values(changed.body.titles)]).toEqual([
      200,
      expect.arrayContaining(['other.txt']),
    ])
  })

  it('takes a file that hangs on the record', async () => {
    const deal = await dealWith(null)
    const { body } = await attach(app, app.admin, { to: { entity: 'deal', id: deal }, content: 'a' })
    expect((await put(deal, body.item.id)).status).toBe(200)
    expect((await app.admin.get(`/files/${body.item.id}`)).body.item.inField).toBe(`deal.${contract}`)
  })

  it('lets another one take its place, and undo brings the former back', async () => {
    const [first, second] = [await sent('first.txt'), await sent('second.txt')]
    const deal = await dealWith(first)
    const { body } = await put(deal, second)
    expect([await read(first), await read(second)]).toEqual([404, 200])
    expect((await app.admin.post('/commands/records.undo', { event: body.event })).status).toBe(200)
    expect((await app.admin.get(`/deals/${deal}`)).body.item[contract]).toBe(first)
    expect(await read(first)).toBe(200)

    const emptied = await put(deal, null)
    expect(emptied.body.item[contract]).toBeNull()
    expect(await read(first)).toBe(404)
    const told = await app.admin.get(`/timeline?entity=deal&record=${deal}`)
    expect(told.body.items[0].data.changes[contract]).toEqual([first, null])
    expect(told.body.titles[first]).toBe('first.txt')
    await app.admin.post('/commands/records.undo', { event: emptied.body.event })
    expect(await read(first)).toBe(200)
  })

  it('refuses, by its name, what belongs to something else', async () => {
    const deal = await dealWith(null)
    const taken = await sent('taken.txt')
    await dealWith(taken)
    const second = await fieldOf('deal', 'Second')
    const { body: elsewhere } = await attach(app, app.admin, {
      to: { entity: 'deal', id: await dealWith(null) },
      content: 'a',
    })
    const { body: note } = await app.admin.post('/notes', { text: 'See', deal })
    const { body: noted } = await attach(app, app.admin, {
      to: { entity: 'note', id: note.item.id },
      content: 'a',
    })
    const others = [
      taken,
      await sent('for another field.txt', { field: second }),
      elsewhere.item.id,
      noted.item.id,
    ]
    for (const file of others) {
      const { status, body } = await put(deal, file)
      expect([status, body.problems]).toEqual([422, [{ field: contract, error: 'value.file-elsewhere' }]])
    }
    const many = {
      entity: 'deal',
      ids: [deal, await dealWith(null)],
      changes: { [contract]: await sent('one.txt') },
    }
    const { body } = await app.admin.post('/commands/records.updateMany', many)
    expect(body.failed).toHaveLength(1)
  })

  it('refuses what is not there for the writer', async () => {
    const deal = await dealWith(null)
    const colleague = await app.signIn('sales_manager')
    const other = await startTestApp()
    try {
      const made = await other.admin.post('/commands/field.create', {
        ...{ entity: 'deal', type: 'file', names: { en: 'Contract' } },
      })
      const strangers = [
        uuidv7(),
        await sent('of a colleague.txt', { client: colleague }),
        await sent('of a stranger.txt', { field: made.body.name, on: other }),
      ]
      for (const file of strangers) {
        expect((await put(deal, file)).body.problems).toMatchObject([
          { field: contract, error: 'value.not-found' },
        ])
        expect(await read(file)).toBe(404)
      }
    } finally {
      await other.close()
    }
  })

  it.each([
    [{ field: 'title' }, 'field'],
    [{ field: 'x_nothing' }, 'field'],
    [{ entity: 'pipeline' }, 'field'],
    [{ entity: '__proto__' }, 'entity'],
  ])('nothing is sent for %j', async (given, field) => {
    const { status, body } = await send('a.txt', given)
    expect([status, body.problems?.[0]?.field]).toEqual([422, field])
  })

  it('is found by being filled and by what the file is called, and sorts nothing', async () => {
    const deal = await dealWith(await sent('Договор поставки.pdf'))
    const list = (filter: object, more = '') =>
      app.admin.get(`/deals?limit=200&filter=${encodeURIComponent(JSON.stringify(filter))}${more}`)
    const ids = async (filter: object) =>
      (await list(filter)).body.items.map(({ id }: { id: string }) => id) as string[]
    expect(await ids({ field: contract, op: 'notEmpty' })).toContain(deal)
    expect(await ids({ field: contract, op: 'empty' })).not.toContain(deal)
    expect(await ids({ field: `${contract}.name`, op: 'contains', value: 'договор' })).toEqual([deal])
    expect((await list({ field: contract, op: 'eq', value: deal })).status).toBe(400)
    expect((await app.admin.get(`/deals?sort=${contract}`)).status).toBe(400)
    expect((await app.admin.get(`/groups?entity=deal&by=${contract}`)).status).toBe(422)
    const { body } = await app.admin.get(`/deals/${deal}?expand=${contract}`)
    expect(Object.values(body.included)).toMatchObject([{ entity: 'file', name: 'Договор поставки.pdf' }])
  })

  it('keeps its file: that is taken off by emptying the field', async () => {
    const file = await sent('kept.txt')
    const deal = await dealWith(file)
    expect((await app.admin.post('/commands/file.remove', { id: file })).body.code).toBe('file.in-field')
    await put(deal, null)
    expect((await app.admin.post('/commands/file.remove', { id: file })).status).toBe(404)
  })

  it.each(['own object', 'product'])('goes with a record of an %s for good', async (kind) => {
    const entity = kind === 'product' ? 'product' : boat
    const table = kind === 'product' ? 'products' : boat
    const field = kind === 'product' ? await fieldOf('product', 'Drawing') : papers
    const [first, second] = [await sent('a.txt', { entity, field }), await sent('b.txt', { entity, field })]
    const made = await app.admin.post(`/${table}`, { name: 'Swan', [field]: first })
    expect(made.body.problems).toBeUndefined()
    const { id } = made.body.item
    await app.admin.patch(`/${table}/${id}`, { version: null, changes: { [field]: second } })
    expect(await read(second)).toBe(200)
    await app.admin.delete(`/${table}/${id}`)
    expect(await read(second)).toBe(404)
    const erased = await app.admin.post('/commands/bin.erase', { items: [{ entity, id }] })
    expect(erased.body.failed ?? []).toEqual([])
    expect(await app.rows('select 1 from files where id = any($1)', [[first, second]])).toEqual([])
  })

  it('goes with a deal for good', async () => {
    const file = await sent('gone.txt')
    const deal = await dealWith(file)
    await app.admin.delete(`/deals/${deal}`)
    await app.admin.post('/commands/bin.erase', { items: [{ entity: 'deal', id: deal }] })
    expect(await app.rows('select 1 from files where id = $1', [file])).toEqual([])
  })

  it('goes over when records are merged, and back when they are taken apart', async () => {
    const [one, other] = [await sent('one.txt'), await sent('other.txt')]
    const [survivor, loser] = [await dealWith(one), await dealWith(other)]
    const merged = await app.admin.post('/commands/records.merge', {
      ...{ entity: 'deal', survivor, others: [loser], values: { [contract]: loser } },
    })
    expect([merged.status, merged.body.problems]).toEqual([200, undefined])
    expect((await app.admin.get(`/deals/${survivor}`)).body.item[contract]).toBe(other)
    expect([await read(one), await read(other)]).toEqual([404, 200])
    const undone = await app.admin.post('/commands/records.undo', { event: merged.body.event })
    expect([undone.status, undone.body.problems]).toEqual([200, undefined])
    expect([await read(one), await read(other)]).toEqual([200, 200])
    expect((await app.admin.get(`/deals/${loser}`)).body.item[contract]).toBe(other)
  })
})

describe('records that are taken apart after somebody has gone on working', () => {
  const merge = async (survivor: string, loser: string) =>
    (
      await app.admin.post('/commands/records.merge', {
        ...{ entity: 'deal', survivor, others: [loser], values: { [contract]: loser } },
      })
    ).body.event as string
  const unmerge = (event: string) => app.admin.post('/commands/records.unmerge', { event })
  const holds = async (deal: string) => {
    const { body } = await app.admin.get(`/deals/${deal}`)
    const file = body.item[contract] as string
    const { body: found } = await app.admin.get(`/files/${file}`)
    return [file, found.item?.deal, await read(file)]
  }

  it('each have the file they had', async () => {
    const [one, other] = [await sent('one.txt'), await sent('other.txt')]
    const [survivor, loser] = [await dealWith(one), await dealWith(other)]
    const event = await merge(survivor, loser)
    await app.admin.patch(`/deals/${survivor}`, { version: null, changes: { title: 'Worked on' } })
    const taken = await unmerge(event)
    expect([taken.status, taken.body.kept]).toEqual([200, []])
    expect(await holds(survivor)).toEqual([one, survivor, 200])
    expect(await holds(loser)).toEqual([other, loser, 200])
    const again = await app.admin.post('/commands/records.undo', { event: taken.body.event })
    expect(again.status).toBe(404)
  })

  it('have theirs although another one has taken its place since', async () => {
    const [other, newer] = [await sent('other.txt'), await sent('newer.txt')]
    const [survivor, loser] = [await dealWith(null), await dealWith(other)]
    const event = await merge(survivor, loser)
    await put(survivor, newer)
    expect((await unmerge(event)).body.kept).toEqual([contract])
    expect(await holds(survivor)).toEqual([newer, survivor, 200])
    expect(await holds(loser)).toEqual([other, loser, 200])
  })

  it('of an own object, too', async () => {
    const files = [
      await sent('one.txt', { entity: boat, field: papers }),
      await sent('other.txt', { entity: boat, field: papers }),
    ]
    const made = await Promise.all(
      files.map((file) => app.admin.post(`/${boat}`, { name: 'Swan', [papers]: file })),
    )
    const [survivor, loser] = made.map(({ body }) => body.item.id as string)
    const merged = await app.admin.post('/commands/records.merge', {
      ...{ entity: boat, survivor, others: [loser], values: { [papers]: loser } },
    })
    await app.admin.patch(`/${boat}/${survivor}`, { version: null, changes: { name: 'Black Swan' } })
    expect((await unmerge(merged.body.event)).status).toBe(200)
    for (const [at, id] of [survivor, loser].entries()) {
      const { body } = await app.admin.get(`/${boat}/${id}`)
      expect([body.item[papers], await read(files[at]!)]).toEqual([files[at], 200])
      const { body: found } = await app.admin.get(`/files/${files[at]}`)
      expect(found.item.objectRecord).toBe(id)
    }
  })
})

it('what no record takes is gone after a day', async () => {
  const [file, taken] = [await sent('forgotten.txt'), await sent('taken.txt')]
  await dealWith(taken)
  time += 25 * 3_600_000
  await keepHouse(app.services)
  expect(await app.rows('select id from files where id = any($1)', [[file, taken]])).toEqual([{ id: taken }])
})

describe('who does not know the field', () => {
  it.each([
    ['masked', '•••'],
    ['hidden', null],
  ])('%s: sees no file, by whatever way', async (level, told) => {
    const file = await sent('secret.txt')
    const deal = await dealWith(file)
    await put(deal, await sent('newer secret.txt'))
    await put(deal, null)
    const now = await sent('newest secret.txt')
    await put(deal, now)
    const client = await limited(level)
    const { body } = await client.get(`/deals/${deal}`)
    expect(body.item[contract]).toBe(told)
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(await read(now, client)).toBe(404)
    expect((await client.get(`/files/${now}`)).status).toBe(404)
    expect(JSON.stringify((await client.get('/files?limit=200')).body)).not.toContain('secret')
    const timeline = await client.get(`/timeline?entity=deal&record=${deal}`)
    expect([timeline.status, JSON.stringify(timeline.body).includes('secret')]).toEqual([200, false])
    expect((await client.get(`/deals/${deal}?expand=${contract}`)).body.code).toBe(`field.${level}`)
    expect((await send('a.txt', { client })).body.problems).toMatchObject([
      { field: 'field', error: 'value.not-editable' },
    ])
    const write = await client.patch(`/deals/${deal}`, { version: null, changes: { [contract]: null } })
    expect(write.body.problems).toMatchObject([{ field: contract, error: 'value.not-editable' }])
  })

  async function limited(level: string): Promise<TestClient> {
    const all = { read: 'all', create: 'all', update: 'all', delete: 'all' }
    const { body } = await app.admin.post('/roles', {
      name: `Of ${level}`,
      grants: { deal: all, file: all, note: all },
      fieldLimits: { deal: { [contract]: level } },
    })
    const client = await app.signIn('analyst', { name: `Of ${level}` })
    await app.rows('update users set role_id = $1 where id = $2', [body.item.id, client.userId])
    return client
  }
})
