import { writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../tests/helpers/temporary-file.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'
import { openTable } from '../../server/files/tabular/open-table.ts'

let app: TestApp
let company: string
beforeAll(async () => {
  app = await startTestApp({ model: 'collaborative', now: () => new Date('2026-11-22T09:30:00Z') })
  company = (await app.admin.post('/companies', { name: 'Ромашка; "Юг"' })).body.item.id
})
afterAll(() => app.close())

interface Wanted {
  entity: string
  format: 'csv' | 'xlsx' | 'jsonl'
  [member: string]: unknown
}

const prepare = (wanted: Wanted, client: TestClient = app.admin) =>
  client.post('/commands/export.prepare', wanted)

async function fetched(wanted: Wanted, client: TestClient = app.admin) {
  const { status, body } = await prepare(wanted, client)
  expect([status, body]).toEqual([200, expect.objectContaining({ id: expect.any(String) })])
  return client.get(`/exports/${body.id}/file`)
}

/** The file as bytes; the test client reads texts. */
async function bytesOf(wanted: Wanted): Promise<Buffer> {
  const { body } = await prepare(wanted)
  const reply = await app.app.inject({
    method: 'GET',
    url: `/api/v1/exports/${body.id}/file`,
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
    const { body } = await prepare({ entity: 'deal', format: 'csv' }, head)
    await app.rows(`update roles set grants = grants #- '{deal,export}' where key = 'head_of_sales'`)
    expect((await head.get(`/exports/${body.id}/file`)).status).toBe(403)
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

  it('is one’s own: what another has prepared is not there', async () => {
    const head = await app.signIn('head_of_sales')
    const { body } = await prepare({ entity: 'deal', format: 'csv' }, head)
    expect((await app.admin.get(`/exports/${body.id}/file`)).status).toBe(404)
  })
})

describe('the log of events', () => {
  it('says who took what and how many rows', async () => {
    const filter = { field: 'title', op: 'eq', value: 'Racks' }
    const { body } = await prepare({
      entity: 'deal',
      format: 'csv',
      columns: ['title'],
      selection: { filter },
    })
    await app.admin.get(`/exports/${body.id}/file`)
    const events = await app.rows(
      'select kind, actor_id, data from events where record_id = $1 order by id',
      [body.id],
    )
    const what = { exported: 'deal', format: 'csv', columns: ['title'], filter }
    expect(events).toEqual([
      { kind: 'export.begun', actor_id: app.admin.userId, data: what },
      { kind: 'export.finished', actor_id: app.admin.userId, data: { ...what, rows: 1, isWhole: true } },
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
