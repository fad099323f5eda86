import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { importFile, undoImported } from '../../src/cli/import.ts'
import type { ImportFlags } from '../../src/cli/import-settings.ts'
import { openTable } from '../../src/server/files/tabular/open-table.ts'
import { lawBreaches } from '../helpers/law.ts'
import { sharedData } from '../helpers/shared-data.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const patience = { timeout: 600_000 }
const entry = fileURLToPath(new URL('../../src/cli/entry.ts', import.meta.url))
const opportunities = sharedData('crm-opportunities')
const bank = sharedData('bank-marketing/bank-full.csv.gz')
const salesforce = sharedData('salesforce')

/** A new app, and the command line beside it. */
function appWithCommands(model: 'transactional' | 'collaborative' = 'transactional') {
  const made: { app: TestApp } = {} as { app: TestApp }
  beforeAll(async () => {
    made.app = await startTestApp({ model })
    vi.stubEnv('DATABASE_URL', made.app.services.config.databaseUrl!)
    vi.stubEnv('BASE_URL', 'http://localhost:3000')
    vi.stubEnv('LANG', 'C')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await made.app.close()
  })
  return {
    get app() {
      return made.app
    },
    /** `onward import FILE …`; returns the exit code and what it said. */
    async bringIn(file: string, flags: ImportFlags) {
      const said: string[] = []
      const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
      const warn = vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
      const code = await importFile(file, {
        basis: 'contract',
        ...flags,
        dataDir: made.app.services.config.dataDir,
      })
      for (const spy of [log, warn]) spy.mockRestore()
      return { code, said: said.join('\n') }
    },
    undo: (id: string) => undoImported(id, { dataDir: made.app.services.config.dataDir }),
    async count(from: string): Promise<number> {
      const [row] = await made.app.rows<{ n: number }>(`select count(*)::int as n from ${from}`)
      return row?.n ?? 0
    },
  }
}

describe.runIf(opportunities)('the deals of a hardware vendor', () => {
  const cli = appWithCommands()
  const file = (name: string) => join(opportunities ?? '', name)

  it('begin with its customers, a parent that comes later among them', patience, async () => {
    const { code, said } = await cli.bringIn(file('accounts.csv'), { currency: 'USD' })
    expect(said).toContain('Created 85, updated 0, unchanged 0, skipped 0, refused 0, with warnings 0.')
    expect(said).toMatch(/account → name[\s\S]*sector → industry[\s\S]*subsidiary_of → parent/)
    expect(code).toBe(0)
    expect(await cli.count('companies')).toBe(85)
    expect(await cli.count(`companies where parent_id is not null`)).toBe(15)
    expect(await cli.count(`companies where industry = 'technolgy'`)).toBe(12)
    const [acme] = await cli.app.rows(
      `select industry, founded_year, annual_revenue, annual_revenue_currency, employees, country from companies where name = 'Acme Corporation'`,
    )
    expect(acme).toEqual({
      industry: 'technolgy',
      founded_year: 1996,
      annual_revenue: 110_004,
      annual_revenue_currency: 'USD',
      employees: 2822,
      country: 'United States',
    })
  })

  it('go on with products, through a process of its own', patience, async () => {
    const { databaseUrl, dataDir } = cli.app.services.config
    const args = [
      '--import',
      'tsx',
      entry,
      'import',
      file('products.csv'),
      '--currency',
      'USD',
      '--data-dir',
      dataDir,
    ]
    const env = { PATH: process.env.PATH, LANG: 'ru_RU.UTF-8', DATABASE_URL: databaseUrl! }
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    expect(out + err).toContain('Создано: 7')
    expect(code).toBe(0)
    expect(await cli.app.rows(`select category, price from products where name = 'GTX Pro'`)).toEqual([
      { category: 'GTX', price: 482_100 },
    ])
  })

  it('are sold by people in teams led by their managers', patience, async () => {
    const people = file('sales_teams.csv')
    const offices = { Central: 'Dustin Brinkmann' }
    const managers = await cli.bringIn(people, {
      entity: 'user',
      map: ['manager=name'],
      skip: ['sales_agent', 'regional_office'],
      match: 'name',
    })
    expect(managers.said).toContain('Created 6, updated 0, unchanged 29')
    const teams = await cli.bringIn(people, {
      entity: 'team',
      map: ['manager=lead'],
      skip: ['sales_agent', 'regional_office'],
      title: '{manager}',
      match: 'name',
    })
    expect(teams.said).toContain('Created 6, updated 0, unchanged 29')
    const agents = await cli.bringIn(people, {
      entity: 'user',
      map: ['sales_agent=name', 'manager=team'],
      skip: ['regional_office'],
      match: 'name',
    })
    expect(agents.said).toContain('Created 35, updated 0, unchanged 0')
    expect(await cli.count('teams t join users u on u.id = t.lead_id and u.name = t.name')).toBe(6)
    expect(await cli.count('users where team_id is not null')).toBe(35)
    expect(
      await cli.count(`users u join teams t on t.id = u.team_id where t.name = '${offices.Central}'`),
    ).toBe(5)
  })

  it(
    'come in with stages, owners, days and amounts, and what is odd about them is told',
    patience,
    async () => {
      const { code, said } = await cli.bringIn(file('sales_pipeline.csv'), {
        entity: 'deal',
        currency: 'USD',
        title: '{product} · {account}',
        createMissing: 'company,contact,product,stage',
      })
      for (const pair of [
        'opportunity_id → externalId',
        'sales_agent → owner',
        'product → product',
        'account → company',
        'deal_stage → stage',
        'engage_date → startedOn',
        'close_date → closedAt',
        'close_value → amount',
      ])
        expect(said).toContain(pair)
      expect(said).toContain('Created 8800, updated 0, unchanged 0, skipped 0, refused 0')
      expect(said).toMatch(/1480 rows: Product: “GTXPro” was taken to be “GTX Pro”/)
      expect(said).toMatch(/1425 rows: Company: Neither a company nor a contact is named/)
      expect(code).toBe(0)
      expect(await lawBreaches(cli.app)).toEqual([])
    },
  )

  it('can be found, summed and reported through the API', patience, async () => {
    const { app } = cli
    const list = (filter: object, cursor = '') =>
      app.admin.get(
        `/deals?limit=200&filter=${encodeURIComponent(JSON.stringify(filter))}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
    const status = (value: string) => ({ field: 'status', op: 'eq', value })
    for (const [value, count] of [
      ['won', 4238],
      ['lost', 2473],
      ['open', 2089],
    ] as const)
      expect((await list(status(value))).body.total).toEqual({ count, exact: true })
    expect((await list({ field: 'company', op: 'empty' })).body.total.count).toBe(1425)
    expect((await list({ all: [status('open'), { field: 'nextStep', op: 'empty' }] })).body.total.count).toBe(
      0,
    )
    expect(await cli.count('steps where closed_at is null')).toBe(2089)
    expect(await cli.count('deals d join steps s on s.id = d.next_step_id and s.owner_id = d.owner_id')).toBe(
      2089,
    )

    let [won, cursor]: [number, string | null] = [0, '']
    while (cursor !== null) {
      const { body } = await list(status('won'), cursor)
      for (const { amount } of body.items) won += amount.currency === 'USD' ? amount.amount : Number.NaN
      cursor = body.nextCursor
    }
    expect(won).toBe(10_005_534_00)

    const board = (await app.admin.get('/board?entity=deal&limit=1')).body
    const columns: { stage: { name: string }; count: number; sums: unknown[] }[] = board.columns
    const counts = Object.fromEntries(
      columns.filter(({ count }) => count > 0).map(({ stage, count }) => [stage.name, count]),
    )
    expect(counts).toEqual({ Engaging: 1589, Prospecting: 500 })
    const report = (await app.admin.get('/team-report?from=2016-01-01&to=2017-12-31')).body
    expect(report).toMatchObject({ openRecords: 2089, withoutNextStep: 0 })
    expect(report.people.reduce((sum: number, { open }: { open: number }) => sum + open, 0)).toBe(2089)
    const [deal] = await app.rows(`
      select d.title, c.name as company, p.name as product, u.name as owner, d.started_on, d.closed_at, d.amount, d.status
      from deals d join companies c on c.id = d.company_id join products p on p.id = d.product_id join users u on u.id = d.owner_id
      where d.external_id = 'Z063OYW0'`)
    expect(deal).toEqual({
      title: 'GTXPro · Isdom',
      company: 'Isdom',
      product: 'GTX Pro',
      owner: 'Darcel Schlecht',
      started_on: '2016-10-25',
      closed_at: '2017-03-10T21:00:00.000Z',
      amount: 451_400,
      status: 'won',
    })
  })

  it('change nothing when they come again, and go without a trace', patience, async () => {
    const again = await cli.bringIn(file('sales_pipeline.csv'), {
      entity: 'deal',
      currency: 'USD',
      title: '{product} · {account}',
    })
    expect(again.said).toContain('Created 0, updated 0, unchanged 8800')
    const [run] = await cli.app.rows<{ id: string }>(
      `select id from imports where file_name = 'sales_pipeline.csv' order by created_at limit 1`,
    )
    vi.spyOn(console, 'log').mockImplementation(() => {})
    expect(await cli.undo(run!.id)).toBe(0)
    vi.restoreAllMocks()
    expect(await cli.count('deals')).toBe(0)
    expect(await cli.count('steps')).toBe(0)
    expect(await cli.count(`stages where name in ('Engaging', 'Prospecting')`)).toBe(0)
    expect(await cli.count('companies')).toBe(85)
  })
})

describe.runIf(bank)('the calls of a bank', () => {
  const cli = appWithCommands()

  it('become 45,211 leads whose next call is the next attempt', patience, async () => {
    const { code, said } = await cli.bringIn(bank ?? '', {
      entity: 'lead',
      map: ['y=status', 'campaign=attempts'],
      value: ['status:no=open'],
      title: '{job}, {age}',
    })
    expect(said).toContain('Created 45211, updated 0, unchanged 0, skipped 0, refused 0')
    expect(code).toBe(0)
    expect(await cli.count(`leads where status = 'won'`)).toBe(5289)
    expect(await cli.count(`leads where status = 'open'`)).toBe(39_922)
    const [sums] = await cli.app.rows('select sum(attempts)::int as attempts from leads')
    expect(sums).toEqual({ attempts: await sumOf(bank ?? '', 'campaign') })
    expect(
      await cli.count(
        'steps s join leads l on l.id = s.lead_id and l.next_step_id = s.id where s.attempt = l.attempts + 1',
      ),
    ).toBe(39_922)
    expect(await cli.count('steps')).toBe(39_922)
    const [lead] = await cli.app.rows(
      `select name, attempts, status, description from leads order by created_at, id limit 1`,
    )
    expect(lead).toMatchObject({
      name: 'management, 58',
      attempts: 1,
      status: 'open',
      description: expect.stringContaining('balance: 2143'),
    })
    expect(await lawBreaches(cli.app)).toEqual([])
  })
})

describe.runIf(salesforce)('an export of Salesforce', () => {
  const cli = appWithCommands('collaborative')

  it('keeps its letters and links its files by their ids', patience, async () => {
    const accounts = await cli.bringIn(join(salesforce ?? '', 'accountData.csv'), {
      entity: 'company',
      match: 'externalId',
    })
    expect(accounts.said).toContain('ID → externalId')
    expect(accounts.said).toMatch(/Created 423, updated 0, unchanged 0, skipped 0, refused 0/)
    expect(
      await cli.count(
        `companies where name like '%Crédito%' or address like '%Crédito%' or description like '%Crédito%'`,
      ),
    ).toBeGreaterThan(0)
    expect(
      await cli.count(`companies where address like '%Nº%' or name like '%Nº%' or description like '%Nº%'`),
    ).toBeGreaterThan(0)
    const deals = await cli.bringIn(join(salesforce ?? '', 'opportunityData.csv'), {
      entity: 'deal',
      map: ['ACCOUNTID=company', 'STAGENAME=stage'],
      createMissing: 'stage',
    })
    expect(deals.said).toMatch(/Created 38, updated 0, unchanged 0, skipped 0, refused 0/)
    expect(
      await cli.count('deals d join companies c on c.id = d.company_id where length(c.external_id) = 18'),
    ).toBe(38)
    expect(await cli.count('companies')).toBe(423)
    expect(await lawBreaches(cli.app)).toEqual([])
  })
})

/** Sum of a column of whole numbers. */
async function sumOf(file: string, heading: string): Promise<number> {
  const table = await openTable(file)
  const column = table.headings.indexOf(heading)
  let sum = 0
  for await (const { cells } of table.rows()) sum += Number(cells[column])
  await table.close()
  return sum
}
