import { expect, it } from 'vitest'
import { appAndBrowser } from '../helpers/app-and-browser.ts'
import { appears, type Visitor } from '../helpers/browser.ts'
import { csv, importing } from '../helpers/imports.ts'
import { hostileTexts } from '../helpers/payloads.ts'
import { type Operation, operationsOf, type Schema } from '../safety/operations.ts'

const { app, browser } = appAndBrowser()

it('a text stays a text wherever it is shown', async () => {
  const records = await fillEverything()
  const imported = await importPayloads()
  const anna = await browser.visit({ as: app.admin })
  const dialogs: string[] = []
  anna.page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await anna.open('/today')
  const sections = await linksIn(anna, anna.say('shell.sections'))
  await anna.open('/settings/profile')
  const settings = await linksIn(anna, anna.say('settings.title'))
  const pages = [
    ...sections,
    ...settings,
    ...['leads', 'deals', 'contacts', 'companies'].map((table) => `/${table}/${records.get(table)}`),
    '/leads?view=all',
    '/deals?view=all&layout=board',
    '/deals?view=all&layout=list',
    `/contacts?peek=contact:${records.get('contacts')}`,
    '/deals?new=true',
    `/import/${imported}`,
  ]
  const found: string[] = []
  const shown = new Set<string>()
  for (const path of pages) {
    await anna.open(path)
    await anna.settled()
    const words = String(await anna.page.evaluate('document.body.innerText'))
    for (const text of hostileTexts) if (words.includes(text)) shown.add(text)
    // What is on the page is its own, hostileTexts or not: nothing that a text could have brought.
    const strangers = (await anna.page.evaluate(findStrangers)) as string[]
    found.push(...strangers.map((one) => `${path}: ${one}`))
  }
  await anna.open('/today')
  await anna.press('/')
  await appears(anna.page.getByRole('dialog'))
  await anna.page.keyboard.type('<img')
  await anna.settled()
  found.push(...((await anna.page.evaluate(findStrangers)) as string[]))
  expect(shown.size).toBeGreaterThan(20)
  expect(found).toEqual([])
  expect(dialogs).toEqual([])
})

/** Elements with handlers in the markup, and such as lead elsewhere. */
const findStrangers = `[...document.querySelectorAll('*')].filter((element) =>
  [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^\\s*javascript:/i.test(value) && name === 'href') ||
  /evil\\.example/.test(element.getAttribute('src') || element.getAttribute('href') || element.getAttribute('srcset') || '') ||
  ['IFRAME', 'OBJECT', 'EMBED', 'BASE'].includes(element.tagName)
).map((element) => element.outerHTML.slice(0, 200))`

let turn = 0
function payload(max = 500, without = /^$/): string {
  const fitting = hostileTexts.filter((text) => text.length <= max && !without.test(text))
  return fitting[turn++ % fitting.length]!
}

/** A record of every kind that can be created, with a payload in every text of it; one id for each table. */
async function fillEverything(): Promise<Map<string, string>> {
  const operations = operationsOf((await app.admin.get('/api/openapi.json')).body)
  const ids = new Map<string, string>()
  const order = app.services.registry.entities.map(({ table }) => table)
  const creations = operations
    .filter(({ method, path, body }) => method === 'POST' && body && order.includes(path.slice(1)))
    .toSorted((one, other) => order.indexOf(one.path.slice(1)) - order.indexOf(other.path.slice(1)))
  for (const operation of creations)
    for (let times = 0; times < 3; times++) {
      const table = operation.path.slice(1)
      const body = await bodyOf(operation, ids)
      const made = await app.admin.post(operation.path, body)
      // A second record may not be called like the first, nor be the plan of the same person.
      if (times > 0 && made.status === 409) continue
      expect([operation.name, made.status, made.body.problems]).toEqual([operation.name, 201, undefined])
      ids.set(table, made.body.item.id)
    }
  const [deal, company] = [ids.get('deals'), ids.get('companies')]
  for (const text of hostileTexts)
    expect((await app.admin.post('/notes', { text, deal, company })).status).toBe(201)
  const { step } = (await app.admin.get(`/deals/${deal}`)).body.item
  const told = { note: payload(), next: { title: payload() }, answers: { why: payload() } }
  await app.admin.post('/commands/step.complete', { step: step.id, outcome: 'result', ...told })
  await fillOwnFields(ids.get('contacts')!)
  await app.admin.post('/commands/workspace.update', { name: payload(120) })
  await app.admin.patch('/session', { name: payload(120) })
  await app.admin.post('/commands/apiKey.create', { name: payload(80) })
  return ids
}

/** Types that no shipped field has: an address in all its parts, and rich text as markup and as words. */
async function fillOwnFields(contact: string): Promise<void> {
  const own = async (type: string, label: string): Promise<string> => {
    const { body } = await app.admin.post('/commands/field.create', {
      ...{ entity: 'contact', type, names: { en: `${label} ${payload(60)}` }, name: `x_${label}` },
    })
    expect(body.problems).toBeUndefined()
    return body.name
  }
  const escaped = hostileTexts.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
  const values = {
    [await own('address', 'address')]: { line1: payload(), line2: payload(200), city: payload(100) },
    [await own('richText', 'markup')]: `<p>x</p>${hostileTexts.join('')}`,
    [await own('richText', 'words')]: escaped.map((text) => `<p>${text}</p>`).join(''),
    [await own('longText', 'lines')]: hostileTexts.join('\n'),
  }
  const { status, body } = await app.admin.patch(`/contacts/${contact}`, { version: null, changes: values })
  expect([status, body.problems]).toEqual([200, undefined])
}

async function bodyOf({ body, path }: Operation, ids: Map<string, string>): Promise<Record<string, unknown>> {
  const entity = app.services.registry.entities.find(({ table }) => `/${table}` === path)!
  const values = sampleOf(body!) as Record<string, unknown>
  for (const [name, field] of Object.entries(entity.fields)) {
    const isList = field.type.name === 'refs'
    if ((field.type.name !== 'ref' && !isList) || field.readOnly) continue
    const { table } = app.services.registry.catalog.entity(field.options.to)
    const first = ids.get(table) ?? (await firstOf(table))
    if (isList) values[name] = first && [first]
    if (isList) continue
    if (entity.worked && ['pipeline', 'stage'].includes(name)) delete values[name]
    else if (name === 'parent') delete values[name]
    else if (table === 'users') values[name] = app.admin.userId
    else values[name] = first
  }
  if (path === '/views')
    Object.assign(values, { entity: 'deal', config: { layout: 'list' }, sharing: 'everyone' })
  // A tag is told from the next one by these.
  if (path === '/tags') Object.assign(values, { name: payload(60, /[,;]/) })
  if (path === '/users') Object.assign(values, { timeZone: 'Europe/Moscow' })
  if (path === '/scripts') Object.assign(values, { attempt: 3 + (turn % 17) })
  if (path === '/roles') Object.assign(values, { grants: {} })
  return values
}

async function firstOf(table: string): Promise<string | null> {
  const [row] = await app.rows<{ id: string }>(`select id from ${table} limit 1`)
  return row?.id ?? null
}

/** A value of every member: hostile texts for texts that may be anything, the plainest value for the rest. */
function sampleOf(schema: Schema): unknown {
  const [choice] = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null')
  if (choice) return sampleOf(choice)
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'array') return [sampleOf(schema.items ?? {})]
  if (schema.type === 'integer') return Math.max(schema.minimum ?? 0, 0)
  if (schema.type === 'boolean') return true
  if (schema.type === 'string') return textOf(schema)
  const members = Object.entries(schema.properties ?? {}).filter(([name]) => name !== 'nextStep')
  return Object.fromEntries(members.map(([name, one]) => [name, sampleOf(one)]))
}

function textOf({ format, pattern, maxLength = 500 }: Schema): string {
  if (format === 'uri') return 'https://example.com/%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E'
  if (format === 'date') return '2026-11-23'
  if (format === 'date-time') return '2026-11-23T09:00:00Z'
  if (format === 'uuid') return app.admin.userId
  if (pattern?.includes('@')) return `user${turn++}@example.com`
  if (pattern?.includes('ext=')) return '+79161234567'
  if (pattern === '^[A-Z]{3}$') return 'RUB'
  return pattern ? `q${turn++}` : payload(maxLength)
}

/** A file with hostile texts for a name, headings and cells, checked, so that its problems are shown. */
async function importPayloads(): Promise<string> {
  const [name = '', birthday = ''] = hostileTexts
  const rows = [[name, birthday], ...hostileTexts.map((text) => [text, text])]
  const { begin, check } = importing(app)
  const settings = {
    entity: 'contact',
    columns: { [name]: 'name', [birthday]: 'birthday' },
    onInvalid: 'refuse',
  } as const
  const id = await begin(csv(rows), settings, '<img src=x onerror=alert(1)>.csv')
  await check(id)
  return id
}

async function linksIn({ page }: Visitor, name: string): Promise<string[]> {
  const nav = page.getByRole('navigation', { name })
  await appears(nav.getByRole('link').first())
  return nav.getByRole('link').evaluateAll((links) => links.map((link) => String(link.getAttribute('href'))))
}
