import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('stages are put into another order by one act, and back by one undo', async () => {
  const before = await stages()
  const after = [...before.slice(1), ...before.slice(0, 1)]
  const { status, body } = await app.admin.post('/commands/setting.reorder', { entity: 'stage', ids: after })
  expect(status).toBe(200)
  expect(await stages()).toEqual(after)
  expect((await app.admin.post('/commands/records.undo', { event: body.event })).status).toBe(200)
  expect(await stages()).toEqual(before)
})

it('refuses who may not change settings, and a list with a stage that is not there', async () => {
  const ids = await stages()
  const manager = await app.signIn('sales_manager')
  expect((await manager.post('/commands/setting.reorder', { entity: 'stage', ids })).status).toBe(403)
  const strange = [...ids.toReversed(), '01890000-0000-7000-8000-000000000000']
  const refused = await app.admin.post('/commands/setting.reorder', { entity: 'stage', ids: strange })
  expect(refused.body).toMatchObject({ code: 'record.not-found' })
  expect(await stages()).toEqual(ids)
})

/** Stages of the first pipeline of deals, in order. */
async function stages(): Promise<string[]> {
  const rows = await app.rows<{ id: string }>(
    `select id from stages where pipeline_id = (
       select id from pipelines where works_on = 'deal' order by position, id limit 1
     ) order by position, id`,
  )
  return rows.map(({ id }) => id)
}
