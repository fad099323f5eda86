import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestClient } from '../../../../tests/helpers/test-app.ts'

const now = new Date('2026-11-20T11:30:00Z')
let app: TestApp
let boris: TestClient

beforeAll(async () => {
  app = await startTestApp({ model: 'collaborative', now: () => now })
  boris = await app.signIn('sales_manager')
})
afterAll(() => app.close())

it('a closed step tells of the next one and of what was learnt, under the questions as asked', async () => {
  const id = await newDeal()
  const task = { goal: 'Twice the pallets', volume: '40 racks' }
  await complete(id, { outcome: 'result', note: 'Wants a quote', answers: task, next: { title: 'Quote' } })
  await complete(id, {
    outcome: 'postponed',
    dueAt: '2026-11-25T10:00:00.000Z',
    answers: { ...task, received: 'Not yet' },
  })

  const { items, titles } = (await boris.get(`/timeline?entity=deal&record=${id}&kinds=step.completed`)).body
  expect(items).toHaveLength(2)
  const [second, first] = items
  expect(first.data).toMatchObject({
    outcome: 'result',
    note: 'Wants a quote',
    learnt: [
      { question: 'What should be different once this is in place?', answer: 'Twice the pallets' },
      { question: 'How much or how many do you need?', answer: '40 racks' },
    ],
    next: { title: 'Quote', owner: boris.userId },
  })
  expect(second.data.learnt).toEqual([
    { question: 'Did the quote arrive, and do the numbers make sense?', answer: 'Not yet' },
  ])
  expect(second.data.next).toMatchObject({ title: 'Quote', dueAt: '2026-11-25T10:00:00.000Z' })
  expect(titles).toMatchObject({ [second.data.next.kind]: 'Meeting', [boris.userId]: boris.name })
})

it('a card brings former answers under their questions, also of a script that is gone', async () => {
  const id = await newDeal()
  await complete(id, { outcome: 'result', answers: { volume: '40 racks', goal: 'Twice the pallets' } })
  const cardOf = async () => {
    const { item } = (await boris.get(`/deals/${id}`)).body
    return (await boris.get(`/step-card?step=${item.nextStep}`)).body
  }
  const answered = [
    { id: 'volume', question: 'How much or how many do you need?', answer: '40 racks' },
    { id: 'goal', question: 'What should be different once this is in place?', answer: 'Twice the pallets' },
  ]
  const byId = (card: { answered: { id: string }[] }) =>
    [...card.answered].sort((one, other) => other.id.localeCompare(one.id))
  expect(byId(await cardOf())).toEqual(answered)

  const [script] = await app.rows<{ id: string }>(
    `select s.id from scripts s join deals d on d.pipeline_id = s.pipeline_id where d.id = $1 and s.attempt = 1`,
    [id],
  )
  expect((await app.admin.delete(`/scripts/${script?.id}`)).status).toBe(200)
  expect(byId(await cardOf())).toEqual(answered)
})

it('a reopened deal tells of its next step, a closed one of none', async () => {
  const id = await newDeal()
  await complete(id, { outcome: 'refused', reason: 'Too expensive' })
  const dueAt = '2026-11-26T09:00:00.000Z'
  await boris.post('/commands/work.reopen', { entity: 'deal', id, next: { dueAt } })
  const { items } = (await boris.get(`/timeline?entity=deal&record=${id}`)).body
  const told = (kind: string) => items.find((item: { kind: string }) => item.kind === kind)?.data
  expect(told('deal.reopened').next).toMatchObject({ dueAt, owner: boris.userId })
  expect(told('step.created')).toMatchObject({ dueAt, owner: boris.userId })
  expect(told('step.completed')).not.toHaveProperty('next')
})

async function newDeal(): Promise<string> {
  const { status, body } = await boris.post('/deals', { title: 'Racks' })
  expect(status).toBe(201)
  return body.item.id
}

async function complete(id: string, ending: object): Promise<void> {
  const { item } = (await boris.get(`/deals/${id}`)).body
  const { status, body } = await boris.post('/commands/step.complete', { step: item.nextStep, ...ending })
  expect(status, JSON.stringify(body)).toBe(200)
}
