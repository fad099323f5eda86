import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient
let name: string
let companies: string[]
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
  const { body } = await admin.post('/commands/field.create', {
    entity: 'contact',
    type: 'links',
    names: { en: 'Suppliers' },
    options: { to: 'company' },
  })
  name = body.name
  companies = []
  for (const one of ['Romashka', 'Vasilek', 'Kolokolchik'])
    companies.push((await admin.post('/companies', { name: one })).body.item.id)
})
afterAll(() => app.close())

const contact = async (value: unknown) =>
  (await admin.post('/contacts', { name: `Of ${String(value)}`, [name]: value })).body
const found = async (op: string, value?: unknown) => {
  const filter = encodeURIComponent(JSON.stringify({ field: name, op, value }))
  const { body } = await admin.get(`/contacts?filter=${filter}&sort=createdAt`)
  return body.items.map(({ id }: { id: string }) => id)
}

it('lead to several records, come with their names and are found by any, all or none', async () => {
  const [a = '', b = '', c = ''] = companies
  const one = await contact([a, b, a])
  expect(one.item[name]).toEqual([a, b])
  expect(one.titles).toMatchObject({ [a]: 'Romashka', [b]: 'Vasilek' })
  const two = await contact([b])
  const none = await contact(null)
  expect(await found('in', [a, c])).toEqual([one.item.id])
  expect(await found('hasAll', [a, b])).toEqual([one.item.id])
  expect(await found('notIn', [a])).toEqual([two.item.id, none.item.id])
  expect(await found('empty')).toEqual([none.item.id])
  const wrong = await admin.post('/contacts', { name: 'Wrong', [name]: [one.item.id] })
  expect(wrong.body.problems).toMatchObject([{ field: name, error: 'value.not-found' }])
})

it('keep what has gone to the bin with its name, as a single link does, and let the rest be changed', async () => {
  const gone = (await admin.post('/companies', { name: 'Gone soon' })).body.item.id
  const { item } = await contact([companies[0], gone])
  await admin.delete(`/companies/${gone}`)
  const read = (await admin.get(`/contacts/${item.id}`)).body
  expect(read.titles).toMatchObject({ [gone]: 'Gone soon' })
  const more = await admin.patch(`/contacts/${item.id}`, {
    changes: { [name]: [companies[0], gone, companies[1]] },
  })
  expect(more.body.problems ?? []).toEqual([])
  const back = await admin.patch(`/contacts/${item.id}`, { changes: { [name]: null } })
  expect(back.body.item[name]).toBeNull()
  const again = await admin.patch(`/contacts/${item.id}`, { changes: { [name]: [gone] } })
  expect(again.body.problems).toMatchObject([{ error: 'value.not-found' }])
})

it('are asked about and summed up from the records they lead to', async () => {
  const supplier = (await admin.post('/companies', { name: 'Much linked' })).body.item.id
  const options = { relation: `contacts.${name}`, aggregate: 'count' }
  const input = { entity: 'company', type: 'rollUp', names: { en: 'Customers' }, options }
  const count = (await admin.post('/commands/field.create', input)).body
  expect(count.problems).toBeUndefined()
  await contact([supplier, companies[0]])
  const second = await contact([supplier])
  const filter = (where: object) => `/companies?filter=${encodeURIComponent(JSON.stringify(where))}`
  const related = { related: `contacts.${name}`, count: { op: 'gte', value: 2 } }
  expect((await admin.get(`/companies/${supplier}`)).body.item[count.name]).toBe(2)
  expect((await admin.get(filter(related))).body.items.map(({ id }: { id: string }) => id)).toContain(
    supplier,
  )
  await admin.delete(`/contacts/${second.item.id}`)
  expect((await admin.get(`/companies/${supplier}`)).body.item[count.name]).toBe(1)
  const left = (await admin.get(filter(related))).body.items.map(({ id }: { id: string }) => id)
  expect(left).not.toContain(supplier)
})

it('never tell the names of records the reader may not see', async () => {
  const { body } = await admin.post('/commands/field.create', {
    entity: 'contact',
    type: 'links',
    names: { en: 'Deals seen' },
    options: { to: 'deal' },
  })
  const deal = (await admin.post('/deals', { title: 'Secret deal', company: companies[0] })).body.item.id
  const made = await admin.post('/contacts', { name: 'With a secret', [body.name]: [deal] })
  const manager = await app.signIn('sales_manager')
  const read = await manager.get(`/contacts/${made.body.item.id}`)
  expect(read.status).toBe(200)
  await admin.patch(`/contacts/${made.body.item.id}`, { changes: { [body.name]: null } })
  const told = await manager.get(`/timeline?entity=contact&record=${made.body.item.id}`)
  expect(told.status).toBe(200)
  expect(JSON.stringify([read.body, told.body])).not.toContain('Secret deal')
  const seen = await admin.get(`/timeline?entity=contact&record=${made.body.item.id}`)
  expect(JSON.stringify(seen.body)).toContain('Secret deal')
})

it('lead to the survivor when their records are merged, and back when they are taken apart', async () => {
  const [a, b] = [(await admin.post('/companies', { name: 'Twin' })).body.item.id, companies[2]!]
  const { item } = await contact([a, b])
  const merged = await admin.post('/commands/records.merge', { entity: 'company', survivor: b, others: [a] })
  expect(merged.status).toBe(200)
  expect((await admin.get(`/contacts/${item.id}`)).body.item[name]).toEqual([b])
  const undone = await admin.post('/commands/records.undo', { event: merged.body.event })
  expect(undone.status).toBe(200)
  expect((await admin.get(`/contacts/${item.id}`)).body.item[name].toSorted()).toEqual([a, b].toSorted())
})

it('come from files by name or key, parted by semicolons; a name nobody bears is told', async () => {
  await admin.patch(`/companies/${companies[0]}`, { changes: { taxId: '7707083893' } })
  const imports = importing(app)
  const id = await imports.begin(
    csv([
      ['Name', 'Suppliers'],
      ['Importer', '7707083893; vasilek; Nobody Ltd'],
    ]),
    { entity: 'contact', columns: { Name: 'name', Suppliers: name }, match: ['name'] },
  )
  expect(await imports.run(id)).toMatchObject({ counts: { created: 1, warnings: 1 } })
  const filter = encodeURIComponent(JSON.stringify({ field: 'name', op: 'eq', value: 'Importer' }))
  const { items } = (await admin.get(`/contacts?filter=${filter}`)).body
  expect(items[0][name]).toEqual([companies[0], companies[1]])
})
