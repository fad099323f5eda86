import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardConnections } from '../../src/server/app/connections.ts'
import { jsonLimits } from '../../src/server/app/json-body.ts'
import { baseUrl, startTestApp, type TestApp } from '../helpers/test-app.ts'

let app: TestApp
let port: number
beforeAll(async () => {
  app = await startTestApp()
  await app.app.listen({ port: 0, host: '127.0.0.1' })
  port = (app.app.server.address() as AddressInfo).port
})
afterAll(() => app.close())

describe('a request in JSON', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const members = (count: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [n, 0])))
  const list = (count: number) => JSON.stringify({ changes: Array(count - 1).fill(0) })
  const text = (length: number) => JSON.stringify({ title: 'x'.repeat(length) })
  const bytes = (length: number) => `{}${' '.repeat(length - 2)}`

  it.each([
    ['depth', nested, jsonLimits.depth, 400, 'input.too-deep', { most: 32 }],
    ['members', members, jsonLimits.keys, 400, 'input.too-many-values', { most: 10_000 }],
    ['members of a list', list, jsonLimits.keys, 400, 'input.too-many-values', { most: 10_000 }],
    ['text', text, jsonLimits.text, 400, 'input.text-too-long', { most: 262_144 }],
    ['size', bytes, jsonLimits.bytes, 413, 'input.too-large', { megabytes: 1 }],
  ])('has a limit of %s, and its refusal names it', async (_, make, limit, status, code, params) => {
    expect((await post(make(limit))).body.code).toBe('input.invalid')
    expect(await post(make(limit + 1))).toMatchObject({ status, body: { code, params } })
    const { body } = await post(make(limit * 10))
    expect(['input.too-large', code]).toContain(body.code)
  })

  it('may be nested ten thousand levels deep, in vain', async () => {
    expect(await post(nested(10_000))).toMatchObject({ status: 400, body: { code: 'input.too-deep' } })
    expect(await post('['.repeat(1_000_000))).toMatchObject({
      status: 400,
      body: { code: 'request.malformed' },
    })
  })

  it('cannot reach for prototypes', async () => {
    for (const body of ['{"__proto__":{"x":1}}', '{"a":{"constructor":{"prototype":{"x":1}}}}'])
      expect(await post(body)).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('is measured unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await post(bomb, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 413,
      body: { code: 'input.too-large', params: { megabytes: 1 } },
    })
  })

  function post(payload: string | Buffer, headers: Record<string, string> = {}) {
    const { cookie } = app.admin
    return app.inject('POST', '/deals', {
      headers: { cookie, origin: baseUrl, 'content-type': 'application/json', ...headers },
      payload,
    })
  }
})

describe('a question', () => {
  const term = { field: 'title', op: 'eq', value: 'x' }
  const filter = (terms: number) =>
    `filter=${encodeURIComponent(JSON.stringify({ all: Array(terms).fill(term) }))}`
  const deep = (levels: number): object => (levels === 1 ? term : { not: deep(levels - 1) })

  it.each([
    ['records on a page', (most: number) => `limit=${most}`, 200],
    ['conditions of a filter', filter, 50],
    ['levels of a filter', (most: number) => `filter=${encodeURIComponent(JSON.stringify(deep(most)))}`, 5],
    [
      'keys to sort by',
      (most: number) =>
        `sort=${['title', '-title', 'createdAt', ...Array(most).fill('title')].slice(0, most)}`,
      3,
    ],
    ['characters to search for', (most: number) => `q=${'x'.repeat(most)}`, 200],
  ])('has a limit of %s', async (_, make, limit) => {
    expect((await app.admin.get(`/deals?${make(limit)}`)).status).toBe(200)
    for (const beyond of [limit + 1, limit * 10])
      expect([400, 422]).toContain((await app.admin.get(`/deals?${make(beyond)}`)).status)
  })

  it('may have any number of members nobody knows, and is told some of them', async () => {
    const query = Array.from({ length: 4000 }, (_, n) => `x${n}`).join('&')
    const { status, body } = await app.admin.get(`/deals?${query}`)
    expect([status, body.problems.length]).toEqual([422, 50])
  })
})

describe('a connection', () => {
  it.each([
    [
      'an address of 200 KB',
      `GET /api/v1/deals?${'x&'.repeat(100_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      431,
      'input.headers-too-large',
    ],
    [
      'a header of 20 KB',
      `GET /health HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'input.headers-too-large',
    ],
    ['rubbish', '\u0016\u0003\u0001 hello\r\n\r\n', 400, 'request.malformed'],
    [
      'two lengths',
      'POST /api/v1/deals HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
      400,
      'request.malformed',
    ],
    [
      'a length and pieces',
      'POST /api/v1/deals HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'request.malformed',
    ],
  ])('with %s is told what is wrong and ended', async (_, sent, status, code) => {
    const said = await conversation(sent)
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(said.split('\r\n\r\n')[1]!)).toMatchObject({ status, code })
    expect((await app.inject('GET', '/health')).status).toBe(200)
  })

  it('may ask a hundred things ahead, and is ended when it asks a thousand', async () => {
    const one = `GET /api/v1/setup HTTP/1.1\r\nhost: localhost:${port}\r\n\r\n`
    const last = one.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n')
    const said = await conversation(`${one.repeat(99)}${last}`)
    expect([...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(
      Array(100).fill('200'),
    )
    const cut = await conversation(`${one.repeat(999)}${last}`)
    expect([...cut.matchAll(/HTTP\/1\.1 /g)].length).toBeLessThan(1000)
  })

  it('says a refusal of a body as a problem too, whatever its type', async () => {
    const { cookie } = app.admin
    const headers = { cookie, origin: baseUrl, 'content-type': 'application/xml' }
    expect(await app.inject('POST', '/deals', { headers, payload: '<a/>' })).toMatchObject({
      status: 415,
      body: { code: 'request.not-json' },
    })
  })

  /** All that is said until the connection is ended. */
  function conversation(sent: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(sent, 'latin1'))
      let said = ''
      socket.on('data', (chunk) => {
        said += chunk
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(said))
    })
  }
})

describe('connections', () => {
  it('of one address have a limit; one kept open between requests makes room', async () => {
    const { open, close } = await guarded({ ofOneAddress: 3 })
    await open('127.0.0.2', 'busy')
    await open('127.0.0.2', 'busy')
    expect(await open('127.0.0.2', 'idle')).toBe(200)
    expect(await open('127.0.0.2', 'busy')).toBe(200)
    expect(await open('127.0.0.2', 'busy')).toBe(429)
    expect(await open('127.0.0.3', 'busy')).toBe(200)
    await close()
  })

  it('of this machine and of trusted proxies count towards all only', async () => {
    const { open, close } = await guarded({ ofOneAddress: 1, inAll: 5 }, ['127.0.0.8/29'])
    for (const address of ['127.0.0.1', '127.0.0.1', '127.0.0.9', '127.0.0.9', '127.0.0.9'])
      expect(await open(address, 'busy')).toBe(200)
    expect(await open('127.0.0.9', 'busy')).toBe(429)
    await close()
  })

  it('whose answer is not read are ended', async () => {
    const server = createServer((_, answer) => answer.end(Buffer.alloc(64 * 1024 * 1024)))
    guardConnections(server, [], { reading: 50 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const ended = new Promise((resolve) =>
      server.once('connection', (socket) => socket.once('close', resolve)),
    )
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'))
    socket.on('error', () => undefined).pause()
    await ended
    socket.destroy()
    server.close()
  })

  // Found by the harness (hostile): what looked like people who do not read were these.
  it('that only send blank lines between requests are ended', async () => {
    const server = createServer((_, answer) => answer.end('all'))
    server.keepAliveTimeout = 500
    guardConnections(server, [], { between: 1000 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'))
    const drip = setInterval(() => socket.write('\r\n'), 20)
    socket.on('error', () => undefined).resume()
    await new Promise((resolve) => socket.once('close', resolve))
    clearInterval(drip)
    server.close()
  })

  // Found by the harness (overload): a server that was stopped at work lived on for as long as connections are kept.
  it('at work when the server stops are ended with their answer', async () => {
    const answers: ServerResponse[] = []
    const server = createServer((_, answer) => {
      answers.push(answer)
      answer.writeHead(200).write('begun')
    })
    server.keepAliveTimeout = 60_000
    guardConnections(server, [])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const agent = new Agent({ keepAlive: true })
    const asked = new Promise<IncomingMessage>((resolve) => get({ host: '127.0.0.1', port, agent }, resolve))
    const answer = await asked
    const stopped = new Promise((resolve) => server.close(resolve))
    answers[0]!.end()
    answer.resume()
    await stopped
    agent.destroy()
  }, 20_000)

  /** A server that begins each answer at once and, where asked to, never ends it. */
  async function guarded(limits: object, trusted: string[] = []) {
    const server = createServer((request, answer) => {
      answer.writeHead(200).write('begun')
      if (request.url === '/idle') answer.end()
    })
    guardConnections(server, trusted, limits)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const open = (localAddress: string, how: 'busy' | 'idle') =>
      new Promise<number>((resolve, reject) => {
        const options = {
          host: '127.0.0.1',
          port,
          localAddress,
          path: `/${how}`,
          headers: { connection: 'keep-alive' },
        }
        get(options, (answer) => {
          answer.on('error', () => undefined)
          if (how === 'idle') answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
          else answer.once('data', () => resolve(answer.statusCode ?? 0))
        }).on('error', reject)
      })
    const close = () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    }
    return { open, close }
  }
})
