import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let url: string

beforeAll(async () => {
  app = await startTestApp()
  await app.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}/api/v1/live`
})
afterAll(() => app.close())

describe('a screen that listens', () => {
  // The time limit is below the interval at which every stream is looked at anyway.
  it('is cut off when its user is switched off', { timeout: 10_000 }, async () => {
    const leaver = await app.signIn('analyst')
    const stream = await fetch(url, { headers: { cookie: leaver.cookie } })
    expect(stream.status).toBe(200)
    const heard = stream.text()
    await app.admin.post('/commands/user.deactivate', { id: leaver.userId })
    expect(await heard).toContain('event: hello')
    expect((await fetch(url, { headers: { cookie: leaver.cookie } })).status).toBe(401)
  })
})
