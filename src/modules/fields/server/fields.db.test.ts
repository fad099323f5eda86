import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { customTypeNames } from '../../../kernel/entities/custom-types.ts'

let app: TestApp
let admin: TestClient

beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
  await admin.post('/commands/object.create', {
    name: 'x_ticket',
    one: { en: 'Ticket' },
    many: { en: 'Tickets' },
  })
})
afterAll(() => app.close())

const colours = {
  choices: ['red', 'blue', 'green'],
  names: { red: { en: 'Red', ru: 'Красный' }, blue: { en: 'Blue' }, green: { ru: 'Зелёный' } },
}

/** Of each type: what it is told, and three values in order. */
const examples: Record<string, { options?: object; values: [unknown, unknown, unknown] }> = {
  text: { values: ['abc', 'Ёлка', 'яблоко'] },
  longText: { values: ['a\nb', 'c', 'd'] },
  richText: { values: ['<p>a</p>', '<h2>b</h2>', '<blockquote>c</blockquote>'] },
  number: { options: { digits: 3 }, values: [-1.5, 2.125, 1_000_000.001] },
  money: {
    values: [
      { amount: 1, currency: 'RUB' },
      { amount: 200, currency: 'RUB' },
      { amount: 3000, currency: 'RUB' },
    ],
  },
  percent: { values: [0, 12.5, 100] },
  rating: { values: [1, 3, 5] },
  date: { values: ['2026-01-02', '2026-02-01', '2027-01-01'] },
  dateTime: { values: ['2026-01-02T00:00:00.000Z', '2026-02-01T10:00:00.000Z', '2027-01-01T00:00:00.000Z'] },
  yesNo: { values: [false, true, true] },
  choice: { options: colours, values: ['blue', 'green', 'red'] },
  multiChoice: { options: colours, values: [['red'], ['red', 'blue'], ['green']] },
  email: { values: ['a@example.com', 'b@example.com', 'c@example.com'] },
  phone: { values: ['+79160000001', '+79160000002', '+79160000003'] },
  address: {
    values: [
      { line1: '1 Main St', city: 'Austin', country: 'US' },
      { line1: '5 Main St', city: 'Boston', postcode: '02101', country: 'US' },
      { line1: 'ул. Мира, 5', city: 'Москва', region: 'Московская область', country: 'RU' },
    ],
  },
  url: { values: ['https://a.example', 'https://b.example', 'https://c.example'] },
}

it('knows an example of every type that holds a value of its own', () => {
  expect(
    [
      ...Object.keys(examples),
      'file',
      'person',
      'link',
      'links',
      'autonumber',
      'formula',
      'rollUp',
    ].toSorted(),
  ).toEqual([...customTypeNames].toSorted())
})

it.each(Object.entries(examples))(
  'a field of type %s can be written, read, found, put in order and undone',
  async (type, { options = {}, values }) => {
    const { name } = await create({ entity: 'deal', type, names: { en: `My ${type}` }, options })
    expect(name).toMatch(/^x_my_/)
    const ids: string[] = []
    for (const [at, value] of values.entries()) {
      const made = await admin.post('/deals', { title: `${type} ${at}`, [name]: value })
      expect(made.body.problems ?? []).toEqual([])
      expect(made.body.item[name]).toEqual(value)
      ids.push(made.body.item.id)
    }
    const read = await admin.get(`/deals/${ids[1]}`)
    expect(read.body.item[name]).toEqual(values[1])

    const filled = await list({ field: name, op: 'notEmpty' })
    expect(filled.toSorted()).toEqual(ids.toSorted())
    if (!['longText', 'richText', 'multiChoice', 'address'].includes(type)) {
      const same = values.flatMap((value, at) =>
        JSON.stringify(value) === JSON.stringify(values[0]) ? [ids[at]!] : [],
      )
      expect(await list({ field: name, op: 'eq', value: values[0] })).toEqual(same)
    }
    if (type === 'multiChoice')
      expect((await list({ field: name, op: 'in', value: ['blue', 'green'] })).toSorted()).toEqual(
        [ids[1], ids[2]].toSorted(),
      )
    else expect(await list({ field: name, op: 'notEmpty' }, `${name},createdAt`)).toEqual(ids)

    const change = await admin.patch(`/deals/${ids[0]}`, { changes: { [name]: values[2] } })
    expect(change.body.item[name]).toEqual(values[2])
    await admin.post('/commands/records.undo', { event: change.body.event })
    expect((await admin.get(`/deals/${ids[0]}`)).body.item[name]).toEqual(values[0])

    const wrong = await admin.patch(`/deals/${ids[0]}`, { changes: { [name]: { no: 'value' } } })
    expect(wrong.status).toBe(422)
    const [problem] = wrong.body.problems
    expect(problem.field.startsWith(`changes.${name}`)).toBe(true)
  },
)

it('links lead to records the reader may see, and their names come along', async () => {
  const { name } = await create({
    entity: 'deal',
    type: 'link',
    names: { ru: 'Партнёр' },
    options: { to: 'company' },
  })
  expect(name).toBe('x_partner')
  const company = (await admin.post('/companies', { name: 'Ромашка' })).body.item
  const made = await admin.post('/deals', { title: 'With a partner', [name]: company.id })
  expect(made.body.titles[company.id]).toBe('Ромашка')
  expect(await list({ field: `${name}.name`, op: 'contains', value: 'ромаш' })).toEqual([made.body.item.id])
  expect(await list({ field: name, op: 'notEmpty' }, name)).toEqual([made.body.item.id])
  const bad = await admin.post('/deals', { title: 'No', [name]: made.body.item.id })
  expect(bad.body.problems).toMatchObject([{ field: name, error: 'value.not-found' }])

  const person = await create({ entity: 'company', type: 'person', names: { en: 'Buyer' } })
  const changed = await admin.patch(`/companies/${company.id}`, { changes: { [person.name]: admin.userId } })
  expect(changed.body.titles[admin.userId]).toBe(admin.name)
})

it('numbers what is there in the order of its creation, and what comes from then on', async () => {
  const before = ['First', 'Second']
  for (const name of before) await admin.post('/x_ticket', { name })
  const { name } = await create({
    entity: 'x_ticket',
    type: 'autonumber',
    names: { en: 'No' },
    options: { prefix: 'T-', digits: 3 },
  })
  const made = await admin.post('/x_ticket', { name: 'Third' })
  expect(made.body.item[name]).toBe('T-003')
  const numbers = async () =>
    (await admin.get('/x_ticket?sort=createdAt')).body.items.map((row: Record<string, unknown>) => row[name])
  await expect.poll(numbers, { timeout: 20_000 }).toEqual(['T-001', 'T-002', 'T-003'])
  const found = async () => (await admin.get('/x_ticket?q=t-001')).body.items.length
  await expect.poll(found, { timeout: 20_000 }).toBe(1)
  const forged = await admin.post('/x_ticket', { name: 'Forged', [name]: 'T-001' })
  expect(forged.body.problems).toMatchObject([{ field: name, error: 'value.unknown-field' }])
})

it('an archived field is as if it were not there, and comes back with its values', async () => {
  const { id, name } = await create({ entity: 'lead', type: 'text', names: { en: 'Nickname' } })
  const lead = (await admin.post('/leads', { name: 'Anna', [name]: 'Nyura' })).body.item
  await admin.post('/commands/field.archive', { field: id })
  expect((await admin.get(`/leads/${lead.id}`)).body.item).not.toHaveProperty(name)
  const write = await admin.patch(`/leads/${lead.id}`, { changes: { [name]: 'Anya' } })
  expect(write.body.problems).toMatchObject([{ field: `changes.${name}`, error: 'value.unknown-field' }])
  const found = async () => (await admin.get('/leads?q=nyura')).body.items.length
  await expect.poll(found, { timeout: 20_000 }).toBe(0)
  await admin.post('/commands/field.restore', { field: id })
  expect((await admin.get(`/leads/${lead.id}`)).body.item[name]).toBe('Nyura')
  await expect.poll(found, { timeout: 20_000 }).toBe(1)
})

it('a required field is asked for, and cannot become required while records have nothing in it', async () => {
  const { id, name } = await create({ entity: 'product', type: 'text', names: { en: 'Maker' } })
  const bare = (await admin.post('/products', { name: 'Rack' })).body.item
  const refused = await admin.post('/commands/field.change', { field: id, required: true })
  expect(refused).toMatchObject({ status: 409, body: { code: 'field.has-empty', params: { count: 1 } } })
  await admin.patch(`/products/${bare.id}`, { changes: { [name]: 'Meta' } })
  expect((await admin.post('/commands/field.change', { field: id, required: true })).status).toBe(200)
  const without = await admin.post('/products', { name: 'Shelf' })
  expect(without.body.problems).toMatchObject([{ field: name, error: 'value.required' }])
  const emptied = await admin.patch(`/products/${bare.id}`, { changes: { [name]: null } })
  expect(emptied.status).toBe(422)
})

it('a unique field refuses a shared value, in any letter case, once its index stands', async () => {
  const { id, name } = await create({ entity: 'contact', type: 'text', names: { en: 'Badge' } })
  const [one, two] = await Promise.all(
    ['A-1', 'a-1'].map(
      async (badge) => (await admin.post('/contacts', { name: badge, [name]: badge })).body.item,
    ),
  )
  const refused = await admin.post('/commands/field.change', { field: id, unique: true })
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'field.has-shared', params: { values: 'a-1' } },
  })
  await admin.patch(`/contacts/${two.id}`, { changes: { [name]: 'B-2' } })
  expect((await admin.post('/commands/field.change', { field: id, unique: true })).status).toBe(200)
  await expect
    .poll(() => indexNames('contacts'), { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(/^x.*_unique$/))
  const clash = await admin.patch(`/contacts/${two.id}`, { changes: { [name]: 'a-1' } })
  expect(clash.status).toBe(409)
  expect(clash.body.code).toBe('record.duplicate')
  expect((await admin.get(`/contacts/${one.id}`)).body.item[name]).toBe('A-1')
})

it('an initial value goes to new records and, when asked for, to those that are there', async () => {
  const before = (await admin.post('/companies', { name: 'Old' })).body.item
  const { name } = await create({
    entity: 'company',
    type: 'multiChoice',
    names: { en: 'Kinds' },
    options: colours,
    initial: ['green', 'red'],
    fill: true,
  })
  const after = (await admin.post('/companies', { name: 'New' })).body.item
  expect(after[name]).toEqual(['red', 'green'])
  expect((await admin.get(`/companies/${before.id}`)).body.item[name]).toEqual(['red', 'green'])
})

it('a choice that records hold is not taken away', async () => {
  const { id, name } = await create({
    entity: 'lead',
    type: 'choice',
    names: { en: 'Colour' },
    options: colours,
  })
  await admin.post('/leads', { name: 'Boris', [name]: 'blue' })
  const less = { ...colours, choices: ['red'] }
  const refused = await admin.post('/commands/field.change', { field: id, options: less })
  expect(refused).toMatchObject({ status: 409, body: { code: 'field.choice-in-use', params: { count: 1 } } })
  const more = { choices: [...colours.choices, 'white'], names: { ...colours.names, white: { en: 'White' } } }
  expect((await admin.post('/commands/field.change', { field: id, options: more })).status).toBe(200)
  expect((await admin.post('/leads', { name: 'Vera', [name]: 'white' })).body.item[name]).toBe('white')
})

it.each([
  ['a noun that takes no fields', { entity: 'pipeline' }, 'entity'],
  ['a noun there is not', { entity: 'constructor' }, 'entity'],
  ['no choices', { type: 'choice', options: { choices: [], names: {} } }, 'options.choices'],
  ['a link to nothing', { type: 'link', options: { to: 'session' } }, 'options.to'],
  ['no label', { names: {} }, 'names'],
  ['a taken name', { name: 'x_my_text' }, 'name'],
  ['an initial value of another type', { type: 'number', initial: 'red' }, 'initial'],
  ['options of another type', { options: { digits: 2 } }, 'options.digits'],
  ['a long text without doubles', { type: 'longText', unique: true }, 'unique'],
])('refuses %s, naming the field', async (_what, given, field) => {
  const input = { entity: 'deal', type: 'text', names: { en: 'Size' }, ...given }
  const refused = await admin.post('/commands/field.create', input)
  expect(refused.status).toBe(422)
  expect(refused.body.problems.map((problem: { field: string }) => problem.field)).toContain(field)
})

it('only who may change settings changes the model', async () => {
  const manager = await app.signIn('sales_manager')
  const input = { entity: 'deal', type: 'text', names: { en: 'Mine' } }
  expect((await manager.post('/commands/field.create', input)).status).toBe(403)
})

it('another workspace has none of it', async () => {
  const other = await startTestApp()
  try {
    const { name } = await create({ entity: 'deal', type: 'text', names: { en: 'Only here' } })
    const refused = await other.admin.post('/deals', { title: 'There', [name]: 'x' })
    expect(refused.body.problems).toMatchObject([{ field: name, error: 'value.unknown-field' }])
  } finally {
    await other.close()
  }
})

async function create(input: object): Promise<{ id: string; name: string }> {
  const { status, body } = await admin.post('/commands/field.create', input)
  expect(body.problems ?? []).toEqual([])
  expect(status).toBe(200)
  return body
}

async function list(filter: object, sort = 'createdAt'): Promise<string[]> {
  const { body } = await admin.get(
    `/deals?limit=200&sort=${sort}&filter=${encodeURIComponent(JSON.stringify(filter))}`,
  )
  return body.items.map(({ id }: { id: string }) => id)
}

async function indexNames(table: string): Promise<string[]> {
  const rows = await app.rows<{ name: string }>(
    `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = $1::regclass and i.indisvalid`,
    [table],
  )
  return rows.map(({ name }) => name)
}
