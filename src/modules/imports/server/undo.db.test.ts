import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csv, type GivenSettings, importing } from '../../../../tests/helpers/imports.ts'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

const columns = {
  Title: 'title',
  Id: 'externalId',
  Company: 'company',
  Contact: 'contact',
  Product: 'product',
  Stage: 'stage',
  Amount: 'amount',
  Note: 'note',
}
const settings: GivenSettings = {
  entity: 'deal',
  columns,
  match: ['externalId'],
  onDuplicate: 'overwrite',
  createMissing: ['company', 'contact', 'product', 'stage'],
}
const file = (round: string, from: number, to: number) =>
  csv([
    Object.keys(columns),
    ...Array.from({ length: to - from }, (_, index) => {
      const n = from + index
      return [
        `${round} deal ${n}`,
        `id-${n % 150}`,
        `Company ${n % 7} ${round}`,
        `Person ${n % 11}`,
        `Product ${n % 3}`,
        n % 5 === 0 ? 'Won' : `Stage ${n % 2}`,
        n,
        `Note of ${round}`,
      ]
    }),
  ])

describe('taking an import back', () => {
  it('leaves every table as it was, what it changed included', async () => {
    await imports.bringIn(file('First', 0, 80), settings)
    const before = await contents(app)
    // Rows 150 and on meet rows of the same file, in the batch and over its border.
    const id = await imports.begin(file('Second', 0, 320), settings)
    const { counts } = await imports.run(id)
    expect(counts).toMatchObject({ created: 70, updated: 250, failed: 0 })
    expect(await contents(app)).not.toEqual(before)
    const undone = await imports.undo(id)
    expect(undone).toMatchObject({ status: 'undone', failure: null, counts: { kept: 0 } })
    expect(undone.counts.undone).toBeGreaterThanOrEqual(150)
    expect(await contents(app)).toEqual(before)
    expect(await lawBreaches(app)).toEqual([])
  })

  it('can be done again and again with the same result', async () => {
    const before = await contents(app)
    for (let round = 0; round < 3; round++) {
      const { id, counts } = await imports.bringIn(file('Again', 100, 230), settings)
      expect(counts.failed).toBe(0)
      await imports.undo(id)
      expect(await contents(app)).toEqual(before)
    }
  })

  it('keeps what somebody has changed since, with its steps, and counts it once', async () => {
    const { id } = await imports.bringIn(file('Kept', 1000, 1250), settings)
    const find = async (external: string) => {
      const [found] = await app.rows<{ id: string; step: string }>(
        `select id, next_step_id as step from deals where external_id = $1 and deleted_at is null`,
        [external],
      )
      return found!
    }
    // The first two were touched by both batches of the import: 1000 % 150 = 100.
    const [edited, worked, noted] = [await find('id-101'), await find('id-102'), await find('id-90')]
    expect(
      (await app.admin.patch(`/deals/${edited.id}`, { version: null, changes: { source: 'Fair' } })).status,
    ).toBe(200)
    expect(
      (
        await app.admin.post('/commands/step.complete', {
          step: worked.step,
          outcome: 'postponed',
          dueAt: '2030-01-15T09:00:00.000Z',
        })
      ).status,
    ).toBe(200)
    expect((await app.admin.post('/notes', { text: 'Mine', deal: noted.id })).status).toBe(201)
    const left = await app.rows(
      `select id, title, (select count(*)::int from steps where deal_id = d.id) as steps from deals d where id = any($1) order by id`,
      [[edited.id, worked.id, noted.id]],
    )

    const { counts } = await imports.undo(id)
    const kept = await app.rows(
      `select id, title, (select count(*)::int from steps where deal_id = d.id) as steps from deals d where title like 'Kept%' order by id`,
    )
    expect(kept).toEqual(left)
    // The three deals and the companies, people and products they lead to.
    const used = await app.rows(`
      select company_id as id from deals where title like 'Kept%' union select contact_id from deals where title like 'Kept%'
      union select product_id from deals where title like 'Kept%' union select stage_id from deals d where title like 'Kept%'`)
    expect(counts.kept).toBeLessThanOrEqual(3 + used.length)
    expect(counts.kept).toBeGreaterThan(3)
    expect(await lawBreaches(app)).toEqual([])
  })

  it('goes on where batches have been undone by themselves', async () => {
    const before = await contents(app)
    const { id } = await imports.bringIn(file('Partly', 2000, 2250), settings)
    const [last] = await app.rows<{ act: string }>(
      'select act_id as act from import_acts where import_id = $1 order by seq desc limit 1',
      [id],
    )
    expect((await app.admin.post('/commands/records.undo', { event: last!.act })).status).toBe(200)
    expect(await imports.undo(id)).toMatchObject({ status: 'undone' })
    expect(await contents(app)).toEqual(before)
  })

  it('is refused to who may not, and can be asked for by who may', async () => {
    const head = await app.signIn('head_of_sales')
    const analyst = await app.signIn('analyst')
    const before = await contents(app)
    const { id } = await imports.bringIn(file('Asked', 3000, 3120), settings)
    expect((await analyst.post('/commands/import.undo', { id })).status).toBe(403)
    expect((await head.post('/commands/import.undo', { id })).status).toBe(200)
    // A head of sales may not change settings, and this import has made stages.
    expect(await imports.settled(id)).toMatchObject({ status: 'failed', failure: { code: 'access.denied' } })
    expect(await imports.undo(id)).toMatchObject({ status: 'undone' })
    expect(await contents(app)).toEqual(before)
  })

  it('undoes acts on one record one after another', async () => {
    const { body } = await app.admin.post('/companies', { name: 'Chain', city: 'One' })
    const { id } = body.item
    const events: string[] = []
    for (const city of ['Two', 'Three', 'Four'])
      events.push(
        (await app.admin.patch(`/companies/${id}`, { version: null, changes: { city } })).body.event,
      )
    for (const city of ['Three', 'Two', 'One']) {
      expect((await app.admin.post('/commands/records.undo', { event: events.pop() })).status).toBe(200)
      expect((await app.admin.get(`/companies/${id}`)).body.item.city).toBe(city)
    }
    expect((await app.admin.post('/commands/records.undo', { event: body.event })).status).toBe(200)
    expect((await app.admin.get(`/companies/${id}`)).status).toBe(404)
  })
})

/** Everything records hold but for their versions, which move on. */
async function contents(one: TestApp): Promise<Record<string, string | null>> {
  const tables = [
    'companies',
    'contacts',
    'products',
    'deals',
    'leads',
    'steps',
    'notes',
    'stages',
    'users',
    'teams',
  ]
  const hashes: Record<string, string | null> = {}
  for (const table of tables) {
    const [row] = await one.rows<{ hash: string | null }>(
      `select md5(string_agg((to_jsonb(t) - 'version')::text, '|' order by id)) as hash from ${table} t`,
    )
    hashes[table] = row?.hash ?? null
  }
  const [row] = await one.rows<{ hash: string | null }>(
    `select md5(string_agg(channel || address || contact_id, '|' order by channel, address)) as hash from identities`,
  )
  return { ...hashes, identities: row?.hash ?? null }
}
