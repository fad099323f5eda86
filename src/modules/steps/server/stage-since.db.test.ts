import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let now = new Date('2026-11-02T09:00:00Z')
const on = (day: string) => `2026-11-${day}T09:00:00.000Z`

let app: TestApp
let boris: TestClient
let stages: string[]

beforeAll(async () => {
  app = await startTestApp({ now: () => now })
  boris = await app.signIn('sales_manager')
  const { body } = await boris.get('/pipelines?sort=position&limit=50')
  const { id } = body.items.find(({ worksOn }: { worksOn: string }) => worksOn === 'deal')
  const filter = JSON.stringify({ field: 'pipeline', op: 'eq', value: id })
  const found = await boris.get(`/stages?sort=position&filter=${encodeURIComponent(filter)}`)
  stages = found.body.items.map((stage: { id: string }) => stage.id)
})
afterAll(() => app.close())

it('a deal stands at a stage since it came there, whatever else happens to it', async () => {
  const deal = await madeOn('02')
  expect(await since(deal)).toBe(on('02'))
  await boris.post('/commands/work.move', { entity: 'deal', id: deal, stage: stages[1] })
  expect(await since(deal)).toBe(on('02'))
  at('05')
  const moved = await boris.post('/commands/work.move', { entity: 'deal', id: deal, stage: stages[2] })
  expect(await since(deal)).toBe(on('05'))
  at('06')
  const { item } = (await boris.get(`/deals/${deal}`)).body
  await boris.patch(`/deals/${deal}`, { version: item.version, changes: { title: 'Shelves' } })
  await boris.post('/commands/step.complete', {
    step: item.nextStep,
    outcome: 'postponed',
    dueAt: on('25'),
  })
  expect(await since(deal)).toBe(on('05'))
  expect(moved.status).toBe(200)
})

it('a move that is undone has not happened, and what is reopened begins its time at the stage anew', async () => {
  const deal = await madeOn('08')
  at('09')
  const moved = await boris.post('/commands/work.move', { entity: 'deal', id: deal, stage: stages[1] })
  expect(await since(deal)).toBe(on('09'))
  expect((await boris.post('/commands/records.undo', { event: moved.body.event })).status).toBe(200)
  expect(await since(deal)).toBe(on('08'))
  await boris.post('/commands/work.lose', { entity: 'deal', id: deal, reason: 'Too expensive' })
  expect(await since(deal)).toBe(on('08'))
  at('20')
  await boris.post('/commands/work.reopen', { entity: 'deal', id: deal })
  expect(await since(deal)).toBe(on('20'))
})

it('a result that leads to the next stage and a bulk move count from that moment', async () => {
  const [one, other] = [await madeOn('10'), await madeOn('10')]
  at('12')
  const { item } = (await boris.get(`/deals/${one}`)).body
  await boris.post('/commands/step.complete', { step: item.nextStep, outcome: 'result', stage: stages[1] })
  const act = { kind: 'move', stage: stages[1] }
  const changed = await boris.post('/commands/bulk.start', {
    entity: 'deal',
    selection: { ids: [one, other] },
    act,
    expect: 2,
  })
  expect(changed.status).toBe(200)
  expect([await since(one), await since(other)]).toEqual([on('12'), on('12')])
})

it('nobody writes it by hand', async () => {
  const made = await boris.post('/deals', { title: 'Racks', stageSince: on('01') })
  expect(made.status).toBe(422)
})

it('what stands too long is found', async () => {
  await app.rows(`update deals set stage_since = $1 where title = 'Racks'`, [on('01')])
  at('20')
  const fresh = await madeOn('20', 'Fresh')
  const filter = JSON.stringify({
    field: 'stageSince',
    op: 'lt',
    value: { relative: 'today', offset: { days: -14 } },
  })
  const { body } = await boris.get(`/deals?filter=${encodeURIComponent(filter)}&limit=100`)
  const ids = body.items.map(({ id }: { id: string }) => id)
  expect(ids.length).toBeGreaterThan(0)
  expect(ids).not.toContain(fresh)
})

it('records of an older version have it from their history', async () => {
  const deal = await madeOn('21', 'Old')
  at('22')
  await boris.post('/commands/work.move', { entity: 'deal', id: deal, stage: stages[1] })
  at('23')
  await boris.patch(`/deals/${deal}`, { version: 2, changes: { title: 'Older' } })
  await app.rows('update deals set stage_since = null where id = $1', [deal])
  const path = new URL('../../../../migrations/workspace/0039_since_when_at_a_stage.sql', import.meta.url)
  const sql = await readFile(path, 'utf8')
  for (const statement of sql.split(';').filter((one) => one.trim().startsWith('update')))
    await app.rows(statement)
  expect(await since(deal)).toBe(on('22'))
})

function at(day: string): void {
  now = new Date(on(day))
}

async function madeOn(day: string, title = 'Racks'): Promise<string> {
  at(day)
  const made = await boris.post('/deals', { title, stage: stages[0] })
  return made.body.item.id
}

async function since(id: string): Promise<string> {
  return (await boris.get(`/deals/${id}`)).body.item.stageSince
}
