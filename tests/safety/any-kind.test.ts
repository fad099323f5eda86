import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverModules } from '../../src/modules/server.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'

const entities = serverModules.flatMap(({ entities: own = [] }) => own)
const written = entities.filter(({ fields }) => Object.values(fields).every(({ readOnly }) => readOnly))
const binless = entities.filter(({ softDelete }) => !softDelete)

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Verbs that take the name of a kind must keep to what the kind allows. */
describe('verbs on records of any kind', () => {
  it.each(written.map(({ name }) => [name]))(
    'leave a %s, which its own verbs write, alone',
    async (entity) => {
      const deal = (await app.admin.post('/deals', { title: 'Won' })).body.item
      const body = { entity: 'deal', id: deal.id }
      expect((await app.admin.post('/commands/work.win', body)).status).toBe(200)
      const ids = entity === 'step' ? [deal.step.id] : [deal.id]
      for (const verb of ['deleteMany', 'updateMany']) {
        const changes = verb === 'updateMany' ? { changes: {} } : {}
        const answer = await app.admin.post(`/commands/records.${verb}`, { entity, ids, ...changes })
        expect([verb, answer.status]).toEqual([verb, 422])
      }
      expect(await app.rows('select from steps where id = $1', [deal.step.id])).toHaveLength(1)
    },
  )

  it.each(binless.map(({ name }) => [name]))('find no %s in a bin that there is not', async (entity) => {
    const id = '0197a5c0-0000-7000-8000-000000000000'
    const answer = await app.admin.post('/commands/records.restore', { entity, id })
    expect([404, 422]).toContain(answer.status)
  })
})

describe('a question of a script', () => {
  it('may be called anything, and has no answer until it is given', async () => {
    const deal = (await app.admin.post('/deals', { title: 'Asked' })).body.item
    const questions = ['constructor', 'valueof', 'tostring'].map((id) => ({
      id,
      text: id,
      field: 'constructor',
    }))
    const script = { name: 'Odd', pipeline: deal.pipeline, attempt: 20, questions }
    await app.rows('update scripts set deleted_at = now() where pipeline_id = $1', [deal.pipeline])
    expect((await app.admin.post('/scripts', { ...script, attempt: 1 })).status).toBe(201)
    const card = await app.admin.get(`/step-card?step=${deal.step.id}`)
    expect(card.body.script.questions.map(({ answer }: { answer: unknown }) => answer)).toEqual([
      null,
      null,
      null,
    ])
    const answers = { constructor: 'said' }
    const done = { step: deal.step.id, outcome: 'result', answers }
    expect((await app.admin.post('/commands/step.complete', done)).status).toBe(200)
    const { body } = await app.admin.get(`/deals/${deal.id}`)
    expect(body.item.answers).toEqual(answers)
  })
})
