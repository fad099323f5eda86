import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, type GivenSettings, importing } from '../../../../tests/helpers/imports.ts'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import { importSettingsShape } from '../import-settings.ts'
import { openRun } from './import-run.ts'
import { lockImport } from './imports.queries.ts'
import { importRows } from './write-batch.ts'

const runs = Number(process.env.ONWARD_IMPORT_RUNS ?? 12)

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

const few = (...values: string[]) => fc.constantFrom('', ...values)

/** Companies that share names, ids and parents, some of them nonsense. */
const companies: { entity: 'company'; columns: GivenSettings['columns']; row: fc.Arbitrary<string[]> } = {
  entity: 'company',
  columns: {
    Id: 'externalId',
    Name: 'name',
    Parent: 'parent',
    Staff: 'employees',
    City: 'city',
    Owner: 'owner',
    Note: 'note',
  },
  row: fc.tuple(
    few('a', 'b', 'A', '1', '2'),
    few('Alpha', 'ALPHA', 'Beta', 'Гамма', 'Ёж', 'Еж', 'Delta'),
    few('Alpha', 'Beta', 'delta', 'Omega', 'a', '-', '0012345678'),
    few('1', '20', 'many'),
    few('Perm', 'Omsk'),
    few('Anna Director', 'Nobody'),
    few('Called', 'Wrote'),
  ),
}

/** Deals with stages, companies and people that are partly there. */
const deals: { entity: 'deal'; columns: GivenSettings['columns']; row: fc.Arbitrary<string[]> } = {
  entity: 'deal',
  columns: {
    Id: 'externalId',
    Title: 'title',
    Company: 'company',
    Contact: 'contact',
    Product: 'product',
    Stage: 'stage',
    Amount: 'amount',
    Closed: 'closedAt',
    Owner: 'owner',
  },
  row: fc.tuple(
    few('d1', 'd2', 'd3', 'd4'),
    few('Chairs', 'Tables'),
    few('Alpha', 'Beta', 'Omega'),
    few('Anna', 'Boris'),
    few('Chair Pro', 'chairpro', 'Lamp'),
    few('Won', 'Lost', 'Hopeless', 'Proposal'),
    few('100', '1 000,50', 'free'),
    few('2026-01-15', 'soon'),
    few('Anna Director', 'Nobody'),
  ),
}

/** People whose addresses meet. */
const leads: { entity: 'lead'; columns: GivenSettings['columns']; row: fc.Arbitrary<string[]> } = {
  entity: 'lead',
  columns: {
    Name: 'name',
    Company: 'companyName',
    Phone: 'phone',
    Email: 'email',
    Status: 'status',
    Attempts: 'attempts',
    Text: 'description',
  },
  row: fc.tuple(
    few('Anna', 'Boris', 'Clara'),
    few('Alpha', 'Beta'),
    few('+7 916 111-11-11', '89161111111', '+79162222222', '12'),
    few('a@example.com', 'A@EXAMPLE.COM', 'b@example.com', 'nonsense'),
    few('open', 'won', 'lost', 'perhaps'),
    few('0', '3'),
    few('one', 'two'),
  ),
}

const users: { entity: 'user'; columns: GivenSettings['columns']; row: fc.Arbitrary<string[]> } = {
  entity: 'user',
  columns: { Name: 'name', Email: 'email', Team: 'team', Job: 'jobTitle' },
  row: fc.tuple(
    few('Ulf', 'Vera', 'Wim'),
    few('ulf@example.com', 'VERA@example.com', 'anna@example.com'),
    few('North', 'South'),
    few('Head', 'Clerk'),
  ),
}

describe('a check', () => {
  it.each([companies, deals, leads, users])(
    'counts exactly what the import of $entity does, and finds the same problems',
    async ({ entity, columns, row }) => {
      const match = fc
        .subarray(['externalId', 'name', 'phone', 'email', 'title', 'companyName'])
        .map((names) => names.filter((name) => Object.values(columns).includes(name)))
      const rule = fc.constantFrom('updateEmpty', 'overwrite', 'skip', 'create')
      const onInvalid = fc.constantFrom('keepAsText', 'refuse')
      const createMissing = fc.subarray(['company', 'contact', 'product', 'team', 'stage'])
      const given = fc.record({ match, onDuplicate: rule, onInvalid, createMissing })
      // Beyond the first batch, so that its border lies in the middle.
      const file = fc.array(row, { minLength: 90, maxLength: 180 })
      const same = fc.asyncProperty(file, given, async (rows, settings) => {
        const id = await imports.begin(csv([Object.keys(columns), ...rows]), {
          ...settings,
          entity,
          columns,
        } as GivenSettings)
        const checked = await imports.check(id)
        const problems = await imports.problems(id)
        expect(checked.status).toBe('checked')
        const done = await imports.run(id)
        expect(done.status).toBe('done')
        expect(done.counts).toEqual(checked.counts)
        expect(await imports.problems(id)).toEqual(problems)
        expect(await lawBreaches(app)).toEqual([])
        await imports.undo(id)
      })
      await fc.assert(same, { numRuns: runs, endOnFailure: true })
    },
    180_000,
  )
})

describe('where batches begin', () => {
  it.each([companies, deals, leads])(
    'makes no difference to what becomes of $entity',
    async ({ entity, columns, row }) => {
      const file = fc.array(row, { minLength: 2, maxLength: 40 })
      const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 10 })
      const given = fc.record({
        onDuplicate: fc.constantFrom('updateEmpty', 'overwrite', 'create'),
        match: fc.constantFrom(['externalId', 'name'], ['phone', 'email'], ['title']),
      })
      const same = fc.asyncProperty(file, cuts, given, async (rows, sizes, { onDuplicate, match }) => {
        const settings = importSettingsShape.parse({
          entity,
          columns,
          onDuplicate,
          match: match.filter((name) => Object.values(columns).includes(name)),
        })
        const whole = await outcomeOf(rows, [rows.length], settings)
        expect(await outcomeOf(rows, sizes, settings)).toEqual(whole)
      })
      await fc.assert(same, { numRuns: runs * 2, endOnFailure: true })
    },
    180_000,
  )
})

class RolledBack extends Error {}

/** What becomes of rows that are imported in batches of these sizes, in a transaction that is then rolled back. */
async function outcomeOf(
  rows: string[][],
  sizes: number[],
  settings: ReturnType<typeof importSettingsShape.parse>,
) {
  const headings = Object.keys(settings.columns)
  const id = await imports.begin(csv([headings, ...rows]), settings)
  const outcome: unknown[] = []
  await app
    .act(async (ctx) => {
      const run = await openRun(ctx, await lockImport(ctx, id), false)
      const read = rows.map((cells, index) => run.read({ number: index + 2, cells }))
      for (let at = 0, turn = 0; at < read.length; turn++) {
        const size = sizes[turn % sizes.length]!
        const planned = await importRows(ctx, run, read.slice(at, at + size))
        outcome.push(...planned.map(({ number, outcome: what, problems }) => ({ number, what, problems })))
        at += size
      }
      outcome.push(...(await namedContents(ctx)))
      throw new RolledBack()
    }, app.admin.userId)
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
  return outcome
}

/** Contents of the tables with names in the place of ids. */
async function namedContents(ctx: Parameters<Parameters<TestApp['act']>[0]>[0]) {
  const { sql } = await import('kysely')
  const { rows } = await sql`
    select 'company' as what, jsonb_build_array(c.name, c.external_id, p.name, c.employees, c.city, c.description) as it
    from companies c left join companies p on p.id = c.parent_id
    union all select 'deal', jsonb_build_array(d.title, d.external_id, c.name, t.name, pr.name, s.name, d.amount, d.status, d.closed_at::date, d.description)
    from deals d left join companies c on c.id = d.company_id left join contacts t on t.id = d.contact_id
      left join products pr on pr.id = d.product_id left join stages s on s.id = d.stage_id
    union all select 'lead', jsonb_build_array(name, company_name, phone, email, status, attempts, description) from leads
    union all select 'note', jsonb_build_array(n.text, c.name) from notes n left join companies c on c.id = n.company_id
    order by 1, 2`.execute(ctx.tx)
  return rows
}
