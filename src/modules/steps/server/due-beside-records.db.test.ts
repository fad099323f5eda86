import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
let boris: TestClient
let deal: { id: string; nextStep: string; version: number; stage: string; pipeline: string }

beforeAll(async () => {
  app = await startTestApp({ now: () => new Date('2026-11-20T11:30:00Z') })
  boris = await app.signIn('sales_manager')
})
afterAll(() => app.close())

beforeEach(async () => {
  const made = await boris.post('/deals', { title: 'Racks', nextStep: { dueAt: '2026-12-01T10:00:00.000Z' } })
  deal = (await boris.get(`/deals/${made.body.item.id}`)).body.item
})

it('the date of the next step stands on the deal through all the step goes through', async () => {
  expect(await dueOnDeal()).toBe('2026-12-01T10:00:00.000Z')
  await boris.post('/commands/step.change', { step: deal.nextStep, dueAt: '2026-12-05T10:00:00.000Z' })
  expect(await dueOnDeal()).toBe('2026-12-05T10:00:00.000Z')
  await boris.post('/commands/step.complete', {
    step: deal.nextStep,
    outcome: 'result',
    next: { dueAt: '2026-12-09T10:00:00.000Z' },
  })
  expect(await dueOnDeal()).toBe('2026-12-09T10:00:00.000Z')
  await boris.post('/commands/work.lose', { entity: 'deal', id: deal.id, reason: 'Too expensive' })
  expect(await dueOnDeal()).toBeNull()
  const next = { dueAt: '2026-12-11T10:00:00.000Z' }
  await boris.post('/commands/work.reopen', { entity: 'deal', id: deal.id, next })
  expect(await dueOnDeal()).toBe('2026-12-11T10:00:00.000Z')
})

it('an edit is undone after the step has been moved, and the step stays where it was moved to', async () => {
  const edit = await boris.patch(`/deals/${deal.id}`, {
    version: deal.version,
    changes: { title: 'Shelves' },
  })
  await boris.post('/commands/step.change', { step: deal.nextStep, dueAt: '2026-12-05T10:00:00.000Z' })
  const undone = await boris.post('/commands/records.undo', { event: edit.body.event })
  expect(undone.status).toBe(200)
  const { item } = (await boris.get(`/deals/${deal.id}`)).body
  expect(item).toMatchObject({ title: 'Racks', nextStepDueAt: '2026-12-05T10:00:00.000Z' })
})

it('undoing the move of a step moves the date on the deal back too', async () => {
  const move = await boris.post('/commands/step.change', {
    step: deal.nextStep,
    dueAt: '2026-12-05T10:00:00.000Z',
  })
  await boris.post('/commands/records.undo', { event: move.body.event })
  expect(await dueOnDeal()).toBe('2026-12-01T10:00:00.000Z')
})

it('the database refuses a date that is not the date of the step', async () => {
  const other = app.rows(`update deals set next_step_due_at = now() where id = $1`, [deal.id])
  await expect(other).rejects.toThrow(/deals_next_step_due/)
  const none = app.rows(`update deals set next_step_due_at = null where id = $1`, [deal.id])
  await expect(none).rejects.toThrow(/deals_step_due/)
})

it('a board puts the cards of a column in the order of what is due, page after page', async () => {
  const days = ['07', '03', '05', '04', '06']
  for (const day of days)
    await boris.post('/deals', { title: day, nextStep: { dueAt: `2026-12-${day}T08:00:00.000Z` } })
  const { columns } = (await boris.get(`/board?entity=deal&pipeline=${deal.pipeline}&limit=3`)).body
  const first = columns.find(({ key }: { key: string }) => key === deal.stage)
  const rest = `filter=${encodeURIComponent(JSON.stringify(first.filter))}&sort=nextStep&limit=3&cursor=${first.nextCursor}`
  const second = (await boris.get(`/deals?${rest}`)).body
  const dues = [...first.items, ...second.items].map(({ step }) => step.dueAt)
  expect(dues).toHaveLength(6)
  expect(dues).toEqual([...dues].sort())
  expect(first.count).toBeGreaterThanOrEqual(6)
})

async function dueOnDeal(): Promise<string | null> {
  const { item } = (await boris.get(`/deals/${deal.id}`)).body
  expect(item.step?.dueAt ?? null).toBe(item.nextStepDueAt)
  return item.nextStepDueAt
}
