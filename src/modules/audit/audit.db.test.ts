import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attach } from '../../../tests/helpers/files.ts'
import { lawBreaches } from '../../../tests/helpers/law.ts'
import {
  baseUrl,
  password,
  startTestApp,
  type TestApp,
  type TestClient,
} from '../../../tests/helpers/test-app.ts'
import { keepHouse } from '../../server/jobs/housekeeping.ts'

let clock = Date.parse('2026-11-23T09:00:00Z')
let app: TestApp
let head: TestClient
let manager: TestClient
beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(clock) })
  head = await app.signIn('head_of_sales', { name: 'Olga Head' })
  manager = await app.signIn('sales_manager', { name: 'Petr Manager' })
})
afterAll(() => app.close())

const log = async (query: string) => (await app.admin.get(`/audit?${query}`)).body
const kindsOf = async (query: string) => (await log(query)).items.map(({ kind }: { kind: string }) => kind)
const create = async (table: string, values: object, client = app.admin) => {
  const { status, body } = await client.post(`/${table}`, values)
  expect(status).toBe(201)
  return body.item.id as string
}

describe('the audit log', () => {
  it('tells who did what, with the values before and after', async () => {
    const id = await create('companies', { name: 'Romashka', city: 'Perm' }, head)
    await head.patch(`/companies/${id}`, { version: 1, changes: { city: 'Omsk' } })
    const { items, titles } = await log(`record=${id}`)
    expect(items[0]).toMatchObject({
      kind: 'company.updated',
      actor: head.userId,
      via: null,
      data: { changes: { city: ['Perm', 'Omsk'] } },
    })
    expect(titles).toMatchObject({ [head.userId]: 'Olga Head', [id]: 'Romashka' })
  })

  it('is narrowed by person, kind, kind of record and period, page by page', async () => {
    const id = await create('products', { name: 'Rack' }, head)
    expect(await kindsOf(`actor=${head.userId}&entity=product`)).toEqual(['product.created'])
    expect(await kindsOf(`actor=${manager.userId}&entity=product`)).toEqual([])
    expect((await log('kinds=product.created')).items[0].record).toBe(id)
    expect(await kindsOf('from=2999-01-01T00:00:00Z')).toEqual([])
    const all: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string }[]; nextCursor: string | null } = await log(
        `limit=3&actor=${head.userId}${cursor && `&cursor=${cursor}`}`,
      )
      all.push(...page.items.map((one) => one.id))
      cursor = page.nextCursor
    }
    const rows = await app.rows<{ id: string }>(
      'select id from events where actor_id = $1 order by id desc',
      [head.userId],
    )
    expect(all).toEqual(rows.map((row) => row.id))
  })

  it('tells of sign-ins, refused ones and ends, and from where', async () => {
    const signIn = (given: string) =>
      app.inject('POST', '/sign-in', {
        payload: { email: manager.email, password: given },
        headers: { origin: baseUrl, 'user-agent': 'Browser 1' },
        remoteAddress: '203.0.113.9',
      })
    expect((await signIn('something else')).status).toBe(401)
    const { headers } = await signIn(password)
    const cookie = String(headers['set-cookie']).split(';')[0]!
    await app.browser(cookie).post('/sign-out')
    await app.services.access.flush()
    const { items } = await log(`entity=session&record=${manager.userId}`)
    expect(items.map(({ kind, actor }: { kind: string; actor: string }) => [kind, actor])).toEqual([
      ['session.ended', manager.userId],
      ['session.begun', manager.userId],
      ['session.refused', null],
    ])
    expect(items[2].data).toEqual({ address: '203.0.113.9', agent: 'Browser 1' })
  })

  it('tells of changed rights', async () => {
    const id = (await app.rows<{ id: string }>(`select id from roles where key = 'analyst'`))[0]!.id
    const { body } = await app.admin.get(`/roles/${id}`)
    const grants = { ...body.item.grants, lead: { read: 'team' } }
    expect((await app.admin.patch(`/roles/${id}`, { version: null, changes: { grants } })).status).toBe(200)
    expect((await log('kinds=role.updated')).items[0].data.changes.grants[1].lead).toEqual({ read: 'team' })
  })

  it('is saved as a table, which is told in it', async () => {
    const reply = await app.admin.get(`/audit.csv?actor=${head.userId}`)
    expect(reply.status).toBe(200)
    const lines = String(reply.body).trim().split('\r\n')
    expect(lines[0]).toContain('at,happened,actor')
    expect(lines.length).toBe(1 + (await log(`actor=${head.userId}&limit=200`)).items.length)
    expect((await kindsOf('kinds=audit.exported')).length).toBe(1)
  })

  it('is not for those without the right', async () => {
    for (const path of [
      '/audit',
      '/audit/kinds',
      '/audit/seal',
      '/audit/verify',
      '/audit/access',
      '/audit/settings',
      '/audit.csv',
    ])
      expect([path, (await head.get(path)).status]).toEqual([path, 403])
  })
})

describe('who looked', () => {
  it('is written down by the hour, of records and searches', async () => {
    const id = await create('contacts', { name: 'Looked At' })
    for (let n = 0; n < 3; n++) await manager.get(`/contacts/${id}`)
    for (const q of ['loo', 'looke', 'looked']) await manager.get(`/search?q=${q}`)
    await app.services.access.flush()
    await manager.get(`/contacts/${id}`)
    await app.services.access.flush()
    const { items, titles } = (await app.admin.get(`/audit/access?record=${id}`)).body
    expect(items).toMatchObject([
      { user: manager.userId, kind: 'record', entity: 'contact', record: id, count: 4 },
    ])
    expect(titles).toMatchObject({ [manager.userId]: 'Petr Manager', [id]: 'Looked At' })
    const { items: his } = (await app.admin.get(`/audit/access?user=${manager.userId}`)).body
    expect(his.find(({ kind }: { kind: string }) => kind === 'search')).toMatchObject({
      words: ['looked'],
      record: null,
    })
  })

  it('tells a search as one, though it was written down while it was typed', async () => {
    for (const q of ['pet', 'petro', 'ann', 'petrov']) {
      await head.get(`/search?q=${q}`)
      await app.services.access.flush()
    }
    const { items } = (await app.admin.get(`/audit/access?user=${head.userId}`)).body
    const search = items.find(({ kind }: { kind: string }) => kind === 'search')
    expect(search.words.toSorted()).toEqual(['ann', 'petrov'])
  })

  it('is forgotten in time', async () => {
    await app.admin.post('/commands/audit.configure', { accessDays: 5 })
    clock += 6 * 86_400_000
    await keepHouse(app.services)
    expect((await app.admin.get('/audit/access')).body.items).toEqual([])
  })
})

describe('the recycle bin', () => {
  it('shows what was deleted, by whom, and brings back several at once', async () => {
    const ids = [
      await create('contacts', { name: 'Binned 1' }, head),
      await create('deals', { title: 'Binned 2' }, head),
    ]
    await head.delete(`/contacts/${ids[0]}`)
    await head.delete(`/deals/${ids[1]}`)
    const { items, titles } = (await head.get('/bin')).body
    expect(items.slice(0, 2)).toMatchObject([
      { entity: 'deal', record: ids[1], title: 'Binned 2', actor: head.userId },
      { entity: 'contact', record: ids[0], title: 'Binned 1', actor: head.userId },
    ])
    expect(titles[head.userId]).toBe('Olga Head')
    expect((await head.get('/bin?entity=contact')).body.items).toHaveLength(1)
    const restored = await head.post('/commands/bin.restore', {
      items: items
        .slice(0, 2)
        .map(({ entity, record }: { entity: string; record: string }) => ({ entity, id: record })),
    })
    expect(restored.body).toMatchObject({ done: 2, failed: [] })
    expect((await head.get('/bin')).body.items).toEqual([])
    expect(await lawBreaches(app)).toEqual([])
  })

  it('is searched by what records are called', async () => {
    const ids = [
      await create('companies', { name: '100% Ёлка' }),
      await create('contacts', { name: 'Ёлкин Пётр' }),
    ]
    await app.admin.delete(`/companies/${ids[0]}`)
    await app.admin.delete(`/contacts/${ids[1]}`)
    const found = async (q: string) =>
      (await app.admin.get(`/bin?q=${encodeURIComponent(q)}`)).body.items.map(
        ({ record }: { record: string }) => record,
      )
    expect(await found('елк')).toEqual([ids[1], ids[0]])
    expect(await found('0% ЕЛ')).toEqual([ids[0]])
    expect(await found('%%')).toEqual([])
  })

  it('has removed files as well', async () => {
    const deal = await create('deals', { title: 'With a file' })
    const { body } = await attach(app, app.admin, {
      to: { entity: 'deal', id: deal },
      content: 'offer',
      name: 'offer.txt',
    })
    const { id } = body.item
    await app.admin.post('/commands/file.remove', { id })
    const bin = (await app.admin.get('/bin?entity=file')).body
    expect(bin.items).toMatchObject([{ entity: 'file', record: id, title: 'offer.txt' }])
    expect((await manager.get('/bin?entity=file')).body.items).toEqual([])
    const items = [{ entity: 'file', id }]
    expect((await manager.post('/commands/bin.restore', { items })).body.done).toBe(0)
    expect((await app.admin.post('/commands/bin.restore', { items })).body).toMatchObject({ done: 1 })
    expect((await app.admin.get(`/files/${id}/content`)).status).toBe(200)

    await app.admin.post('/commands/file.remove', { id })
    expect((await app.admin.post('/commands/bin.erase', { items })).body).toMatchObject({ done: 1 })
    expect(await app.rows('select 1 from files where id = $1', [id])).toEqual([])
  })

  it('brings back all that one act deleted', async () => {
    const ids = await Promise.all([1, 2, 3].map((n) => create('contacts', { name: `Together ${n}` })))
    const { body } = await app.admin.post('/commands/records.deleteMany', { entity: 'contact', ids })
    expect(await app.admin.post('/commands/bin.restoreAct', { event: body.event })).toMatchObject({
      status: 200,
      body: { done: 3, failed: [] },
    })
    for (const id of ids) expect((await app.admin.get(`/contacts/${id}`)).status).toBe(200)
  })

  it('says what keeps a record from coming back', async () => {
    const id = await create('products', { name: 'One of a kind' })
    await app.admin.delete(`/products/${id}`)
    await create('products', { name: 'One of a kind' })
    const { body } = await app.admin.post('/commands/bin.restore', { items: [{ entity: 'product', id }] })
    expect(body).toMatchObject({ done: 0, failed: [{ id, code: 'record.duplicate' }] })
  })

  it('is empty for whoever may not delete, and shows others only what is theirs', async () => {
    expect((await manager.get('/bin')).body).toMatchObject({
      kinds: expect.not.arrayContaining(['contact', 'deal']),
    })
    const id = await create('contacts', { name: 'Not his' })
    await app.admin.delete(`/contacts/${id}`)
    expect((await manager.get('/bin')).body.items).toEqual([])
    expect(
      (await manager.post('/commands/bin.restore', { items: [{ entity: 'contact', id }] })).body.failed,
    ).toMatchObject([{ code: 'access.denied' }])
    expect((await head.post('/commands/bin.erase', { items: [{ entity: 'contact', id }] })).status).toBe(403)
  })

  it('erases with parts and notes; what leads to it stays and leads nowhere', async () => {
    const contact = await create('contacts', { name: 'To erase' })
    const deal = await create('deals', { title: 'Stays', contact })
    const note = await create('notes', { text: 'Only about him', contact })
    const shared = await create('notes', { text: 'About both', contact, deal })
    await app.admin.delete(`/contacts/${contact}`)
    expect(
      (await app.admin.post('/commands/bin.erase', { items: [{ entity: 'contact', id: contact }] })).body,
    ).toMatchObject({ done: 1 })
    expect((await app.admin.get(`/deals/${deal}`)).body.item).toMatchObject({ contact: null, status: 'open' })
    expect((await app.admin.get(`/notes/${note}`)).status).toBe(404)
    expect((await app.admin.get(`/notes/${shared}`)).body.item).toMatchObject({ contact: null, deal })
    await app.admin.delete(`/deals/${deal}`)
    expect(
      (await app.admin.post('/commands/bin.erase', { items: [{ entity: 'deal', id: deal }] })).body,
    ).toMatchObject({ done: 1 })
    expect(await app.rows('select from steps where deal_id = $1', [deal])).toEqual([])
    expect(await lawBreaches(app)).toEqual([])
  })

  it('does not erase what others cannot be without', async () => {
    const { userId } = await app.signIn('sales_manager')
    const id = await create('contacts', { name: 'Has an owner', owner: userId })
    expect((await app.admin.delete(`/users/${userId}`)).status).toBe(422)
    expect(
      (await app.admin.post('/commands/bin.erase', { items: [{ entity: 'contact', id }] })).body.failed,
    ).toMatchObject([{ id, code: 'record.not-found' }])
  })
})
