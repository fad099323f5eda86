import { afterAll, beforeAll, expect, it } from 'vitest'
import { baseUrl, startTestApp, type TestApp } from '../helpers/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const noJson = ['', '{', '{"name":1e999}x', '{"__proto__":{"x":1}}', '\0', '\ud800']
const otherJson = ['null', '"x"', '[]', '{"name":1e999}']
const otherTypes = ['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'x', '']

/** What no generator makes of a schema: bodies that are no JSON and no form. */
it.each(['/leads', '/imports', '/commands/records.undo', '/sign-in'])(
  'a broken body is refused by %s',
  async (path) => {
    const refusal = async (type: string, payload: string) => {
      const headers = { cookie: app.admin.cookie, origin: baseUrl, ...(type && { 'content-type': type }) }
      const { status, body } = await app.inject('POST', path, { payload, headers })
      return { type, payload, status, code: body.code }
    }
    const wrong = { status: 422, code: 'input.invalid' }
    for (const payload of noJson)
      expect(await refusal('application/json', payload)).toMatchObject({
        payload,
        status: 400,
        code: 'request.malformed',
      })
    for (const payload of otherJson)
      expect(await refusal('application/json', payload)).toMatchObject({ payload, ...wrong })
    for (const type of otherTypes)
      for (const payload of [...noJson, ...otherJson]) {
        // A form is what an import is sent as; and where nothing at all was sent, everything is missing.
        const isReadable = (path === '/imports' && type.startsWith('multipart')) || type + payload === ''
        const refused = isReadable ? wrong : { status: 415, code: 'request.not-json' }
        expect(await refusal(type, payload)).toEqual({ type, payload, ...refused })
      }
  },
)

it.each([
  'GET /api/v1/%zz',
  'GET /%',
  'GET /api/v1/leads/%c0%af',
  `GET /api/v1/leads/${'a'.repeat(5000)}`,
  `GET /api/v1/leads?q=${'a'.repeat(14_000)}`,
  'GET //evil.example/',
  'DELETE /api/v1/leads',
])('an address that is none is refused like anything else: %s', async (request) => {
  const [method, url] = request.split(' ') as ['GET', string]
  const headers = { host: 'localhost:3000', cookie: app.admin.cookie, origin: baseUrl }
  const reply = await app.app.inject({ method, url, headers })
  if (reply.statusCode === 200) return expect(reply.headers['content-type']).toMatch(/^text\/html/)
  expect(reply.statusCode).toBeGreaterThanOrEqual(400)
  expect(reply.statusCode).toBeLessThan(500)
  expect(reply.json()).toMatchObject({ code: expect.any(String), requestId: expect.any(String) })
  expect(reply.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
})
