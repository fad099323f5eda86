import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFile } from '../../../tests/helpers/temporary-file.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import { runSnapshot } from '../../server/act.ts'
import { openTable } from '../../server/files/tabular/open-table.ts'
import { serverModules } from '../server.ts'
import { recordPages } from './server/record-pages.ts'

let app: TestApp
let company: string
beforeAll(async () => {
  app = await startTestApp({
    model: 'collaborative',
    jobs: true,
    now: () => new Date('2026-11-22T09:30:00Z'),
  })
  company = (await app.admin.post('/companies', { name: 'Ромашка; "Юг"' })).body.item.id
})
afterAll(() => app.close())

interface Wanted {
  entity: string
  format: 'csv' | 'xlsx' | 'jsonl' | 'vcf'
  [member: string]: unknown
}

const prepare = (wanted: Wanted, client: TestClient = app.admin) =>
  client.post('/commands/export.prepare', wanted)

/** Asks for a file and waits until it is written. */
async function written(wanted: Wanted, client: TestClient = app.admin): Promise<string> {
  const { status, body } = await prepare(wanted, client)
  expect([status, body]).toEqual([200, expect.objectContaining({ id: expect.any(String) })])
  await vi.waitFor(
    async () => expect((await client.get(`/exports/${body.id}`)).body.item.status).not.toBe('running'),
    { timeout: 20_000, interval: 30 },
  )
  return body.id
}

async function fetched(wanted: Wanted, client: TestClient = app.admin) {
  return client.get(`/exports/${await written(wanted, client)}/file`)
}

/** The file as bytes; the test client reads texts. */
async function bytesOf(wanted: Wanted): Promise<Buffer> {
  const id = await written(wanted)
  const reply = await app.app.inject({
    method: 'GET',
    url: `/api/v1/exports/${id}/file`,
    headers: { host: 'localhost:3000', cookie: app.admin.cookie },
  })
  return reply.rawPayload
}

const linesOf = (text: string) => text.replace('\ufeff', '').trimEnd().split('\r\n')

/** Cells that a spreadsheet would run. */
const hostile = ['=1+1', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '=HYPERLINK("http://x","y")']

describe('an export', () => {
  it('holds what people read, in the order and columns asked for', async () => {
    const deal = {
      title: 'Racks',
      company,
      amount: { amount: 48_000_050, currency: 'RUB' },
      closeOn: '2026-12-05',
    }
    await app.admin.post('/deals', deal)
    await app.admin.post('/deals', { title: 'Alpha', company })
    const { body, headers } = await fetched({
      entity: 'deal',
      format: 'csv',
      sort: ['title'],
      columns: ['title', 'company', 'amount', 'closeOn', 'status', 'owner', 'step', 'createdAt'],
    })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(headers['content-disposition']).toContain('filename="deals-2026-11-22.csv"')
    expect(body.startsWith('\ufeff')).toBe(true)
    const [head, first, second, ...rest] = linesOf(body)
    expect(rest).toEqual([])
    expect(head).toBe(
      'Name,Company,Amount,Amount: currency,Expected close,Status,Owner,Next step,Next step due,Created',
    )
    expect(first).toMatch(/^Alpha,"Ромашка; ""Юг""",,,,Open,Anna Director,[^,]+,2026-\d\d-\d\d \d\d:\d\d,/)
    expect(second).toMatch(/^Racks,"Ромашка; ""Юг""",480000\.50,RUB,2026-12-05,Open,/)
    expect(second).toMatch(/,2026-11-22 12:30$/)
  })

  it('is in the language of whoever asks', async () => {
    await app.admin.patch('/session', { locale: 'ru' })
    const columns = ['title', 'amount', 'closeOn', 'status', 'createdAt']
    const { body, headers } = await fetched({ entity: 'deal', format: 'csv', sort: ['-title'], columns })
    await app.admin.patch('/session', { locale: 'en' })
    const [head, first] = linesOf(body)
    expect(head).toBe('Название;Сумма;Сумма: валюта;Ожидаемое закрытие;Состояние;Создано')
    expect(first).toBe('Racks;480000,50;RUB;05.12.2026;В работе;22.11.2026 12:30')
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain('Сделки 2026-11-22.csv')
  })

  it('is what the filter, the search or the selection shows', async () => {
    const names = async (selection: object) => {
      const { body } = await fetched({ entity: 'deal', format: 'csv', columns: ['title'], selection })
      return linesOf(body).slice(1)
    }
    expect(await names({ filter: { field: 'amount', op: 'notEmpty' } })).toEqual(['Racks'])
    expect(await names({ q: 'alp' })).toEqual(['Alpha'])
    const [racks, alpha] = await app.rows<{ id: string }>('select id from deals order by title desc')
    expect(await names({ ids: [alpha?.id, racks?.id, company] })).toEqual(['Alpha', 'Racks'])
  })

  it('runs nothing in a spreadsheet', async () => {
    for (const name of hostile)
      await app.rows(
        `insert into products (id, version, name, created_at, updated_at) values (gen_random_uuid(), 1, $1, now(), now())`,
        [name],
      )
    await app.admin.post('/products', { name: '+7 916 123-45-67' })
    await app.admin.post('/products', { name: '-5,5' })
    const wanted = { entity: 'product', columns: ['name'] }
    const { body } = await fetched({ ...wanted, format: 'csv' })
    const cells = body.replace('\ufeff', '').split(/\r\n(?=")|\r\n/)
    const texts = cells.map((cell: string) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'))
    for (const name of hostile) expect(texts).toContain(`'${name}`)
    expect(texts).toContain('+7 916 123-45-67')
    expect(texts).toContain('-5,5')
    const xml = await bytesOf({ ...wanted, format: 'xlsx' })
    const rows = await sheetOf(xml)
    expect(rows.flat()).toContain('=1+1')
  })

  it('of a workbook is read by a spreadsheet as it was written', async () => {
    const columns = ['title', 'company', 'amount', 'closeOn', 'owner']
    const rows = await sheetOf(await bytesOf({ entity: 'deal', format: 'xlsx', sort: ['title'], columns }))
    expect(rows).toEqual([
      ['Name', 'Company', 'Amount', 'Amount: currency', 'Expected close', 'Owner'],
      ['Alpha', 'Ромашка; "Юг"', '', '', '', 'Anna Director'],
      ['Racks', 'Ромашка; "Юг"', '480000.5', 'RUB', '2026-12-05', 'Anna Director'],
    ])
  })

  it('of lines holds the records as the API has them', async () => {
    const bytes = await bytesOf({ entity: 'deal', format: 'jsonl', sort: ['title'], columns: ['amount'] })
    const [alpha, racks] = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line: string) => JSON.parse(line))
    expect(alpha).toEqual({ id: expect.any(String), version: 1, amount: null })
    expect(racks.amount).toEqual({ amount: 48_000_050, currency: 'RUB' })
  })

  it('holds the fields a workspace has added', async () => {
    const reply = await app.admin.post('/commands/field.create', {
      entity: 'deal',
      type: 'choice',
      names: { en: 'Colour' },
      options: { choices: ['red'], names: { red: { en: 'Red; hot' } } },
    })
    expect(reply.status).toBe(200)
    const [field] = await app.rows<{ name: string }>('select name from custom_fields')
    const { body: made } = await app.admin.post('/deals', { title: 'Zeta', company, [field!.name]: 'red' })
    const { body } = await fetched({
      entity: 'deal',
      format: 'csv',
      columns: ['title', field!.name],
      selection: { ids: [made.item.id] },
    })
    expect(linesOf(body)).toEqual(['Name,Colour', 'Zeta,Red; hot'])
  })

  it('walks over many pages without losing or repeating a record', async () => {
    await app.rows(`
      insert into products (id, version, name, sku, category, created_at, updated_at)
      select gen_random_uuid(), 1, 'Page ' || n, case when n % 3 = 0 then 'S' end, 'Paged', now(), now()
      from generate_series(1, 1203) n`)
    const filter = { field: 'category', op: 'eq', value: 'Paged' }
    const { body } = await fetched({
      entity: 'product',
      format: 'csv',
      columns: ['name'],
      sort: ['sku', 'name'],
      selection: { filter },
    })
    const names = linesOf(body).slice(1)
    expect(names).toHaveLength(1203)
    expect(new Set(names).size).toBe(1203)
  })
})

describe('the right to export', () => {
  it('is asked for when the file is prepared and when it is fetched', async () => {
    const manager = await app.signIn('sales_manager')
    const refused = await prepare({ entity: 'deal', format: 'csv' }, manager)
    expect(refused.body).toMatchObject({ code: 'access.denied', params: { right: 'deal:export' } })
    const head = await app.signIn('head_of_sales')
    const id = await written({ entity: 'deal', format: 'csv' }, head)
    await app.rows(`update roles set grants = grants #- '{deal,export}' where key = 'head_of_sales'`)
    expect((await head.get(`/exports/${id}/file`)).status).toBe(403)
    await app.rows(
      `update roles set grants = jsonb_set(grants, '{deal,export}', '"all"') where key = 'head_of_sales'`,
    )
  })

  it('reaches as far as the role says, named records included', async () => {
    const head = await app.signIn('head_of_sales')
    const own = (await head.post('/deals', { title: 'Own', company })).body.item.id
    const [other] = await app.rows<{ id: string }>(`select id from deals where title = 'Racks'`)
    await app.rows(
      `update roles set grants = jsonb_set(grants, '{deal,export}', '"own"') where key = 'head_of_sales'`,
    )
    const wanted = { entity: 'deal', format: 'csv', columns: ['title'] } as const
    expect(linesOf((await fetched(wanted, head)).body)).toEqual(['Name', 'Own'])
    const selection = { ids: [other?.id, own] }
    expect(linesOf((await fetched({ ...wanted, selection }, head)).body)).toEqual(['Name', 'Own'])
    const nothing = await prepare({ ...wanted, selection: { ids: [other?.id] } }, head)
    expect(nothing.status).toBe(404)
    await app.rows(
      `update roles set grants = jsonb_set(grants, '{deal,export}', '"all"') where key = 'head_of_sales'`,
    )
  })

  it('holds for so many rows a day, and says how many are left', async () => {
    const head = await app.signIn('head_of_sales')
    await app.rows(`update roles set export_rows = 5 where key = 'head_of_sales'`)
    const named = async (count: number) => {
      const found = await app.rows<{ id: string }>('select id from products order by id limit $1', [count])
      return { entity: 'product', format: 'csv' as const, selection: { ids: found.map(({ id }) => id) } }
    }
    expect(linesOf((await fetched(await named(3), head)).body)).toHaveLength(4)
    const refused = await prepare(await named(3), head)
    expect([refused.status, refused.body.code, refused.body.params]).toEqual([
      422,
      'export.over-quota',
      { most: 5, left: 2, wanted: 3 },
    ])
    expect((await head.get('/exports')).body.quota).toEqual({ most: 5, left: 2 })
    await written(await named(2), head)
    expect((await prepare(await named(1), head)).status).toBe(422)
    expect((await app.admin.get('/exports')).body.quota).toBeNull()
    await app.rows(`update roles set export_rows = 50000 where key = 'head_of_sales'`)
  })

  it('is not widened by whoever may change roles beyond his own', async () => {
    const head = await app.signIn('head_of_sales')
    await app.rows(
      `update roles set grants = jsonb_set(grants, '{settings,update}', '"all"') where key = 'head_of_sales'`,
    )
    const [one] = await app.rows<{ id: string; version: number }>(
      `select id, version from roles where key = 'sales_manager'`,
    )
    const change = (exportRows: number | null) =>
      head.patch(`/roles/${one!.id}`, { version: one!.version, changes: { exportRows } })
    expect((await change(50_001)).status).toBe(422)
    expect((await change(null)).status).toBe(422)
    expect((await change(20)).status).toBe(200)
    await app.rows(`update roles set grants = grants #- '{settings,update}' where key = 'head_of_sales'`)
  })

  it('is one’s own: what another has prepared is not there', async () => {
    const head = await app.signIn('head_of_sales')
    const id = await written({ entity: 'deal', format: 'csv' }, head)
    expect((await app.admin.get(`/exports/${id}/file`)).status).toBe(404)
    expect((await app.admin.get(`/exports/${id}`)).status).toBe(404)
  })
})

describe('a file', () => {
  it('is gone after seven days, and its entry stays for administrators', async () => {
    const id = await written({ entity: 'deal', format: 'csv' })
    await app.rows(`update exports set created_at = created_at - interval '8 days' where id = $1`, [id])
    const { status, body } = await app.admin.get(`/exports/${id}/file`)
    expect([status, body.code]).toEqual([410, 'export.gone'])
    const { files, now } = app.services
    const forget = serverModules.find(({ name }) => name === 'exports')!.keepHouse!
    await app.act(({ tx, workspace: { id: workspace, timeZone } }) =>
      forget({ workspace, timeZone, tx, files, now: now(), enqueue: async () => {} }),
    )
    await expect(files.read(`exports/${id}`)).rejects.toThrow('no file')
    const all = await app.admin.get('/exports?whose=all&limit=200')
    expect(all.body.items.find((one: { id: string }) => one.id === id)).toMatchObject({ status: 'gone' })
    const manager = await app.signIn('sales_manager')
    expect((await manager.get('/exports?whose=all')).status).toBe(403)
    expect((await manager.get('/exports')).body.items).toEqual([])
  })

  it('is one moment’s picture, whatever happens while it is written', async () => {
    await app.rows(`
      insert into products (id, version, name, category, created_at, updated_at)
      select gen_random_uuid(), 1, 'Moment ' || n, 'Moment', m, m
      from generate_series(1, 2500) n, date_trunc('milliseconds', now()) m`)
    const filter = { field: 'category', op: 'eq', value: 'Moment' }
    const seen: string[] = []
    await app.act(async ({ workspace, registry, ...rest }) => {
      const { db } = (await app.services.workspaces.find(workspace.id))!
      const product = registry.catalog.entity('product')
      await runSnapshot({ ...rest, workspace, registry, db, now: app.services.now }, async (snapshot) => {
        for await (const { items } of recordPages(snapshot, product, { selection: { filter }, sort: [] })) {
          seen.push(...items.map(({ name }) => name as string))
          await app.rows(`update products set category = 'Other' where category = 'Moment'`)
        }
      })
    })
    expect([seen.length, new Set(seen).size]).toEqual([2500, 2500])
  })

  it('of contacts is read by address books', async () => {
    const name = 'Пётр; Щукин, \n END:VCARD'
    const { body: made } = await app.admin.post('/contacts', {
      name,
      phone: '+79161112233',
      email: 'petr@example.com',
      company,
    })
    const selection = { ids: [made.item.id] }
    const { body } = await fetched({ entity: 'contact', format: 'vcf', selection })
    const unfolded = body.replaceAll('\r\n ', '').split('\r\n')
    expect(unfolded.filter((one: string) => one === 'END:VCARD')).toHaveLength(1)
    expect(unfolded).toContain('TEL;TYPE=WORK:+79161112233')
    expect(unfolded).toContain('ORG:Ромашка\\; "Юг"')
    for (const one of body.split('\r\n')) expect(Buffer.byteLength(one)).toBeLessThanOrEqual(76)
    expect((await prepare({ entity: 'deal', format: 'vcf' })).status).toBe(422)
  })
})

describe('the log of events', () => {
  it('says who took what and how many rows', async () => {
    const filter = { field: 'title', op: 'eq', value: 'Racks' }
    const id = await written({ entity: 'deal', format: 'csv', columns: ['title'], selection: { filter } })
    await app.admin.get(`/exports/${id}/file`)
    const events = await app.rows(
      'select kind, actor_id, data from events where record_id = $1 order by id',
      [id],
    )
    const what = { exported: 'deal', format: 'csv', columns: ['title'], filter }
    expect(events).toEqual([
      { kind: 'export.begun', actor_id: app.admin.userId, data: what },
      { kind: 'export.finished', actor_id: app.admin.userId, data: { ...what, rows: 1 } },
      { kind: 'export.fetched', actor_id: app.admin.userId, data: { ...what, rows: 1 } },
    ])
  })
})

describe('a wrong request', () => {
  it('is refused by name', async () => {
    const problems = async (wanted: Wanted) => {
      const { status, body } = await prepare(wanted)
      return [status, body.code, body.errors ?? body.problems]
    }
    const columns = await problems({ entity: 'deal', format: 'csv', columns: ['secret'] })
    expect(columns[0]).toBe(422)
    expect(JSON.stringify(columns)).toContain('columns')
    expect((await problems({ entity: 'nothing', format: 'csv' }))[0]).toBe(422)
    const both = { ids: [company], q: 'x' }
    expect((await problems({ entity: 'deal', format: 'csv', selection: both }))[0]).toBe(422)
    const filter = { field: 'nothing', op: 'eq', value: 1 }
    expect((await problems({ entity: 'deal', format: 'csv', selection: { filter } }))[0]).toBe(400)
  })
})

async function sheetOf(bytes: Buffer): Promise<string[][]> {
  const path = temporaryFile('book.xlsx')
  await writeFile(path, bytes)
  const table = await openTable(path)
  try {
    const rows: string[][] = [table.headings]
    for await (const { cells } of table.rows({})) rows.push(cells)
    return rows
  } finally {
    await table.close()
  }
}
