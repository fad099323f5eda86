import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

/** A Friday afternoon in Moscow. */
const now = new Date('2026-11-20T11:30:00Z')

/** How many rows every table of the workspace has, and the accounts beside it. */
async function rowCounts(app: TestApp): Promise<Record<string, number>> {
  const tables = await app.rows<{ name: string }>(
    `
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema = $1 and table_name <> 'idempotency_keys'
      or table_schema = 'onward' and table_name in ('accounts', 'memberships', 'invitations', 'api_keys')`,
    [app.workspace.schema],
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await app.rows<{ count: number }>(`select count(*)::int as count from ${name}`)
    counts[name.split('.')[1] ?? name] = row?.count ?? 0
  }
  return counts
}

const one = async (app: TestApp, text: string) => (await app.rows<{ value: number }>(text))[0]?.value

describe('a loaded sample', () => {
  let app: TestApp
  let manager: TestClient

  beforeAll(async () => {
    app = await startTestApp({ locale: 'ru', model: 'collaborative', now: () => now })
    manager = await app.signIn('sales_manager')
    const reply = await app.admin.post('/commands/sample.load')
    expect(reply).toMatchObject({
      status: 200,
      body: { companies: 140, contacts: 260, leads: 420, deals: 190 },
    })
  }, 120_000)
  afterAll(() => app.close())

  it('obeys the next-step law', async () => {
    expect(await lawBreaches(app)).toEqual([])
    expect(await one(app, `select count(*)::int as value from steps where closed_at is null`)).toBe(330)
    expect(
      await one(
        app,
        `select count(*)::int as value from leads where status = 'won' and (contact_id is null or deal_id is null)`,
      ),
    ).toBe(0)
  })

  it('gives whoever loaded it a day of his own', async () => {
    const { body } = await app.admin.get('/today?owner=me')
    expect(body.queue.length).toBeGreaterThanOrEqual(8)
    expect(body.plan.day.goal).toBeGreaterThan(0)
    const [first] = body.queue
    const card = await app.admin.get(`/step-card?step=${first.step.id}`)
    expect(card).toMatchObject({ status: 200, body: { script: { questions: expect.anything() } } })
  })

  it('has happened in the past, by those who did it', async () => {
    const [span] = await app.rows<{ first: string; last: string; people: number; late: number }>(
      `
      select min(at) as first, max(at) filter (where kind <> 'sample.loaded') as last, count(distinct actor_id)::int as people,
        count(*) filter (where at >= $1 and kind <> 'sample.loaded')::int as late
      from events where kind not like 'user.%' and kind not like 'role.%' and kind not like '%.created' or entity in ('lead', 'deal')`,
      [now],
    )
    expect(Date.parse(span?.first ?? '')).toBeLessThan(now.getTime() - 120 * 86_400_000)
    expect(Date.parse(span?.last ?? '')).toBeLessThan(now.getTime())
    expect(span).toMatchObject({ people: 6, late: 0 })
    expect(
      await one(
        app,
        `select count(*)::int as value from steps where closed_at is not null and closed_by_id <> owner_id`,
      ),
    ).toBe(0)
    expect(
      await one(
        app,
        `select count(*)::int as value from steps where closed_at < created_at or closed_at > now()`,
      ),
    ).toBe(0)
  })

  it('shows a customer the whole way from lead to deal', async () => {
    const [converted] = await app.rows<{ contact: string }>(
      `select contact_id as contact from leads where status = 'won' order by created_at limit 1`,
    )
    const { body } = await app.admin.get(`/timeline?entity=contact&record=${converted?.contact}`)
    const kinds = body.items.map(({ kind }: { kind: string }) => kind)
    for (const kind of ['contact.created', 'lead.created', 'lead.won', 'deal.created', 'step.completed'])
      expect(kinds).toContain(kind)
    const moments = body.items.map(({ at }: { at: string }) => at)
    expect(moments).toEqual([...moments].sort().reverse())
  })

  it('keeps answers, postponements and reasons', async () => {
    expect(await one(app, `select count(*)::int as value from deals where answers <> '{}'`)).toBeGreaterThan(
      100,
    )
    expect(await one(app, `select max(postponements) as value from steps`)).toBeGreaterThanOrEqual(3)
    expect(
      await one(app, `select count(distinct reason)::int as value from steps where outcome = 'refused'`),
    ).toBeGreaterThan(8)
  })

  it('is sorted by tags, of which views tell', async () => {
    const { items } = (await manager.get('/views?limit=50')).body as {
      items: { name: string; entity: string; config: { filter: object } }[]
    }
    expect(items.map(({ name }) => name).sort()).toEqual(['Ключевые клиенты', 'Повторные заказы'])
    for (const { entity, config } of items) {
      const filter = encodeURIComponent(JSON.stringify(config.filter))
      const table = entity === 'deal' ? 'deals' : 'companies'
      expect((await app.admin.get(`/${table}?filter=${filter}`)).body.items.length).toBeGreaterThan(4)
    }
    expect((await app.admin.get('/tags/in-use')).body.items).toHaveLength(10)
  })

  it('is known as a sample and cannot be loaded twice', async () => {
    expect((await app.admin.get('/session')).body.workspace.hasSampleData).toBe(true)
    expect(await app.admin.post('/commands/sample.load')).toMatchObject({
      status: 409,
      body: { code: 'sample.already-loaded' },
    })
  })

  it('is not for managers to load or remove', async () => {
    for (const verb of ['load', 'remove'])
      expect((await manager.post(`/commands/sample.${verb}`)).status).toBe(403)
  })
})

describe('a removed sample', () => {
  let app: TestApp
  let before: Record<string, number>
  let ownDeal: string
  let ownNote: string

  beforeAll(async () => {
    app = await startTestApp({ locale: 'en', model: 'strategic', now: () => now })
    before = await rowCounts(app)
    await app.admin.post('/commands/sample.load')
    const [seller] = await app.rows<{ id: string }>(`select id from users where name = 'Olivia Sparrow'`)
    const [customer] = await app.rows<{ id: string }>(`select id from companies limit 1`)
    const deal = await app.admin.post('/deals', { title: 'Real', owner: seller?.id, company: customer?.id })
    ownDeal = deal.body.item.id
    ownNote = (await app.admin.post('/notes', { deal: ownDeal, company: customer?.id, text: 'Keep me' })).body
      .item.id
    await app.admin.post('/notes', { company: customer?.id, text: 'Only about the sample' })
    await app.admin.post('/commands/tag.change', {
      entity: 'deal',
      ids: [ownDeal],
      add: ['Urgent'],
      remove: [],
    })
    expect(await app.admin.post('/commands/sample.remove')).toMatchObject({
      status: 200,
      body: { handedOver: 2 },
    })
  }, 120_000)
  afterAll(() => app.close())

  it('keeps what people entered, in the hands of whoever removed it', async () => {
    const { body } = await app.admin.get(`/deals/${ownDeal}`)
    expect(body.item).toMatchObject({
      title: 'Real',
      owner: app.admin.userId,
      tags: [expect.any(String)],
      company: null,
      status: 'open',
      step: { owner: app.admin.userId },
    })
    expect((await app.admin.get(`/notes/${ownNote}`)).body.item).toMatchObject({
      text: 'Keep me',
      deal: ownDeal,
      company: null,
    })
    expect(await lawBreaches(app)).toEqual([])
  })

  it('leaves nothing else behind', async () => {
    const after = await rowCounts(app)
    const { events, event_links, undo_rows, search_words, access_log } = after
    // What happened to the deal and the note that stay is remembered.
    expect(after).toEqual({
      ...before,
      // A tag somebody has given to a record of his own is his own.
      tags: 1,
      deals: 1,
      steps: 1,
      notes: 1,
      events,
      event_links,
      undo_rows,
      access_log,
      // The deal and the note are found, by their words and no others.
      search_entries: (before.search_entries ?? 0) + 2,
      search_words,
    })
    expect(
      await one(
        app,
        `select count(*)::int as value from search_words
         where not exists (select from search_entries where text like '% ' || word || ' %')`,
      ),
    ).toBe(0)
    expect(
      await one(
        app,
        // The others are in the audit log for ever and say nothing any more.
        `select count(*)::int as value from events where digest is null and record_id not in (
      select id from deals union all select id from steps union all select id from notes union all select id from users
      union all select id from roles union all select id from pipelines union all select id from stages union all select id from step_kinds
      union all select id from scripts union all select id from tags) and entity <> 'workspace'`,
      ),
    ).toBe(0)
    expect((await app.admin.get('/session')).body.workspace.hasSampleData).toBe(false)
  })

  it('is removed once and may come back', async () => {
    expect((await app.admin.post('/commands/sample.remove')).body).toEqual({ removed: 0, handedOver: 0 })
    expect(await app.admin.post('/commands/sample.load')).toMatchObject({ status: 200, body: { leads: 420 } })
    expect(await lawBreaches(app)).toEqual([])
  }, 60_000)
})
