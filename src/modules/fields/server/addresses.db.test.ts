import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let admin: TestClient
let name: string
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
  const input = { entity: 'contact', type: 'address', names: { en: 'Office', ru: 'Офис' } }
  name = (await admin.post('/commands/field.create', input)).body.name
})
afterAll(() => app.close())

const moscow = { line1: 'ул. Мира, 5', city: 'Москва', region: 'Москва', postcode: '101000', country: 'RU' }
const london = { line1: '221B Baker Street', city: 'London', postcode: 'NW1 6XE', country: 'GB' }
const contact = async (who: string, value: object | null) =>
  (await admin.post('/contacts', { name: who, [name]: value })).body
const namesBy = async (query: string) =>
  (await admin.get(`/contacts?${query}`)).body.items.map((row: { name: string }) => row.name)
const where = (filter: object) => `filter=${encodeURIComponent(JSON.stringify(filter))}`

it('an address has parts that can be found, sorted and grouped by, and one line for search', async () => {
  const made = await contact('Anna', moscow)
  expect(made.item).toMatchObject({ [name]: moscow, [`${name}_city`]: 'Москва', [`${name}_country`]: 'RU' })
  await contact('Boris', { ...moscow, city: 'МОСКВА' })
  await contact('Clara', london)
  await contact('Dora', null)
  expect(await namesBy(`${where({ field: `${name}_city`, op: 'eq', value: 'москва' })}&sort=name`)).toEqual([
    'Anna',
    'Boris',
  ])
  expect(await namesBy(`${where({ field: name, op: 'contains', value: 'baker' })}`)).toEqual(['Clara'])
  expect(await namesBy(`${where({ field: name, op: 'notEmpty' })}&sort=${name}_country,-name`)).toEqual([
    'Clara',
    'Boris',
    'Anna',
  ])
  expect(await namesBy('q=baker')).toEqual(['Clara'])
  const groups = (await admin.get(`/groups?entity=contact&by=${name}_city`)).body
  const told = groups.groups.map(({ key, count }: { key: string; count: number }) => [key, count])
  expect(told).toEqual([
    ['london', 1],
    ['москва', 2],
    [null, 1],
  ])
  expect(groups.titles).toMatchObject({ london: 'London', москва: expect.stringMatching(/^москва$/i) })
  for (const { filter, count } of groups.groups) expect(await namesBy(where(filter))).toHaveLength(count)
})

it('is written as a whole, changed, undone, and refuses what is no part of an address', async () => {
  const { item } = await contact('Egor', london)
  const changed = await admin.patch(`/contacts/${item.id}`, { changes: { [name]: moscow } })
  expect(changed.body.item[`${name}_city`]).toBe('Москва')
  await admin.post('/commands/records.undo', { event: changed.body.event })
  expect((await admin.get(`/contacts/${item.id}`)).body.item).toMatchObject({
    [name]: london,
    [`${name}_city`]: 'London',
  })
  for (const value of [{}, { street: 'x' }, { country: 'Russia' }, { city: '' }, 'Москва']) {
    const refused = await admin.patch(`/contacts/${item.id}`, { changes: { [name]: value } })
    expect([value, refused.status]).toEqual([value, 422])
  }
  const part = await admin.patch(`/contacts/${item.id}`, { changes: { [`${name}_city`]: 'Paris' } })
  expect(part.body.problems).toMatchObject([{ field: `changes.${name}_city`, error: 'value.unknown-field' }])
})

it('keeps the names of its columns to itself', async () => {
  const taken = { entity: 'contact', type: 'text', name: `${name}_city`, names: { en: 'City' } }
  expect((await admin.post('/commands/field.create', taken)).body.problems).toMatchObject([
    { field: 'name', error: 'value.taken' },
  ])
})

it('is read in formulas by its parts, and becomes a text and an address again', async () => {
  const input = {
    entity: 'contact',
    type: 'formula',
    names: { en: 'Label' },
    options: { formula: `${name}_city & "!"` },
  }
  const formula = (await admin.post('/commands/field.create', input)).body
  const { item } = await contact('Fedor', london)
  expect((await admin.get(`/contacts/${item.id}`)).body.item[formula.name]).toBe('London!')
  const { custom } = (await admin.get('/session')).body.workspace
  const field = custom.fields.find((one: { name: string }) => one.name === name).id
  const refused = await admin.post('/commands/field.convert', { field, type: 'text' })
  expect(refused.body.code).toBe('field.in-formula')
  await admin.post('/commands/field.archive', { field: formula.id })
  await admin.post('/commands/field.convert', { field, type: 'text' })
  const value = async () => (await admin.get(`/contacts/${item.id}`)).body.item?.[name]
  await expect.poll(value, { timeout: 20_000 }).toBe('221B Baker Street, London, NW1 6XE')
  await admin.post('/commands/field.undoConversion', { field })
  await expect.poll(value, { timeout: 20_000 }).toEqual(london)
})

it('comes from one column of a file or from several', async () => {
  const imports = importing(app)
  const id = await imports.begin(
    csv([
      ['Name', 'City', 'Land', 'Street', 'Whole'],
      ['One', 'Казань', 'Россия', 'ул. Баумана, 1', ''],
      ['Two', '', '', '', '420111, Казань, ул. Кремлёвская, 2'],
      ['Three', 'Paris', 'Nowhere', '', ''],
    ]),
    {
      entity: 'contact',
      columns: {
        Name: 'name',
        City: `${name}.city`,
        Land: `${name}.country`,
        Street: `${name}.line1`,
        Whole: name,
      },
      match: ['name'],
    },
  )
  await imports.run(id)
  const { items } = (
    await admin.get(`/contacts?${where({ field: 'name', op: 'in', value: ['One', 'Two'] })}&sort=name`)
  ).body
  expect(items.map((row: Record<string, unknown>) => row[name])).toEqual([
    { line1: 'ул. Баумана, 1', city: 'Казань', country: 'RU' },
    { line1: 'Казань, ул. Кремлёвская, 2', postcode: '420111' },
  ])
})
