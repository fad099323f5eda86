import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseUrl, password, startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'

let app: TestApp
let clock = Date.parse('2026-11-23T09:00:00Z')

beforeAll(async () => {
  app = await startTestApp({ now: () => new Date(clock) })
})
afterAll(() => app.close())

const signIn = (email: string, given: string, headers: Record<string, string> = {}) =>
  app.inject('POST', '/sign-in', { payload: { email, password: given }, headers: { origin: baseUrl, ...headers } })

const tokenOf = (setCookie: unknown) => /^(__Host-onward=[^;]+)/.exec(String(setCookie))?.[1] ?? ''

describe('signing in', () => {
  it('answers who, where and with which rights, and sets a strict cookie', async () => {
    const reply = await signIn('anna@example.com', password)
    expect(reply.status).toBe(200)
    expect(reply.body.user).toMatchObject({ name: 'Anna Director', email: 'anna@example.com', role: { key: 'administrator' } })
    expect(reply.body.workspace).toMatchObject({ name: 'Romashka', currency: 'RUB', hasSampleData: false })
    expect(reply.body.grants.lead.read).toBe('all')
    expect(reply.headers['set-cookie']).toMatch(/^__Host-onward=[\w-]{43}; .*Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })
})
