import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lawBreaches } from '../../../../tests/helpers/law.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'

describe('the sample company', () => {
  let app: TestApp

  beforeAll(async () => {
    app = await startTestApp({ locale: 'ru', model: 'collaborative' })
    const t = performance.now()
    const reply = await app.admin.post('/commands/sample.load')
    console.log('load ms', performance.now() - t, reply.status, JSON.stringify(reply.body))
  }, 120_000)
  afterAll(() => app.close())

  it('obeys the next-step law', async () => {
    expect(await lawBreaches(app)).toEqual([])
  })
})
