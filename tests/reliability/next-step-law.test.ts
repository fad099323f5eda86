import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lawBreaches } from '../helpers/law.ts'
import { startTestApp, type TestApp, type TestClient, type TestReply } from '../helpers/test-app.ts'

const workers = 16
const operations = Number(process.env.ONWARD_LAW_OPERATIONS ?? 1600)

let app: TestApp
let head: TestClient
let managers: TestClient[]

beforeAll(async () => {
  app = await startTestApp()
  head = await app.signIn('head_of_sales')
  managers = await Promise.all([1, 2, 3, 4].map(() => app.signIn('sales_manager')))
})
afterAll(() => app.close())

describe('the next-step law', () => {
  it('holds under sixteen people doing anything at once', async () => {
    const leads = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        head.post('/leads', { name: `Lead ${n}`, owner: managers[n % 4]!.userId }),
      ),
    )
    const deals = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        head.post('/deals', { title: `Deal ${n}`, owner: managers[n % 4]!.userId }),
      ),
    )
    const pool = [
      ...leads.map(({ body }) => ['lead', body.item.id]),
      ...deals.map(({ body }) => ['deal', body.item.id]),
    ] as [string, string][]
    const acts: string[] = []
    const statuses = new Map<number | 'busy', number>()
    const breaches: object[] = []
    let running = true
    const checker = (async () => {
      while (running) breaches.push(...(await lawBreaches(app)))
    })()
    const worker = async (seed: number) => {
      const random = generator(seed)
      for (let n = 0; n < operations / workers; n++) {
        const answer = await act(random, pool, acts)
        const status = answer.body?.code === 'server.busy' ? 'busy' : answer.status
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (answer.body?.event) acts.push(answer.body.event)
      }
    }
    await Promise.all(Array.from({ length: workers }, (_, n) => worker(n + 1)))
    running = false
    await checker
    breaches.push(...(await lawBreaches(app)))

    expect(breaches).toEqual([])
    // Refusals are clear ones: no fault of ours, no raw database error. Sixteen at once may be asked to come back.
    const clear = [200, 201, 404, 409, 422, 'busy']
    expect([...statuses.keys()].filter((status) => !clear.includes(status))).toEqual([])
    expect(statuses.get(200) ?? 0).toBeGreaterThan(operations / 4)
  }, 120_000)

  it('refuses a commit that leaves an open record without a step, whoever tries', async () => {
    const { body } = await head.post('/deals', { title: 'Hanging', owner: managers[0]!.userId })
    const { id, step } = body.item
    await expect(
      app.rows(`update steps set closed_at = now(), outcome = 'result' where id = $1`, [step.id]),
    ).rejects.toThrow(/deals_next_step|steps/)
    await expect(app.rows('update deals set next_step_id = null where id = $1', [id])).rejects.toThrow(
      /deals_open_has_step/,
    )
    await expect(
      app.rows(`update deals set status = 'won', closed_at = now() where id = $1`, [id]),
    ).rejects.toThrow()
    await expect(
      app.rows('update users set is_active = false where id = $1', [managers[0]!.userId]),
    ).rejects.toThrow(/steps_owner_active/)
    await expect(
      app.rows(
        `insert into steps (id, deal_id, kind_id, due_at, owner_id, created_at, updated_at)
         select gen_random_uuid(), deal_id, kind_id, due_at, owner_id, now(), now() from steps where id = $1`,
        [step.id],
      ),
    ).rejects.toThrow(/steps_one_open/)
    expect(await lawBreaches(app)).toEqual([])
  })

  it('lets one of two people close a step and tells the other who did', async () => {
    const { body } = await head.post('/deals', { title: 'Contested', owner: managers[0]!.userId })
    const step = body.item.step.id
    const answers = await Promise.all([
      head.post('/commands/step.complete', { step, outcome: 'result' }),
      managers[0]!.post('/commands/step.complete', { step, outcome: 'refused', reason: 'No budget' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const loser = answers.find(({ status }) => status === 409)!
    expect(loser.body).toMatchObject({
      code: 'step.already-closed',
      params: { by: expect.any(String), at: expect.any(String), outcome: expect.any(String) },
    })
  })

  it('does a repeated request once', async () => {
    const { body } = await head.post('/deals', { title: 'Repeated', owner: managers[0]!.userId })
    const request = { step: body.item.step.id, outcome: 'result' as const }
    const key = { 'idempotency-key': 'the-same-key' }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => head.post('/commands/step.complete', request, key)),
    )
    const done = answers.filter(({ status }) => status === 200)
    expect(done.length).toBeGreaterThan(0)
    expect(new Set(done.map((answer) => JSON.stringify(answer.body))).size).toBe(1)
    expect(
      answers.every(({ status, body: { code } }) => status === 200 || code === 'idempotency.in-progress'),
    ).toBe(true)
    const [{ count }] = (await app.rows<{ count: number }>(
      'select count(*) as count from steps where deal_id = $1',
      [body.item.id],
    )) as [{ count: number }]
    expect(count).toBe(2)
    expect(
      (
        await head.post(
          '/commands/step.complete',
          { ...request, outcome: 'postponed', dueAt: '2030-01-01T10:00:00Z' },
          key,
        )
      ).body.code,
    ).toBe('idempotency.other-request')
  })
})

/** One random act of anybody on anything. */
async function act(
  random: (below: number) => number,
  pool: [string, string][],
  acts: string[],
): Promise<TestReply> {
  const who = random(3) === 0 ? managers[random(4)]! : head
  const [entity, id] = pool[random(pool.length)]!
  const table = `${entity}s`
  const owner = managers[random(4)]!.userId
  switch (random(13)) {
    case 0:
      return who.post('/commands/work.win', { entity, id })
    case 1:
      return who.post('/commands/work.lose', { entity, id, reason: 'Too expensive' })
    case 2:
      return who.post('/commands/work.reopen', { entity, id })
    case 3:
      return head.post('/commands/work.assign', {
        entity,
        ids: [id, pool[random(pool.length)]![1]].filter((one) =>
          pool.some(([name, other]) => name === entity && other === one),
        ),
        owner,
      })
    case 4:
      return head.patch(`/${table}/${id}`, { version: null, changes: { owner } })
    case 5:
      return head.delete(`/${table}/${id}`)
    case 6:
      return head.post('/commands/records.restore', { entity, id })
    case 7: {
      const made = await head.post(`/${table}`, { [entity === 'lead' ? 'name' : 'title']: 'New', owner })
      if (made.status === 201) pool.push([entity, made.body.item.id])
      return made
    }
    case 8:
      return acts.length > 0
        ? head.post('/commands/records.undo', { event: acts[random(acts.length)]! })
        : head.get('/today')
    case 9:
      return head.post('/commands/records.updateMany', { entity, ids: [id], changes: { owner } })
    default: {
      const { body } = await who.get(`/${table}/${id}`)
      const step = body.item?.step?.id
      if (!step) return { status: 404, body: {}, headers: {} }
      const endings = [
        { outcome: 'result' },
        { outcome: 'result', win: true },
        { outcome: 'postponed', dueAt: '2030-01-01T10:00:00Z', reason: 'Asked to call later' },
        { outcome: 'refused', reason: 'No need' },
        { outcome: 'refused', reason: 'Not now', returnInMonths: 6 },
      ]
      return who.post('/commands/step.complete', { step, ...endings[random(endings.length)] })
    }
  }
}

/** A small seeded generator (mulberry32), so that a failing run can be run again. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below) | 0
  }
}
