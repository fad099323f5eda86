import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient
beforeAll(async () => {
  app = await startTestApp()
  admin = app.admin
})
afterAll(() => app?.close())

const make = async (table: string, values: object, by = admin) =>
  (await by.post(`/${table}`, values)).body.item
const tagged = (entity: string, ids: string[], add: string[], remove: string[] = [], by = admin) =>
  by.post('/commands/tag.change', { entity, ids, add, remove })
const namesOf = async (table: string, id: string): Promise<string[]> => {
  const { item, titles } = (await admin.get(`/${table}/${id}`)).body
  return ((item.tags ?? []) as string[]).map((one) => titles[one]).sort()
}
const found = async (op: string, names: string[]): Promise<string[]> => {
  const { items } = (await admin.get('/tags?limit=200')).body
  const value = names.map((name) => items.find((one: { name: string }) => one.name === name).id)
  const filter = encodeURIComponent(JSON.stringify({ field: 'tags', op, value }))
  const answer = await admin.get(`/contacts?filter=${filter}&sort=name`)
  return answer.body.items.map(({ name }: { name: string }) => name)
}
const undo = (event: string) => admin.post('/commands/records.undo', { event })

describe('tags', () => {
  it('are made as they are given, once for each name but for case', async () => {
    const one = await make('contacts', { name: 'Ada' })
    const answer = await tagged('contact', [one.id], ['VIP', 'Новый'])
    expect(answer.body).toMatchObject({ done: 1, failed: [] })
    await tagged('contact', [one.id], ['vip', 'НОВЫЙ'])
    expect(await namesOf('contacts', one.id)).toEqual(['VIP', 'Новый'])
    expect((await undo(answer.body.event)).status).toBe(200)
    expect(await namesOf('contacts', one.id)).toEqual([])
  })

  it('are made once by people who name them at the same time', async () => {
    const people = await Promise.all(['A', 'B', 'C', 'D'].map((name) => make('companies', { name })))
    const answers = await Promise.all(people.map(({ id }) => tagged('company', [id], ['At once', 'too'])))
    expect(answers.map(({ body }) => body.done)).toEqual([1, 1, 1, 1])
    expect(await app.rows(`select from tags where name in ('At once', 'too')`)).toHaveLength(2)
  })

  it('are asked for by any, all and none', async () => {
    const rows = await Promise.all(['any 1', 'any 2', 'any 3'].map((name) => make('contacts', { name })))
    await tagged('contact', [rows[0].id, rows[1].id], ['red'])
    await tagged('contact', [rows[1].id, rows[2].id], ['round'])
    expect(await found('in', ['red', 'round'])).toEqual(['any 1', 'any 2', 'any 3'])
    expect(await found('hasAll', ['red', 'round'])).toEqual(['any 2'])
    expect(await found('notIn', ['red'])).toContain('any 3')
    expect(await found('notIn', ['red'])).not.toContain('any 1')
  })

  it('go with what has been changed by hand only where one may change it', async () => {
    const manager = await app.signIn('sales_manager')
    const foreign = await make('contacts', { name: 'Not his' })
    const own = await make('contacts', { name: 'His' }, manager)
    const { body } = await tagged('contact', [foreign.id, own.id], ['mine'], [], manager)
    expect(body).toMatchObject({ done: 1, failed: [{ id: foreign.id, code: 'access.denied' }] })
    expect((await tagged('contact', [own.id], ['no'], [], await app.signIn('analyst'))).status).toBe(403)
  })

  it('that are not there are refused by name of the field', async () => {
    const random = '01970000-0000-7000-8000-000000000000'
    const answer = await admin.post('/contacts', { name: 'Nobody', tags: [random] })
    expect(answer.body.problems).toEqual([
      { field: 'tags', error: 'value.not-found', params: { value: random } },
    ])
    const comma = await admin.post('/tags', { name: 'a, b' })
    expect(comma.body.problems).toEqual([{ field: 'name', error: 'value.tag-with-comma' }])
  })

  it('stay when what they were made for is undone, and cannot be unmade while they are borne', async () => {
    const [one, other] = [await make('contacts', { name: 'One' }), await make('contacts', { name: 'Other' })]
    const first = await tagged('contact', [one.id], ['stays'])
    await tagged('contact', [other.id], ['stays'])
    expect((await undo(first.body.event)).status).toBe(200)
    expect(await namesOf('contacts', other.id)).toEqual(['stays'])
    const made = (await admin.post('/tags', { name: 'borne' })).body
    await tagged('contact', [other.id], ['borne'])
    expect((await undo(made.event)).body.code).toBe('record.conflict')
    expect(await namesOf('contacts', other.id)).toEqual(['borne', 'stays'])
  })

  it('become one of several on every record, in the bin too, and several again', async () => {
    const [both, one] = [await make('contacts', { name: 'both' }), await make('contacts', { name: 'one' })]
    const deal = await make('products', { name: 'Thing' })
    await tagged('contact', [both.id], ['North', 'Nord'])
    await tagged('contact', [one.id], ['Nord', 'keep'])
    await tagged('product', [deal.id], ['Nord'])
    await admin.delete(`/contacts/${one.id}`)
    const { items } = (await admin.get('/tags?limit=200')).body
    const idOf = (name: string) => items.find((tag: { name: string }) => tag.name === name).id
    const merged = await admin.post('/commands/tag.merge', { into: idOf('North'), others: [idOf('Nord')] })
    expect(merged.body.changed).toBe(3)
    await admin.post('/commands/records.restore', { entity: 'contact', id: one.id })
    expect(await namesOf('contacts', both.id)).toEqual(['North'])
    expect(await namesOf('contacts', one.id)).toEqual(['North', 'keep'])
    expect(await namesOf('products', deal.id)).toEqual(['North'])

    const again = await make('contacts', { name: 'again' })
    await tagged('contact', [again.id], ['West', 'Wild'])
    const fresh = (await admin.get('/tags?limit=200')).body.items
    const id = (name: string) => fresh.find((tag: { name: string }) => tag.name === name).id
    const west = await admin.post('/commands/tag.merge', { into: id('West'), others: [id('Wild')] })
    expect(await namesOf('contacts', again.id)).toEqual(['West'])
    expect((await undo(west.body.event)).status).toBe(200)
    expect(await namesOf('contacts', again.id)).toEqual(['West', 'Wild'])
  })

  it('leave every record when they are deleted and come back when that is undone', async () => {
    const rows = await Promise.all(['gone 1', 'gone 2'].map((name) => make('contacts', { name })))
    await tagged('contact', [rows[0].id], ['short', 'lived'])
    await tagged('contact', [rows[1].id], ['short'])
    const { items } = (await admin.get('/tags?limit=200')).body
    const ids = ['short', 'lived'].map((name) => items.find((tag: { name: string }) => tag.name === name).id)
    const gone = await admin.post('/commands/records.deleteMany', { entity: 'tag', ids })
    expect(gone.body.done).toBe(2)
    expect((await admin.get(`/contacts/${rows[0].id}`)).body.item.tags).toBeNull()
    expect((await undo(gone.body.event)).status).toBe(200)
    expect(await namesOf('contacts', rows[0].id)).toEqual(['lived', 'short'])
    expect(await namesOf('contacts', rows[1].id)).toEqual(['short'])
  })

  it('are counted by kind as far as the asker sees', async () => {
    const manager = await app.signIn('sales_manager')
    const mine = await make('leads', { name: 'Mine' }, manager)
    const theirs = await make('leads', { name: 'Theirs' })
    await tagged('lead', [mine.id, theirs.id], ['counted'])
    const usesFor = async (client: TestClient) =>
      (await client.get('/tags/in-use')).body.items.find((tag: { name: string }) => tag.name === 'counted')
        .uses
    expect(await usesFor(admin)).toEqual({ lead: 2 })
    expect(await usesFor(manager)).toEqual({ lead: 1 })
  })

  it('of merged records come together', async () => {
    const one = await make('contacts', { name: 'Twin one' })
    const other = await make('contacts', { name: 'Twin two' })
    await tagged('contact', [one.id], ['from one'])
    await tagged('contact', [other.id], ['from two'])
    await admin.post('/commands/records.merge', { entity: 'contact', survivor: one.id, others: [other.id] })
    expect(await namesOf('contacts', one.id)).toEqual(['from one', 'from two'])
  })

  it('are borne by the nouns a workspace has made', async () => {
    const made = await admin.post('/commands/object.create', { one: { en: 'Boat' }, many: { en: 'Boats' } })
    const boat = (await admin.post(`/${made.body.name}`, { name: 'Argo' })).body.item
    expect((await tagged(made.body.name, [boat.id], ['afloat'])).body.done).toBe(1)
    expect(await namesOf(made.body.name, boat.id)).toEqual(['afloat'])
  })
})
