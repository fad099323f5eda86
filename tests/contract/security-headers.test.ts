import { once } from 'node:events'
import { get, type IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { upload } from '../helpers/imports.ts'
import { baseUrl, startTestApp, type TestApp, type TestReply } from '../helpers/test-app.ts'

let app: TestApp
let secure: TestApp
beforeAll(async () => {
  app = await startTestApp()
  secure = await startTestApp({ baseUrl: 'https://crm.example.com' })
})
afterAll(async () => {
  await app?.close()
  await secure?.close()
})

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** Word for word what a browser is told about every page; only the nonce differs. */
const policy = (nonce: string) =>
  `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self' 'nonce-${nonce}'; ` +
  `img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; ` +
  `form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'`

/** One answer of each kind: data, refusals of every sort, files, pages, nothing at all. */
const answers: [what: string, ask: (app: TestApp) => Promise<TestReply>][] = [
  ['data', ({ admin }) => admin.get('/leads')],
  ['a new record', ({ admin }) => admin.post('/leads', { name: 'Headed' })],
  ['no session', ({ inject }) => inject('GET', '/leads')],
  [
    'a foreign origin',
    ({ inject }) => inject('POST', '/sign-in', { headers: { origin: 'https://evil.example' } }),
  ],
  ['an unknown host', ({ inject }) => inject('GET', '/session', { headers: { host: 'evil.example' } })],
  ['a wrong body', ({ admin }) => admin.post('/leads', { nonsense: true })],
  ['broken JSON', ({ inject }) => inject('POST', '/sign-in', broken)],
  ['an unknown record', ({ admin }) => admin.get('/leads/0197a5c0-0000-7000-8000-000000000000')],
  ['an unknown address of the API', ({ admin }) => admin.get('/no-such-thing')],
  ['the description of the API', ({ admin }) => admin.get('/api/openapi.json')],
  ['the state', ({ inject }) => inject('GET', '/health')],
  ['a question about methods', ({ inject }) => inject('OPTIONS', '/leads')],
  ['a missing asset', ({ app: http }) => page(http, '/assets/no-such-file.js')],
  ['a page', ({ app: http }) => page(http, '/today')],
  ['the browsable API', ({ app: http }) => page(http, '/api/docs/')],
  ['an address that is none', ({ app: http }) => page(http, '/%')],
  ['an address of the API that is none', ({ app: http }) => page(http, '/api/v1/%zz')],
  ['an address with too long a part', ({ app: http }) => page(http, `/api/v1/leads/${'a'.repeat(300)}`)],
  ['the head of an answer', ({ app: http }) => head(http, '/api/v1/leads')],
  ['a method there is none of', ({ inject }) => inject('PUT', '/leads', { headers: { origin: baseUrl } })],
  ['too large a body', ({ admin }) => admin.post('/leads', { name: 'x'.repeat(1_100_000) })],
  ['a file of the browsable API', ({ app: http }) => page(http, '/api/docs/static/swagger-ui.css')],
  ['a redirection', ({ app: http }) => page(http, '/api/docs')],
  ['a broken upload', ({ inject, admin }) => inject('POST', '/imports', brokenForm(admin.cookie))],
  ['a download', async (app) => app.admin.get(`/imports/${await importOf(app)}/errors.csv`)],
  ['an asset', async ({ app: http }) => page(http, await assetOf(http))],
  ['an asset that has not changed', ({ app: http }) => unchangedAsset(http)],
]

describe('every answer', () => {
  it.each(answers)('has the headers a browser must obey: %s', async (_what, ask) => {
    const { headers } = await ask(app)
    expect(headers).toMatchObject(always)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; /)
    expect(headers).not.toHaveProperty('access-control-allow-origin')
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('strict-transport-security')
  })

  it.each(answers)('asks for TLS from now on where the public address has it: %s', async (_what, ask) => {
    const { headers } = await ask(secure)
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
  })

  it('has them on the stream of live changes too', async () => {
    const headers = await streamHeaders(app)
    expect(headers['content-type']).toMatch(/^text\/event-stream/)
    expect(headers).toMatchObject({ ...always, 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; /)
  })
})

describe('the content policy of a page', () => {
  it('is this one, with a nonce of its own each time', async () => {
    const [first, second] = [await page(app.app, '/today'), await page(app.app, '/sign-in')]
    const nonces = [first, second].map(({ headers }) => {
      const said = String(headers['content-security-policy'])
      const nonce = /'nonce-([A-Za-z0-9+/]{22}==)'/.exec(said)?.[1] ?? ''
      expect(said).toBe(policy(nonce))
      return nonce
    })
    expect(new Set(nonces).size).toBe(2)
  })

  it('is named by every script and style in the page', async () => {
    const { headers, body, status } = await page(app.app, '/today')
    // Where the web app is not built there is no page to look at.
    if (status === 404) return expect(body.code).toBe('record.not-found')
    const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1]
    const tags: string[] = String(body).match(/<(script|style|link rel="stylesheet")\b[^>]*>/g) ?? []
    expect(tags.length).toBeGreaterThan(1)
    expect(tags.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  })

  it('allows nothing inline, nothing evaluated and nobody else', () => {
    expect(policy('x')).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/)
  })
})

describe('keeping answers', () => {
  it('is forbidden for data and pages', async () => {
    const replies = [
      await app.admin.get('/leads'),
      await app.inject('GET', '/leads'),
      await page(app.app, '/today'),
    ]
    expect(replies.map(({ headers }) => headers['cache-control'])).toEqual([
      'no-store',
      'no-store',
      'no-store',
    ])
  })
})

const broken = {
  payload: '{"email":',
  headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
}

const brokenForm = (cookie: string) => ({
  payload: '--x',
  headers: { cookie, origin: baseUrl, 'content-type': 'multipart/form-data; boundary=x' },
})

async function importOf(app: TestApp): Promise<string> {
  const { status, body } = await upload(app, app.admin, 'Name\nAnna\n')
  expect(status).toBe(201)
  return body.item.id
}

/** A script of the built web app; where it is not built, any name that is not there. */
async function assetOf(http: TestApp['app']): Promise<string> {
  const { body } = await page(http, '/today')
  return /\/assets\/[\w.-]+\.js/.exec(String(body))?.[0] ?? '/assets/not-built.js'
}

async function head(http: TestApp['app'], url: string): Promise<TestReply> {
  const reply = await http.inject({ method: 'HEAD', url, headers: { host: 'localhost:3000' } })
  return { status: reply.statusCode, headers: reply.headers, body: null }
}

async function unchangedAsset(http: TestApp['app']): Promise<TestReply> {
  const url = await assetOf(http)
  const headers = { host: 'localhost:3000' }
  const first = await http.inject({ method: 'GET', url, headers })
  if (first.statusCode === 404) return page(http, url)
  const again = await http.inject({
    method: 'GET',
    url,
    headers: { ...headers, 'if-none-match': String(first.headers.etag) },
  })
  expect(again.statusCode).toBe(304)
  return { status: again.statusCode, headers: again.headers, body: null }
}

async function page(http: TestApp['app'], url: string): Promise<TestReply> {
  const reply = await http.inject({ method: 'GET', url, headers: { host: 'localhost:3000' } })
  const isJson = String(reply.headers['content-type']).includes('json')
  return { status: reply.statusCode, headers: reply.headers, body: isJson ? reply.json() : reply.body }
}

/** The stream never ends by itself, so it is asked over a real connection and let go after the headers. */
async function streamHeaders({ app: http, admin }: TestApp): Promise<IncomingHttpHeaders> {
  const address = await http.listen({ port: 0, host: '127.0.0.1' })
  const request = get(`${address}/api/v1/live`, { headers: { cookie: admin.cookie } })
  const [response] = await once(request, 'response')
  request.destroy()
  return response.headers
}
