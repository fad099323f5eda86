import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { importSettingsShape } from '../../src/modules/imports/import-settings.ts'
import { pumpAll } from '../../src/modules/integrations/server/pump.ts'
import { fileForm } from '../helpers/files.ts'
import { csv, upload } from '../helpers/imports.ts'
import { startTestApp, type TestApp, type TestClient, type TestReply } from '../helpers/test-app.ts'
import { fields } from './matrix.table.ts'
import { type FieldCell, type FieldColumn, fieldColumns } from './matrix.words.ts'

const phone = '+79161234510'
const masked = '+7 916 •••-••-10'
const everything = { read: 'all', create: 'all', update: 'all', delete: 'all', import: 'all', export: 'all' }
const nouns = [
  'settings',
  'lead',
  'deal',
  'contact',
  'company',
  'product',
  'step',
  'note',
  'view',
  'user',
  'import',
  'tag',
  'audit',
  'file',
]
const query = (value: unknown) => encodeURIComponent(JSON.stringify(value))

interface Asker {
  client: TestClient
  level: FieldColumn
  /** Records made for him alone, to be written. */
  contact: string
  deal: string
  twin: string
  /** The act by which an administrator changed the phone of one more. */
  event: string
}

let app: TestApp
let contact: string
let deal: string
let lead: string
let formula: string
/** A field that holds a file, and the one in it. */
let scan: string
let passport: string
const askers = {} as Record<FieldColumn, Asker>

beforeAll(async () => {
  app = await startTestApp({ jobs: true, outboundAllow: '127.0.0.1' })
  const field = { entity: 'contact', type: 'formula', names: { en: 'Line' }, options: { formula: 'phone' } }
  formula = (await app.admin.post('/commands/field.create', field)).body.name
  scan = (
    await app.admin.post('/commands/field.create', {
      ...{ entity: 'contact', type: 'file', names: { en: 'Scan' } },
    })
  ).body.name
  passport = (await sendScan(app.admin)).body.item.id
  contact = await made('contacts', { name: 'Ivan Petrov', phone: '+79160000077', [scan]: passport })
  await app.admin.patch(`/contacts/${contact}`, { version: null, changes: { phone } })
  deal = await made('deals', { title: 'Racks', contact, amount: { amount: 777_7700, currency: 'RUB' } })
  lead = await made('leads', { name: 'Anna', phone })
  for (const level of fieldColumns) askers[level] = await askerOf(level)
})
afterAll(() => app.close())

async function made(table: string, values: object): Promise<string> {
  const { status, body } = await app.admin.post(`/${table}`, values)
  expect([status, body.problems]).toEqual([201, undefined])
  return body.item.id
}

/** Somebody whose role is limited so in the phones of customers, the amounts of deals and their sources. */
async function askerOf(level: FieldColumn): Promise<Asker> {
  const whole = level === 'masked' ? 'hidden' : level
  const fieldLimits = {
    contact: { phone: level, [scan]: level },
    lead: { phone: level },
    deal: { amount: whole, contact: level === 'read' ? 'read' : undefined, product: whole },
  }
  const role = await app.admin.post('/roles', {
    name: level,
    grants: Object.fromEntries(nouns.map((noun) => [noun, everything])),
    fieldLimits: level === 'edit' ? {} : fieldLimits,
  })
  expect([role.status, role.body.problems]).toEqual([201, undefined])
  const client = await app.signIn('analyst', { name: `Of ${level}` })
  await app.rows('update users set role_id = $1 where id = $2', [role.body.item.id, client.userId])
  const undone = await made('contacts', { name: `Undone by ${level}`, phone: '+79160000001' })
  const changes = { phone: '+79160000002' }
  const changed = await app.admin.patch(`/contacts/${undone}`, { version: null, changes })
  return {
    client,
    level,
    contact: await made('contacts', { name: `For ${level}`, phone: '+79160000011' }),
    deal: await made('deals', { title: `For ${level}`, contact, owner: client.userId }),
    twin: await made('contacts', { name: `For ${level} too` }),
    event: changed.body.event,
  }
}

/** Sends a file for the field that holds one. */
function sendScan(client: TestClient): Promise<TestReply> {
  const { payload, headers } = fileForm('series 4509', 'passport.txt')
  return app.inject('POST', `/files?entity=contact&field=${scan}`, {
    payload,
    headers: {
      ...headers,
      cookie: client.cookie,
      origin: app.services.config.baseUrl,
      'idempotency-key': uuidv7(),
    },
  })
}

/** What an answer tells of the file; for who does not know the field it is as if there were none. */
const tellFile = (reply: TestReply): FieldCell =>
  reply.status === 404 ? 'nothing' : tellOf(reply, /passport|series/)

/** What an answer tells of the phone, or of what is asked for instead. */
function tellOf({ status, body }: TestReply, value: RegExp = /\+?79161234510|123-45-10/): FieldCell {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  if (status >= 400) {
    const said = text.includes('field.hidden') || text.includes('field.masked')
    const isNamed = text.includes('value.not-editable') || text.includes('access.denied')
    return said || isNamed ? 'refused' : expect.fail(text)
  }
  if (value.test(text)) return 'whole'
  return text.includes(masked) ? 'masked' : 'nothing'
}

const did = (reply: TestReply): FieldCell => (reply.status < 300 ? 'done' : tellOf(reply))
/** Of what finds records: whether Ivan, whose phone it is, is found. */
const finds = (reply: TestReply): FieldCell =>
  reply.status < 300 ? (JSON.stringify(reply.body).includes(contact) ? 'whole' : 'nothing') : tellOf(reply)

const byPhone = { field: 'phone', op: 'eq', value: phone }

/** How each surface of the table is asked. */
const surfaces: Record<string, (asker: Asker) => Promise<FieldCell>> = {
  record: async ({ client }) => tellOf(await client.get(`/contacts/${contact}`)),
  'record with chosen fields': async ({ client }) =>
    tellOf(await client.get(`/contacts/${contact}?fields=phone`)),
  list: async ({ client }) => tellOf(await client.get('/contacts?limit=200')),
  'expanded reference': async ({ client }) => tellOf(await client.get(`/deals/${deal}?expand=contact`)),
  Today: async ({ client }) => {
    await app.rows(
      `update steps set due_at = now() where deal_id in (select id from deals where owner_id = $1)`,
      [client.userId],
    )
    const { status, body, headers } = await client.get('/today')
    expect(body.queue).toHaveLength(1)
    return tellOf({ status, body, headers })
  },
  timeline: async ({ client }) => tellOf(await client.get(`/timeline?entity=contact&record=${contact}`)),
  'feed of changes': async ({ client }) =>
    tellOf(await client.get('/changes?after=start&entities=contact&limit=500')),
  'log of changes': async ({ client }) => tellOf(await client.get(`/audit?record=${contact}`)),
  'message of a webhook': async ({ client }) => {
    const hook = { name: 'Shop', url: 'http://127.0.0.1:9/', events: ['contact.updated'] }
    const made = await client.post('/commands/webhook.create', hook)
    expect([made.status, made.body.problems]).toEqual([200, undefined])
    const { id } = made.body
    await app.admin.patch(`/contacts/${contact}`, {
      version: null,
      changes: { jobTitle: `Of ${client.name}` },
    })
    // An event is told when every transaction before it has ended, those of other tests among them.
    const body = await vi.waitFor(
      async () => {
        await pumpAll(app.services)
        const [delivery] = await app.rows('select body from webhook_deliveries where webhook_id = $1', [id])
        expect(delivery).toBeDefined()
        return delivery!
      },
      { timeout: 20_000, interval: 100 },
    )
    await client.post('/commands/webhook.delete', { id })
    return tellOf({ status: 200, body, headers: {} })
  },
  'merge preview': async ({ client, twin }) =>
    tellOf(await client.get(`/merges/preview?entity=contact&id=${contact}&others=${twin}`)),
  'conversion of a lead': async ({ client }) => tellOf(await client.get(`/leads/${lead}/conversion`)),
  'formula reading it': async ({ client }) =>
    tellOf(await client.get(`/contacts/${contact}?fields=${formula}`)),
  'export as CSV': async ({ client }) => tellOf(await exported(client, { format: 'csv' })),
  'export as JSON lines': async ({ client }) => tellOf(await exported(client, { format: 'jsonl' })),
  'export as vCard': async ({ client }) => tellOf(await exported(client, { format: 'vcf' })),
  'export of the column': async ({ client }) =>
    did(
      await client.post('/commands/export.prepare', { ...wanted, format: 'csv', columns: ['name', 'phone'] }),
    ),
  'search by the value': async ({ client }) => finds(await client.get('/search?q=9161234510')),
  'search by the name': async ({ client }) => tellOf(await client.get('/search?q=Ivan%20Petrov')),
  'list searched by the value': async ({ client }) => finds(await client.get('/contacts?q=9161234510')),
  'duplicates by the value': async ({ client }) =>
    finds(await client.get(`/duplicates/find?entity=contact&values=${query({ phone })}`)),
  filter: async ({ client }) => finds(await client.get(`/contacts?filter=${query(byPhone)}`)),
  'filter through a reference': async ({ client }) =>
    did(await client.get(`/deals?filter=${query({ ...byPhone, field: 'contact.phone' })}`)),
  'filter of related records': async ({ client }) =>
    did(await client.get(`/companies?filter=${query({ related: 'contacts', where: byPhone })}`)),
  sort: async ({ client }) => finds(await client.get('/contacts?sort=phone&limit=200')),
  'figures under a list': async ({ client }) =>
    did(await client.get('/totals?entity=contact&figures=phone:filled')),
  'sum of an amount': async ({ client }) =>
    tellOf(await client.get('/totals?entity=deal&figures=amount:sum'), /7777700/),
  'sums on a board': async ({ client }) => tellOf(await client.get('/board?entity=deal'), /7777700/),
  groups: async ({ client }) => did(await client.get('/groups?entity=deal&by=product')),
  creation: async ({ client }) => did(await client.post('/contacts', { name: 'New', phone: '+79160000003' })),
  change: async ({ client, contact: own }) =>
    did(await client.patch(`/contacts/${own}`, { version: null, changes: { phone } })),
  'change of several': async ({ client, contact: own }) => {
    const body = { entity: 'contact', ids: [own], changes: { phone: '+79160000004' } }
    const reply = await client.post('/commands/records.updateMany', body)
    return reply.body.failed[0] ? 'refused' : did(reply)
  },
  batch: async ({ client }) => {
    const items = [{ op: 'create', values: { name: 'Of a batch', phone: '+79160000005' } }]
    return did(await client.post('/commands/records.batch', { entity: 'contact', items, atomic: true }))
  },
  'upsert by it': async ({ client }) => {
    const items = [{ key: '+79160000006', values: { name: 'Known by it' } }]
    return did(
      await client.post('/commands/records.upsert', { entity: 'contact', by: 'phone', items, atomic: true }),
    )
  },
  'mass change': async ({ client, contact: own }) => {
    const act = { kind: 'edit', changes: { phone: '+79160000007' } }
    return did(
      await client.post('/commands/bulk.preview', { entity: 'contact', act, selection: { ids: [own] } }),
    )
  },
  'import of it': async ({ client }) => {
    const file = csv([
      ['Name', 'Phone'],
      ['From a file', '+79160000008'],
    ])
    const { id } = (await upload(app, client, file)).body.item
    const columns = { Name: 'name', Phone: 'phone' }
    const settings = importSettingsShape.parse({ entity: 'contact', columns, match: [] })
    return did(await client.post('/commands/import.configure', { id, settings }))
  },
  'choice in a merge': async ({ client, contact: own, twin }) =>
    did(
      await client.post('/commands/records.merge', {
        entity: 'contact',
        survivor: own,
        others: [twin],
        values: { phone: own },
      }),
    ),
  "undo of another's change": async ({ client, event }) =>
    did(await client.post('/commands/records.undo', { event })),
  'file in it': async ({ client }) => tellFile(await client.get(`/files/${passport}`)),
  'bytes of the file': async ({ client }) => tellFile(await client.get(`/files/${passport}/text`)),
  'name behind a filter': async ({ client }) =>
    did(
      await client.get(
        `/contacts?filter=${query({ field: `${scan}.name`, op: 'contains', value: 'passport' })}`,
      ),
    ),
  'sending a file for it': async ({ client }) => did(await sendScan(client)),
}

const wanted = { entity: 'contact', selection: { filter: { field: 'name', op: 'eq', value: 'Ivan Petrov' } } }

async function exported(client: TestClient, { format }: { format: string }): Promise<TestReply> {
  const begun = await client.post('/commands/export.prepare', { ...wanted, format })
  if (begun.status >= 400) return begun
  await vi.waitFor(
    async () => expect((await client.get(`/exports/${begun.body.id}`)).body.item.status).toBe('ready'),
    { timeout: 20_000, interval: 30 },
  )
  return client.get(`/exports/${begun.body.id}/file`)
}

describe('the table of fields', () => {
  it('has a row for every surface that is asked, and asks every row', () =>
    expect(Object.keys(fields)).toEqual(Object.keys(surfaces)))

  const cells = Object.entries(fields).flatMap(([surface, row]) =>
    fieldColumns.map((level) => ({ surface, level, cell: row[level] })),
  )
  it.each(cells.filter(({ cell }) => cell !== '-'))(
    '$surface of a field of level $level: $cell',
    async (one) => {
      expect(await surfaces[one.surface]!(askers[one.level])).toBe(one.cell)
    },
  )
})
