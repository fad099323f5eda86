import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { csv, importing } from '../../../../tests/helpers/imports.ts'
import { hostileMarkup } from '../../../../tests/helpers/payloads.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'
import { longestRichText } from '../../../kernel/text/rich-text.ts'
import { safeHtml } from '../../../server/records/safe-html.ts'

let app: TestApp
let admin: TestClient
let id: string
let name: string
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  admin = app.admin
  const input = { entity: 'contact', type: 'richText', names: { en: 'Brief', ru: 'Задание' } }
  const { body } = await admin.post('/commands/field.create', input)
  id = body.id
  name = body.name
})
afterAll(() => app.close())

const script = '<p>Safe</p><script>alert(1)</script><img src=x onerror=alert(1)>'
const query = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const contact = async (who: string, value: unknown) =>
  (await admin.post('/contacts', { name: who, [name]: value })).body
const stored = async (who: string) => (await contactBy(who))[name]
const contactBy = async (who: string) =>
  (await admin.get(`/contacts?filter=${query({ field: 'name', op: 'eq', value: who })}`)).body.items[0]
const namesBy = async (filter: object) =>
  (await admin.get(`/contacts?sort=name&filter=${query(filter)}`)).body.items.map(
    (row: { name: string }) => row.name,
  )

it('is found by what it says, not by its markup', async () => {
  await contact('Anna', '<h2>Delivery</h2><p>Call <strong>before</strong> noon &amp; bring tea</p>')
  await contact('Boris', '<ul><li>strong coffee</li></ul>')
  await contact('Clara', null)
  expect(await namesBy({ field: name, op: 'contains', value: 'before noon & bring' })).toEqual(['Anna'])
  expect(await namesBy({ field: name, op: 'contains', value: 'strong' })).toEqual(['Boris'])
  expect(await namesBy({ field: name, op: 'startsWith', value: 'delivery' })).toEqual(['Anna'])
  expect(await namesBy({ field: name, op: 'empty' })).toEqual(['Clara'])
  expect(await namesBy({ field: name, op: 'notEmpty' })).toEqual(['Anna', 'Boris'])
  const { items } = (await admin.get('/search?q=coffee')).body
  expect(items).toMatchObject([{ title: 'Boris', found: { field: name, text: '• strong coffee' } }])
  expect((await admin.get('/search?q=strong')).body.items).toHaveLength(1)
})

it('is stored safe by whatever way it comes', async () => {
  const made = await contact('Created', script)
  expect(made.item[name]).toBe('<p>Safe</p>')
  const changed = await admin.patch(`/contacts/${made.item.id}`, { changes: { [name]: `<i>${script}</i>` } })
  expect(changed.body.item[name]).toBe('<em><p>Safe</p></em>')
  const items = hostileMarkup.map((text, at) => ({
    op: 'create',
    values: { name: `Batch ${at}`, [name]: `<p>x</p>${text}` },
  }))
  for (let from = 0; from < items.length; from += 100) {
    const part = items.slice(from, from + 100)
    const { status } = await admin.post('/commands/records.batch', { entity: 'contact', items: part })
    expect(status).toBe(200)
  }
  const upsert = {
    entity: 'contact',
    by: 'externalId',
    items: [{ key: 'u', values: { name: 'Upserted', [name]: script } }],
  }
  expect((await admin.post('/commands/records.upsert', upsert)).body.items).toMatchObject([
    { result: 'created' },
  ])
  const ids = [(await contactBy('Created')).id, (await contactBy('Upserted')).id]
  const act = { kind: 'edit', changes: { [name]: '<b onclick=alert(1)>Bulk</b>' } }
  await admin.post('/commands/bulk.start', { entity: 'contact', selection: { ids }, act })
  await expect.poll(() => stored('Created'), { timeout: 20_000 }).toBe('<strong>Bulk</strong>')
  const imports = importing(app)
  const file = csv([
    ['Name', 'Brief'],
    ['Imported', '<script>alert(1)</script>\nsecond line'],
  ])
  await imports.run(await imports.begin(file, { entity: 'contact', columns: { Name: 'name', Brief: name } }))
  expect(await stored('Imported')).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>second line</p>')

  const kept = await app.rows<{ html: string }>(
    `select ${name}_html as html from contacts where ${name}_html is not null`,
  )
  expect(kept.length).toBeGreaterThan(300)
  expect(kept.filter(({ html }) => html !== safeHtml(html))).toEqual([])
  const told = await app.rows('select 1 from events where data::text ~* $1', ['<(img|script|svg|iframe)'])
  expect(told).toEqual([])
})

it('is refused by name where it is too long or says nothing', async () => {
  const { item } = await contact('Limits', '<p>x</p>')
  const change = (value: unknown) => admin.patch(`/contacts/${item.id}`, { changes: { [name]: value } })
  const longest = `<p>${'x'.repeat(longestRichText - 7)}</p>`
  expect((await change(longest)).body.item[name]).toBe(longest)
  for (const value of [
    `${longest}x`,
    `<p>${'&'.repeat(longestRichText - 20)}</p>`,
    'x'.repeat(longestRichText * 4),
  ])
    expect((await change(value)).body.problems).toMatchObject([
      { field: `changes.${name}`, error: 'value.too-long', params: { max: longestRichText } },
    ])
  for (const value of ['<p></p>', '<hr>', '<script>x</script>'])
    expect((await change(value)).body.problems).toMatchObject([{ error: 'value.required' }])
  expect((await change(null)).body.item[name]).toBeNull()
})

it('history tells what it was, undo puts it back, and what stays the same is no change', async () => {
  const { item } = await contact('History', '<p>One</p>')
  const changed = await admin.patch(`/contacts/${item.id}`, { changes: { [name]: '<p>Two</p>' } })
  const same = await admin.patch(`/contacts/${item.id}`, { changes: { [name]: '<p onclick=x>Two</p>' } })
  expect(same.body.item.version).toBe(changed.body.item.version)
  const { items } = (await admin.get(`/timeline?entity=contact&record=${item.id}`)).body
  expect(JSON.stringify(items)).toContain(
    JSON.stringify({ [name]: ['<p>One</p>', '<p>Two</p>'] }).slice(1, -1),
  )
  await admin.post('/commands/records.undo', { event: changed.body.event })
  expect(await stored('History')).toBe('<p>One</p>')
  expect(await namesBy({ field: name, op: 'eq', value: 'one' })).toEqual(['History'])
})

it('is exported as plain text', async () => {
  const link = '<a href="https://example.org/price">price</a>'
  await contact('Exported', `<p>First</p><ol><li>a</li><li>${link}</li></ol>`)
  const selection = { filter: { field: 'name', op: 'eq', value: 'Exported' } }
  const wanted = { entity: 'contact', format: 'csv', columns: ['name', name], selection }
  const begun = await admin.post('/commands/export.prepare', wanted)
  await vi.waitFor(
    async () => expect((await admin.get(`/exports/${begun.body.id}`)).body.item.status).toBe('ready'),
    { timeout: 20_000, interval: 30 },
  )
  const { body } = await admin.get(`/exports/${begun.body.id}/file`)
  expect(String(body)).toContain('"First\n1. a\n2. price (https://example.org/price)"')
})

it('is read by formulas as what it says', async () => {
  const options = { formula: `if(contains(${name}, "urgent"), left(${name}, 6), "later")` }
  const input = { entity: 'contact', type: 'formula', names: { en: 'Haste' }, options }
  const formula = (await admin.post('/commands/field.create', input)).body
  const { item } = await contact('Hasty', '<p><strong>Urg</strong>ent: call</p>')
  expect(item[formula.name]).toBe('Urgent')
  expect((await contact('Easy', '<p>x</p>')).item[formula.name]).toBe('later')
  expect(await namesBy({ field: formula.name, op: 'eq', value: 'urgent' })).toEqual(['Hasty'])
})

it('is shown in part, or not at all, to whom a role says so', async () => {
  const { item } = await contact('Secret', '<p>The code is <strong>12&lt;34</strong></p>')
  const asRole = async (level: string) => {
    const { body } = await admin.post('/roles', {
      name: level,
      grants: { contact: { read: 'all', update: 'all' } },
      fieldLimits: { contact: { [name]: level } },
    })
    const client = await app.signIn('analyst', { name: level })
    await app.rows('update users set role_id = $1 where id = $2', [body.item.id, client.userId])
    return (await client.get(`/contacts/${item.id}`)).body.item[name]
  }
  expect(await asRole('masked')).toBe('<p>•••34</p>')
  expect(await asRole('hidden')).toBeNull()
})

it('becomes a plain text and rich text again, with the lines it has', async () => {
  const input = { entity: 'lead', type: 'longText', names: { en: 'Plan' } }
  const field = (await admin.post('/commands/field.create', input)).body
  const { item } = (await admin.post('/leads', { name: 'Egor', [field.name]: 'a < b\n\nc' })).body
  const value = async () => (await admin.get(`/leads/${item.id}`)).body.item?.[field.name]
  await admin.post('/commands/field.convert', { field: field.id, type: 'richText' })
  await expect.poll(value, { timeout: 20_000 }).toBe('<p>a &lt; b</p><p></p><p>c</p>')
  await expect.poll(async () => (await admin.get('/leads?q=a%20b%20c')).status, { timeout: 20_000 }).toBe(200)
  await admin.patch(`/leads/${item.id}`, { changes: { [field.name]: '<ul><li>d</li><li>e</li></ul>' } })
  const long = { name: 'Long', [field.name]: `<p>${'x'.repeat(600)}</p>` }
  await admin.post('/leads', long)
  const asked = { field: field.id, type: 'text', after: null, added: [] }
  const preview = (await admin.post('/commands/field.previewConversion', asked)).body
  expect(preview).toMatchObject({
    converts: 1,
    fails: 1,
    examples: [{ title: 'Long', error: 'value.too-long' }],
  })
  await expect
    .poll(async () => (await admin.get(`/fields/${field.id}/conversion`)).body.item.status, {
      timeout: 20_000,
    })
    .toBe('done')
  await admin.post('/commands/field.convert', { field: field.id, type: 'longText' })
  await expect.poll(value, { timeout: 20_000 }).toBe('• d\n• e')
})

it('new records begin with a text that is kept safe', async () => {
  const start = { value: `<h2>Agenda</h2>${script}` }
  const config = { sections: [{ id: 'main', fields: [{ name: 'name' }, { name, start }] }] }
  const laid = await admin.post('/commands/layout.save', { entity: 'contact', version: null, config })
  expect([laid.status, laid.body.problems]).toEqual([200, undefined])
  const { layouts } = (await admin.get('/session')).body.workspace.custom
  expect(layouts[0].sections[0].fields[1].start).toEqual({ value: '<h2>Agenda</h2><p>Safe</p>' })
  const made = await admin.post('/contacts', { name: 'Begun' })
  expect(made.body.item[name]).toBe('<h2>Agenda</h2><p>Safe</p>')
  const changed = await admin.post('/commands/field.change', { field: id, initial: script })
  expect(changed.status).toBe(200)
  const { custom } = (await admin.get('/session')).body.workspace
  expect(custom.fields.find((one: { id: string }) => one.id === id).default).toBe('<p>Safe</p>')
})

it('is described in the document of the API', async () => {
  const { paths } = (await admin.get('/openapi.json')).body
  const { properties } = paths['/api/v1/contacts'].post.requestBody.content['application/json'].schema
  expect(JSON.stringify(properties[name])).toMatch(/"maxLength":50000.*HTML of p, br/)
})
