import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bulkWorker } from '../../../tests/helpers/bulk-worker.ts'
import { lawBreaches } from '../../../tests/helpers/law.ts'
import { startTestApp, type TestApp, type TestClient } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let work: ReturnType<typeof bulkWorker>
beforeAll(async () => {
  // Without jobs of its own: the tests are the workers.
  app = await startTestApp()
  work = bulkWorker(app)
})
afterAll(() => app.close())

const start = (input: object, client: TestClient = app.admin, headers?: Record<string, string>) =>
  client.post('/commands/bulk.start', input, headers)
const runOf = async (id: string, client: TestClient = app.admin) =>
  (await client.get(`/bulk-runs/${id}`)).body.item

/** Adds contacts the plain way, a batch of one call after another. */
async function contacts(count: number, mark: string, owner?: string): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < count; from += 500) {
    const items = Array.from({ length: Math.min(500, count - from) }, (_, n) => ({
      op: 'create',
      values: { name: `${mark} ${from + n}`, jobTitle: mark, ...(owner && { owner }) },
    }))
    const { body } = await app.admin.post('/commands/records.batch', { entity: 'contact', items })
    ids.push(...body.items.map((one: { id: string }) => one.id))
  }
  return ids
}

async function deals(count: number, more: object = {}, client: TestClient = app.admin): Promise<string[]> {
  const company = (await app.admin.post('/companies', { name: `Company ${Math.random()}` })).body.item.id
  const ids: string[] = []
  for (let n = 0; n < count; n++)
    ids.push((await client.post('/deals', { title: `Deal ${n}`, company, ...more })).body.item.id)
  return ids
}

const titled = (mark: string) => ({ filter: { field: 'jobTitle', op: 'eq', value: mark } })
const rename = (to: string) => ({ kind: 'edit', changes: { jobTitle: to } })

describe('few records', () => {
  it('are changed before the answer, told one by one, and taken back as one', async () => {
    const ids = await contacts(12, 'Few')
    const { status, body } = await start({ entity: 'contact', selection: { ids }, act: rename('Chief') })
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ status: 'done', total: 12, changed: 12, refused: 0, failed: [] }),
    ])
    const told = await app.rows('select kind from events where act_id = $1', [body.event])
    expect(told.map(({ kind }) => kind)).toEqual(Array(12).fill('contact.updated'))
    const undone = await app.admin.post('/commands/bulk.undo', { id: body.id })
    expect(undone.body.status).toBe('undone')
    expect(await runOf(body.id)).toMatchObject({ undone: 12, kept: 0 })
    expect(await app.rows(`select 1 from contacts where job_title = 'Few'`)).toHaveLength(12)
    expect((await app.admin.post('/commands/bulk.undo', { id: body.id })).body.code).toBe('bulk.wrong-state')
  })

  it('are found again by what was written', async () => {
    const ids = await contacts(3, 'Found')
    await start({
      entity: 'contact',
      selection: { ids },
      act: { kind: 'edit', changes: { email: null, name: 'Zaphod' } },
    })
    expect((await app.admin.get('/search?q=zaphod')).body.items).toHaveLength(3)
    await start({ entity: 'contact', selection: { ids }, act: { kind: 'delete' } })
    expect((await app.admin.get('/search?q=zaphod')).body.items).toHaveLength(0)
    expect(
      await app.rows(`select 1 from contacts where name = 'Zaphod' and deleted_at is not null`),
    ).toHaveLength(3)
  })

  it('take tags and lose others, each keeping what else it bears', async () => {
    const [one = '', other = ''] = await contacts(2, 'Tagged')
    await app.admin.post('/commands/tag.change', { entity: 'contact', ids: [one], add: ['Old', 'Kept'] })
    const act = { kind: 'tag', add: ['VIP'], remove: ['old'] }
    const { body } = await start({ entity: 'contact', selection: { ids: [one, other] }, act })
    expect(body).toMatchObject({ status: 'done', changed: 2, refused: 0 })
    const tagsOf = async (id: string) => {
      const { item, titles } = (await app.admin.get(`/contacts/${id}`)).body
      return (item.tags ?? []).map((tag: string) => titles[tag])
    }
    expect([await tagsOf(one), await tagsOf(other)]).toEqual([['Kept', 'VIP'], ['VIP']])
    await app.admin.post('/commands/bulk.undo', { id: body.id })
    expect([await tagsOf(one), await tagsOf(other)]).toEqual([['Old', 'Kept'], []])
    const nothing = { kind: 'tag', add: [], remove: [] }
    expect((await start({ entity: 'contact', selection: { ids: [one] }, act: nothing })).status).toBe(422)
  })

  it('begin once however often the request is sent', async () => {
    const ids = await contacts(3, 'Once')
    const headers = { 'idempotency-key': 'the same one' }
    const wanted = { entity: 'contact', selection: { ids }, act: rename('Twice') }
    const answers = await Promise.all([1, 2, 3].map(() => start(wanted, app.admin, headers)))
    const begun = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.id))
    expect(begun.size).toBe(1)
    const { body } = await start(wanted, app.admin, headers)
    expect([...begun]).toEqual([body.id])
    expect(
      await app.rows(`select 1 from events where record_id = $1 and kind = 'contact.updated'`, [ids[0]]),
    ).toHaveLength(1)
  })
})

describe('what is asked before it begins', () => {
  it('is counted exactly, with what the rights reach', async () => {
    const colleague = await app.signIn('sales_manager')
    const manager = await app.signIn('sales_manager')
    await contacts(4, 'Count', manager.userId)
    await contacts(3, 'Count', colleague.userId)
    const input = { entity: 'contact', selection: titled('Count'), act: rename('Other') }
    expect((await manager.post('/commands/bulk.preview', input)).body).toEqual({ total: 7, allowed: 4 })
    const refused = await start({ ...input, expect: 6 })
    expect([refused.status, refused.body.code, refused.body.params]).toEqual([
      409,
      'bulk.count-changed',
      { total: 7, expected: 6 },
    ])
    expect(await app.rows(`select 1 from contacts where job_title = 'Count'`)).toHaveLength(7)
    const { body } = await start({ ...input, expect: 7 }, manager)
    expect(body).toMatchObject({ total: 7, changed: 4, refused: 3 })
    expect(body.failed.map(({ code }: { code: string }) => code)).toEqual(Array(3).fill('access.denied'))
    const told = await manager.get(`/bulk-runs/${body.id}/refusals?limit=2`)
    expect(told.body.items.map(({ title }: { title: string }) => title)).toEqual([
      expect.stringMatching(/^Count \d$/),
      expect.stringMatching(/^Count \d$/),
    ])
    const rest = await manager.get(`/bulk-runs/${body.id}/refusals?limit=2&cursor=${told.body.nextCursor}`)
    expect([rest.body.items.length, rest.body.nextCursor]).toEqual([1, null])
    const { body: shown } = await manager.get(`/bulk-runs/${body.id}`)
    expect(shown.reasons).toEqual([{ code: 'access.denied', records: 3 }])
    expect((await app.admin.get(`/bulk-runs/${body.id}`)).status).toBe(404)
  })

  it('names what is wrong, and nothing begins', async () => {
    const [id] = await contacts(1, 'Wrong')
    const refusal = async (act: object, entity = 'contact', selection: object = { ids: [id] }) => {
      const { status, body } = await start({ entity, selection, act })
      return [status, body.code, body.errors?.[0]?.field ?? body.problems?.[0]?.field]
    }
    expect((await refusal({ kind: 'edit', changes: { nothing: 1 } })).slice(0, 2)).toEqual([
      422,
      'input.invalid',
    ])
    expect((await refusal({ kind: 'edit', changes: {} }))[0]).toBe(422)
    expect((await refusal({ kind: 'edit', changes: { name: null } }))[0]).toBe(422)
    expect((await refusal({ kind: 'assign', owner: id }))[0]).toBe(422)
    expect((await refusal({ kind: 'move', stage: id }))[0]).toBe(422)
    expect((await refusal({ kind: 'step', next: { title: 'Call' } }))[0]).toBe(422)
    expect((await refusal(rename('X'), 'step'))[0]).toBe(422)
    expect(
      (await refusal(rename('X'), 'contact', { filter: { field: 'nothing', op: 'eq', value: 1 } }))[0],
    ).toBe(400)
    expect((await refusal(rename('X'), 'contact', titled('Nobody is called so')))[0]).toBe(404)
    const before = await app.rows('select 1 from bulk_runs where status = $1', ['running'])
    expect(before).toEqual([])
  })
})

describe('leads and deals', () => {
  it('keep the law whatever is done to them', async () => {
    const other = await app.signIn('sales_manager')
    const ids = await deals(6)
    const lost = ids.pop()!
    const reply = await app.admin.post('/commands/work.lose', { entity: 'deal', id: lost, reason: 'Price' })
    expect(reply.status).toBe(200)
    const all = [...ids, lost]
    const assigned = await start({
      entity: 'deal',
      selection: { ids: all },
      act: { kind: 'assign', owner: other.userId },
    })
    expect(assigned.body).toMatchObject({ changed: 6, refused: 0 })
    const owners = await app.rows(
      `select distinct s.owner_id from steps s join deals d on d.next_step_id = s.id where d.id = any($1)`,
      [ids],
    )
    expect(owners).toEqual([{ owner_id: other.userId }])

    const [stage] = await app.rows<{ id: string }>(
      `select s.id from stages s join pipelines p on p.id = s.pipeline_id where p.works_on = 'deal' order by s.position desc limit 1`,
    )
    const moved = await start({
      entity: 'deal',
      selection: { ids: all },
      act: { kind: 'move', stage: stage!.id },
    })
    expect(moved.body).toMatchObject({ changed: 5, refused: 1 })
    expect(moved.body.failed).toEqual([expect.objectContaining({ id: lost, code: 'status.wrong' })])

    const dueAt = '2030-01-15T09:00:00.000Z'
    const next = { dueAt, title: 'Call about the offer', owner: app.admin.userId }
    const stepped = await start({ entity: 'deal', selection: { ids: all }, act: { kind: 'step', next } })
    expect(stepped.body).toMatchObject({ changed: 5, refused: 1 })
    const steps = await app.rows(
      `select distinct s.due_at, s.title, s.owner_id, d.next_step_due_at from steps s join deals d on d.next_step_id = s.id where d.id = any($1)`,
      [ids],
    )
    expect(steps).toEqual([
      { due_at: dueAt, title: next.title, owner_id: app.admin.userId, next_step_due_at: dueAt },
    ])
    expect(await lawBreaches(app)).toEqual([])

    const gone = await start({ entity: 'deal', selection: { ids: all }, act: { kind: 'delete' } })
    expect(gone.body).toMatchObject({ changed: 6 })
    expect(await lawBreaches(app)).toEqual([])
    for (const { body } of [gone, stepped, moved, assigned])
      expect((await app.admin.post('/commands/bulk.undo', { id: body.id })).body.status).toBe('undone')
    expect(await lawBreaches(app)).toEqual([])
    const back = await app.rows(
      `select distinct owner_id, (stage_id = $2) as moved, deleted_at from deals where id = any($1)`,
      [all, stage!.id],
    )
    expect(back).toEqual([{ owner_id: app.admin.userId, moved: false, deleted_at: null }])
  })

  it('pass an open step of a third person on to the new owner', async () => {
    const [one, other] = [await app.signIn('sales_manager'), await app.signIn('sales_manager')]
    const [id] = await deals(1)
    await start({
      entity: 'deal',
      selection: { ids: [id] },
      act: { kind: 'step', next: { owner: one.userId } },
    })
    await start({ entity: 'deal', selection: { ids: [id] }, act: { kind: 'assign', owner: other.userId } })
    const [step] = await app.rows(
      'select s.owner_id from steps s join deals d on d.next_step_id = s.id where d.id = $1',
      [id],
    )
    expect(step).toEqual({ owner_id: other.userId })
  })
})

describe('many records', () => {
  it('are all changed though the change takes them out of the filter', async () => {
    await contacts(1300, 'Many')
    const { body } = await start({ entity: 'contact', selection: titled('Many'), act: rename('Much') })
    expect(body).toMatchObject({ status: 'running', total: 1300, changed: 0, event: null })
    await work(body.id)
    expect(await runOf(body.id)).toMatchObject({ status: 'done', done: 1300, changed: 1300, refused: 0 })
    expect(await app.rows(`select 1 from contacts where job_title = 'Much'`)).toHaveLength(1300)
    await app.admin.post('/commands/bulk.undo', { id: body.id })
    const [touched] = await app.rows<{ id: string; version: number }>(
      `select id, version from contacts where job_title = 'Much' limit 1`,
    )
    await app.admin.patch(`/contacts/${touched!.id}`, {
      version: touched!.version,
      changes: { jobTitle: 'Mine' },
    })
    await work(body.id, { job: 'bulk.undo' })
    expect(await runOf(body.id)).toMatchObject({ status: 'undone', undone: 1299, kept: 1 })
    expect(await app.rows(`select 1 from contacts where job_title = 'Many'`)).toHaveLength(1299)
    expect(await app.rows(`select 1 from contacts where job_title = 'Mine'`)).toHaveLength(1)
  })

  it('go on where a killed worker stopped, and nothing is done twice', async () => {
    const ids = await contacts(1200, 'Killed')
    const { body } = await start({ entity: 'contact', selection: titled('Killed'), act: rename('Alive') })
    // Killed in the middle: before an act, and after one was committed but nobody was told.
    const dies = async () => {
      throw new Error('killed')
    }
    await expect(work(body.id, { after: dies })).rejects.toThrow('killed')
    await app.rows(`update bulk_runs set status = 'running', failure = null where id = $1`, [body.id])
    await expect(work(body.id, { before: dies })).rejects.toThrow('killed')
    await app.rows(`update bulk_runs set status = 'running', failure = null where id = $1`, [body.id])
    const middle = await runOf(body.id)
    expect(middle.done).toBeGreaterThan(0)
    expect(middle.done).toBeLessThan(1200)
    await Promise.allSettled([work(body.id), work(body.id), work(body.id)])
    if ((await runOf(body.id)).status === 'running') await work(body.id)
    expect(await runOf(body.id)).toMatchObject({ status: 'done', done: 1200, changed: 1200, unchanged: 0 })
    const [told] = await app.rows(
      `select count(*)::int as all, count(distinct record_id)::int as records from events
       where kind = 'contact.updated' and record_id = any($1)`,
      [ids],
    )
    expect(told).toEqual({ all: 1200, records: 1200 })
  })

  it('stop when cancelled; what is changed stays, is told and can be taken back', async () => {
    await contacts(1400, 'Cancel')
    const { body } = await start({ entity: 'contact', selection: titled('Cancel'), act: rename('Halfway') })
    await work(body.id, {
      before: async (act) => {
        if (act === 1) await app.admin.post('/commands/bulk.cancel', { id: body.id })
      },
    })
    const stopped = await runOf(body.id)
    expect(stopped.status).toBe('cancelled')
    expect(stopped.changed).toBeGreaterThan(0)
    expect(stopped.changed).toBeLessThan(1400)
    expect(await app.rows(`select 1 from contacts where job_title = 'Halfway'`)).toHaveLength(stopped.changed)
    await app.admin.post('/commands/bulk.undo', { id: body.id })
    await work(body.id, { job: 'bulk.undo' })
    expect(await app.rows(`select 1 from contacts where job_title = 'Cancel'`)).toHaveLength(1400)
  })

  it.each([
    ['the right', `update roles set grants = grants #- '{contact,update}' where key = 'head_of_sales'`],
    [
      'its reach',
      `update roles set grants = jsonb_set(grants, '{contact,update}', '"own"') where key = 'head_of_sales'`,
    ],
    [
      'the role',
      `update users set role_id = (select id from roles where key = 'administrator') where id = $1`,
    ],
    ['the person', `update users set is_active = false where id = $1`],
  ])('stop when %s is lost midway', async (what, statement) => {
    const head = await app.signIn('head_of_sales')
    await contacts(1100, what)
    const { body } = await start(
      { entity: 'contact', selection: titled(what), act: rename(`no ${what}`) },
      head,
    )
    await work(body.id, {
      actor: head.userId,
      before: async (act) => {
        if (act === 1) await app.rows(statement, statement.includes('$1') ? [head.userId] : [])
      },
    })
    const [run] = await app.rows<{ status: string; changed: number; failure: { code: string } }>(
      'select status, changed, failure from bulk_runs where id = $1',
      [body.id],
    )
    expect(run?.status).toBe('failed')
    expect(run?.failure.code).toMatch(/^(bulk\.rights-changed|access\.denied)$/)
    expect(run?.changed).toBeLessThan(1100)
    expect(await app.rows('select 1 from contacts where job_title = $1', [`no ${what}`])).toHaveLength(
      run!.changed,
    )
    await app.rows(
      `update roles set grants = jsonb_set(grants, '{contact,update}', '"all"') where key = 'head_of_sales'`,
    )
  })

  it('that others hold wait for their turn, and one that refuses does not hold the others up', async () => {
    const company = (await app.admin.post('/companies', { name: 'Stays' })).body.item.id
    const ids = await contacts(5, 'Refuse')
    await app.rows('update contacts set deleted_at = now() where id = $1', [ids[2]])
    const { body } = await start({
      entity: 'contact',
      selection: { ids },
      act: { kind: 'edit', changes: { company } },
    })
    expect(body).toMatchObject({ total: 4, changed: 4 })
    await vi.waitFor(async () => expect((await runOf(body.id)).status).toBe('done'))
  })
})

describe('the history', () => {
  it('tells one’s own changes with the names they speak of', async () => {
    const { body } = await app.admin.get('/bulk-runs?limit=200')
    expect(body.items.length).toBeGreaterThan(5)
    expect(body.items.every((one: { act: object }) => 'kind' in one.act)).toBe(true)
    const assigned = body.items.find((one: { act: { kind: string } }) => one.act.kind === 'assign')
    expect(body.titles[assigned.act.owner]).toMatch(/^Person/)
    const links = { entity: 'contact', type: 'links', names: { en: 'Suppliers' }, options: { to: 'company' } }
    const field = (await app.admin.post('/commands/field.create', links)).body
    const supplier = (await app.admin.post('/companies', { name: 'Supplier' })).body.item.id
    const act = { kind: 'edit', changes: { [field.name]: [supplier] } }
    const run = await start({ entity: 'contact', selection: { ids: await contacts(1, 'Linked') }, act })
    expect((await app.admin.get(`/bulk-runs/${run.body.id}`)).body.titles).toEqual({ [supplier]: 'Supplier' })
    const stranger = await app.signIn('sales_manager')
    expect((await stranger.get('/bulk-runs')).body.items).toEqual([])
    for (const verb of ['cancel', 'undo'])
      expect((await stranger.post(`/commands/bulk.${verb}`, { id: body.items[0].id })).status).toBe(404)
  })
})
