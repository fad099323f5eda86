import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

describe('settings of the company', () => {
  it('hold at once', async () => {
    const changes = {
      name: 'Lopukh',
      currency: 'KZT',
      country: 'KZ',
      timeZone: 'Asia/Almaty',
      locale: 'ru',
      model: 'strategic',
    }
    await app.admin.get('/session')
    const reply = await app.admin.post('/commands/workspace.update', changes)
    expect(reply.body).toEqual({ id: app.workspace.id, ...changes })
    expect((await app.admin.get('/session')).body.workspace).toMatchObject(changes)
  })

  it('leave alone what is not named', async () => {
    const before = (await app.admin.get('/session')).body.workspace
    const reply = await app.admin.post('/commands/workspace.update', { name: 'Renamed' })
    expect(reply.body).toMatchObject({
      currency: before.currency,
      timeZone: before.timeZone,
      name: 'Renamed',
    })
  })

  it('write what was changed into the log', async () => {
    await app.admin.post('/commands/workspace.update', { name: 'Logged' })
    const [event] = await app.rows(
      `select data from events where kind = 'workspace.updated' order by id desc limit 1`,
    )
    expect(event).toEqual({ data: { changes: { name: ['Renamed', 'Logged'] } } })
  })

  it.each([
    ['currency', 'rub'],
    ['country', 'Russia'],
    ['timeZone', 'Moscow'],
    ['locale', 'de'],
    ['name', ''],
    ['schema', 'public'],
  ])('refuse %s %o', async (field, value) => {
    const reply = await app.admin.post('/commands/workspace.update', { [field]: value })
    expect(reply).toMatchObject({ status: 422, body: { problems: [{ field }] } })
  })

  it('are the administrator’s to change', async () => {
    const head = await app.signIn('head_of_sales')
    expect((await head.post('/commands/workspace.update', { name: 'Mine' })).status).toBe(403)
  })
})
