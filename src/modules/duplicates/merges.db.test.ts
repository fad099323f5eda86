import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient

beforeAll(async () => {
  app = await startTestApp()
  admin = app.admin
})

afterAll(() => app?.close())

const create = async (table: string, values: object) => (await admin.post(`/${table}`, values)).body.item
const get = async (table: string, id: string) => (await admin.get(`/${table}/${id}`)).body.item
const change = (table: string, id: string, changes: object) => admin.patch(`/${table}/${id}`, { changes })
const merge = (entity: string, survivor: string, others: string[], values = {}) =>
  admin.post('/commands/records.merge', { entity, survivor, others, values })
const unmerge = (event: string) => admin.post('/commands/records.unmerge', { event })
const identities = async (id: string) =>
  (
    await app.rows<{ address: string }>(
      'select address from identities where contact_id = $1 order by address',
      [id],
    )
  ).map(({ address }) => address)
const kinds = async (entity: string, record: string): Promise<string[]> =>
  (await admin.get(`/timeline?entity=${entity}&record=${record}&limit=100`)).body.items.map(
    ({ kind }: { kind: string }) => kind,
  )
const unkept = async () =>
  app.rows(
    `select 1 from leads l where (status = 'open' and deleted_at is null) <> exists
      (select from steps s where s.lead_id = l.id and s.closed_at is null)
     union all select 1 from deals d where (status = 'open' and deleted_at is null) <> exists
      (select from steps s where s.deal_id = d.id and s.closed_at is null)`,
  )

/** Two contacts that are one person, the second with a company, a deal, a note and another phone. */
async function twins() {
  const one = await create('contacts', { name: 'Анна Орлова', phone: '+79031110001', city: 'Пермь' })
  const company = await create('companies', { name: 'Орлиное гнездо' })
  const other = await create('contacts', {
    name: 'Орлова А.',
    phone: '+79031110002',
    email: 'anna@orlova.example',
    company: company.id,
  })
  const deal = await create('deals', { title: 'Перья', contact: other.id })
  const note = await create('notes', { text: 'Любит перья', contact: other.id })
  return { one, other, deal, note, company }
}

async function forgetTwins() {
  await app.rows(
    "delete from identities where address like '+7903111000%' or address = 'anna@orlova.example'",
  )
  await app.rows(`update contacts set phone = null, email = null where name in ('Анна Орлова', 'Орлова А.')`)
}

describe('records.merge', () => {
  it('joins values, relations, addresses and stories in one record', async () => {
    const { one, other, deal, note, company } = await twins()
    const { status, body } = await merge('contact', one.id, [other.id], { phone: other.id })
    expect(status).toBe(200)
    expect(body.moved).toEqual({ deals: 1, notes: 1 })
    expect(await get('contacts', one.id)).toMatchObject({
      name: 'Анна Орлова',
      phone: '+79031110002',
      email: 'anna@orlova.example',
      city: 'Пермь',
      company: company.id,
    })
    expect((await get('deals', deal.id)).contact).toBe(one.id)
    expect((await get('notes', note.id)).contact).toBe(one.id)
    expect(await identities(one.id)).toEqual(['+79031110002', 'anna@orlova.example'])
    expect(await kinds('contact', one.id)).toEqual(
      expect.arrayContaining(['contact.merged', 'deal.created', 'note.created']),
    )
    expect((await kinds('contact', one.id)).filter((kind) => kind === 'contact.created')).toHaveLength(2)
    expect((await admin.get(`/contacts/${other.id}`)).status).toBe(404)
    expect((await admin.get(`/merges/survivor?entity=contact&id=${other.id}`)).body.id).toBe(one.id)
    await forgetTwins()
  })

  it('is undone as a whole', async () => {
    const { one, other, deal } = await twins()
    const before = await kinds('contact', one.id)
    const { body } = await merge('contact', one.id, [other.id])
    expect((await admin.post('/commands/records.undo', { event: body.event })).status).toBe(200)
    expect(await get('contacts', one.id)).toMatchObject({ phone: '+79031110001', email: null, company: null })
    expect(await get('contacts', other.id)).toMatchObject({ phone: '+79031110002' })
    expect((await get('deals', deal.id)).contact).toBe(other.id)
    expect(await identities(one.id)).toEqual(['+79031110001'])
    expect(await identities(other.id)).toEqual(['+79031110002', 'anna@orlova.example'])
    expect((await kinds('contact', one.id)).filter((kind) => before.includes(kind))).toEqual(before)
    expect((await admin.get(`/merges?entity=contact&record=${one.id}`)).body.items).toEqual([])
    await forgetTwins()
  })

  it('keeps one open step, at the earliest date promised', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString()
    const late = new Date(Date.now() + 90 * 86_400_000).toISOString()
    const one = await create('leads', { name: 'Лев Толстов', nextStep: { dueAt: late } })
    const other = await create('leads', {
      name: 'Толстов Лев',
      nextStep: { dueAt: soon, title: 'Перезвонить' },
    })
    const { body } = await merge('lead', one.id, [other.id])
    const kept = await get('leads', one.id)
    expect(kept.step).toMatchObject({ id: one.step.id, dueAt: soon, title: 'Перезвонить' })
    const steps = await app.rows(
      'select id, lead_id, outcome, followed_by_id from steps where lead_id = $1',
      [one.id],
    )
    expect(steps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: other.step.id, outcome: 'postponed', followed_by_id: one.step.id }),
      ]),
    )
    expect(await unkept()).toEqual([])
    await unmerge(body.event)
    expect((await get('leads', one.id)).step.dueAt).toBe(late)
    expect((await get('leads', other.id)).step).toMatchObject({ id: other.step.id, dueAt: soon })
    expect(await unkept()).toEqual([])
  })

  it('does not lose an open deal in a closed one', async () => {
    const open = await create('deals', { title: 'Открытая' })
    const closed = await create('deals', { title: 'Закрытая' })
    await admin.post('/commands/work.lose', { entity: 'deal', id: closed.id, reason: 'Дорого' })
    expect((await merge('deal', closed.id, [open.id])).body.code).toBe('merge.survivor-closed')
    expect((await merge('deal', open.id, [closed.id])).status).toBe(200)
    expect(await unkept()).toEqual([])
  })

  it('frees a company that led to the one it went into', async () => {
    const parent = await create('companies', { name: 'Мать' })
    const child = await create('companies', { name: 'Дочь', parent: parent.id })
    await merge('company', child.id, [parent.id])
    expect(await get('companies', child.id)).toMatchObject({ name: 'Дочь', parent: null })
  })

  it('needs the right to delete', async () => {
    const manager = await app.signIn('sales_manager')
    const one = (await manager.post('/contacts', { name: 'Один' })).body.item
    const other = (await manager.post('/contacts', { name: 'Другой' })).body.item
    const { status } = await manager.post('/commands/records.merge', {
      entity: 'contact',
      survivor: one.id,
      others: [other.id],
    })
    expect(status).toBe(403)
    expect(
      (await manager.get(`/merges/preview?entity=contact&id=${one.id}&others=${other.id}`)).body.may,
    ).toBe(false)
  })

  it('refuses what makes no sense, naming the field', async () => {
    const one = await create('contacts', { name: 'Раз' })
    const other = await create('contacts', { name: 'Два' })
    expect((await merge('contact', one.id, [one.id])).body.problems).toMatchObject([{ field: 'others' }])
    expect((await merge('user', one.id, [other.id])).body.problems).toMatchObject([{ field: 'entity' }])
    expect((await merge('contact', one.id, [other.id], { status: one.id })).body.problems).toMatchObject([
      { field: 'values.status' },
    ])
    expect((await merge('contact', one.id, [other.id], { name: crypto.randomUUID() })).status).toBe(422)
  })

  it('suggests the open and the fullest to stay and counts what moves', async () => {
    const { one, other } = await twins()
    const { body } = await admin.get(`/merges/preview?entity=contact&id=${one.id}&others=${other.id}`)
    expect(body).toMatchObject({ survivor: other.id, may: true })
    expect(body.moves).toEqual(
      expect.arrayContaining([
        { entity: 'deal', from: other.id, count: 1 },
        { entity: 'note', from: other.id, count: 1 },
      ]),
    )
    await forgetTwins()
  })
})

describe('records.unmerge', () => {
  it('leaves what has been changed since', async () => {
    const { one, other, deal, note } = await twins()
    const { body } = await merge('contact', one.id, [other.id])
    await change('contacts', one.id, { jobTitle: 'Директор', email: 'new@orlova.example' })
    await change('deals', deal.id, { title: 'Перья и пух' })
    const later = await create('deals', { title: 'Крылья', contact: one.id })
    expect((await admin.post('/commands/records.undo', { event: body.event })).status).toBe(409)
    const apart = await unmerge(body.event)
    expect(apart).toMatchObject({ status: 200, body: { kept: ['email'] } })
    expect(await get('contacts', one.id)).toMatchObject({
      jobTitle: 'Директор',
      email: 'new@orlova.example',
      company: null,
    })
    expect(await get('contacts', other.id)).toMatchObject({ email: 'anna@orlova.example' })
    expect(await get('deals', deal.id)).toMatchObject({ title: 'Перья и пух', contact: other.id })
    expect((await get('notes', note.id)).contact).toBe(other.id)
    expect((await get('deals', later.id)).contact).toBe(one.id)
    expect((await admin.get(`/merges/survivor?entity=contact&id=${other.id}`)).status).toBe(404)
    await forgetTwins()
  })

  it('leaves a deal that has gone on to somebody else', async () => {
    const { one, other, deal } = await twins()
    const third = await create('contacts', { name: 'Третий' })
    const { body } = await merge('contact', one.id, [other.id])
    await change('deals', deal.id, { contact: third.id })
    expect((await unmerge(body.event)).status).toBe(200)
    expect((await get('deals', deal.id)).contact).toBe(third.id)
    await forgetTwins()
  })

  it('goes the way back through merges of merges', async () => {
    const [a, b, c] = [
      await create('contacts', { name: 'А', email: 'a@chain.example' }),
      await create('contacts', { name: 'Б', email: 'b@chain.example' }),
      await create('contacts', { name: 'В', email: 'c@chain.example' }),
    ]
    const first = (await merge('contact', b.id, [a.id])).body.event
    const second = (await merge('contact', c.id, [b.id])).body.event
    expect((await admin.get(`/merges/survivor?entity=contact&id=${a.id}`)).body.id).toBe(c.id)
    expect(await identities(c.id)).toHaveLength(3)
    expect((await unmerge(first)).body.code).toBe('merge.not-last')
    expect((await unmerge(second)).status).toBe(200)
    expect(await identities(b.id)).toEqual(['a@chain.example', 'b@chain.example'])
    expect((await admin.get(`/merges/survivor?entity=contact&id=${a.id}`)).body.id).toBe(b.id)
    expect((await unmerge(first)).status).toBe(200)
    expect(await identities(a.id)).toEqual(['a@chain.example'])
  })

  it('refuses what is no merge, and a loser that was brought back by hand', async () => {
    expect((await unmerge(crypto.randomUUID())).body.code).toBe('record.not-found')
    const one = await create('contacts', { name: 'Ива' })
    const other = await create('contacts', { name: 'Ольха' })
    const { body } = await merge('contact', one.id, [other.id])
    await admin.post('/commands/records.restore', { entity: 'contact', id: other.id })
    expect((await unmerge(body.event)).body.code).toBe('record.conflict')
  })

  it('goes on after the step of the survivor was done', async () => {
    const one = await create('leads', { name: 'Сосна' })
    const other = await create('leads', { name: 'Сосна А.' })
    const { body } = await merge('lead', one.id, [other.id])
    await admin.post('/commands/step.complete', { step: one.step.id, outcome: 'result' })
    expect((await unmerge(body.event)).status).toBe(200)
    expect((await get('leads', other.id)).step.id).toBe(other.step.id)
    expect((await get('leads', one.id)).attempts).toBe(1)
    expect(await unkept()).toEqual([])
  })
})
