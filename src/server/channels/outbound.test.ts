import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAllowed } from './allowed-targets.ts'
import { createOutbound, outboundLimits } from './outbound.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let port: number
let heard = 0
beforeAll(async () => {
  server = createServer((request, answer) => {
    heard++
    if (request.url === '/redirect')
      answer.writeHead(302, { location: `http://127.0.0.1:${port}/inner` }).end()
    else if (request.url === '/large') answer.end(Buffer.alloc(outboundLimits.answerBytes + 1))
    else if (request.url === '/fits') answer.end(Buffer.alloc(outboundLimits.answerBytes))
    else if (request.url === '/cut') {
      answer.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => request.socket.destroy())
    } else answer.end(`${request.method} ${request.headers.host}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

const allow = (text: string) => readAllowed(text) ?? []
const get = (url: string) => ({ url, method: 'GET' }) as const

/** Inner places in every notation; none of them may be connected to. */
const hostile = [
  ...['127.0.0.1', '127.1', '127.0.1', '0', '0.0.0.0', '127.255.255.254', '2130706433', '017700000001'],
  ...[
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '0x7f.1',
    '0177.1',
    '127.0.0.1.',
    '127。0。0。1',
    '127．0．0．1',
  ],
  ...[
    '１２７.0.0.1',
    '①②⑦.0.0.1',
    '%31%32%37.0.0.1',
    '127.0.0.0x1',
    '0000177.1',
    '0x0000007f.1',
    '127.65535',
  ],
  ...[
    '10.0.0.1',
    '10.255.255.255',
    '10.1',
    '012.0.0.1',
    '0xa.0.0.1',
    '167772161',
    '172.16.0.1',
    '172.31.255.255',
  ],
  ...[
    '192.168.0.1',
    '192.168.1',
    '0xc0a80001',
    '3232235521',
    '192.168.255.255',
    '169.254.169.254',
    '169.254.0.1',
  ],
  ...['2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
  ...['192.0.0.192', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.1'],
  ...['224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '4294967295', '192.88.99.1'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]'],
  ...['[::ffff:169.254.169.254]', '[::ffff:0:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]', '[64:ff9b::7f00:1]'],
  ...['[64:ff9b::10.0.0.1]', '[64:ff9b:1::1]', '[2002:7f00:1::]', '[2002:a00:1::1]', '[2002:c0a8:1::1]'],
  ...[
    '[2001::1]',
    '[2001:0:7f00:1::]',
    '[2001:db8::1]',
    '[2001:10::1]',
    '[2001:20::1]',
    '[3fff::1]',
    '[100::1]',
  ],
  ...['[fc00::1]', '[fd00::1]', '[fd00:ec2::254]', '[fdff:ffff::1]', '[fe80::1]', '[febf::1]', '[fec0::1]'],
  ...['[ff00::1]', '[ff02::1]', '[ff05::2]', '[5f00::1]', '[0100:0:0:1::1]', '[4000::1]'],
  ...[
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'a.b.localhost.',
    'intranet',
    'metadata',
    'db',
  ],
  ...[
    'metadata.google.internal',
    'metadata.google.internal.',
    'printer.local',
    'router.lan',
    'nas.home.arpa',
  ],
  ...['x.corp', 'kubernetes.default.svc.internal'],
]

describe('an address', () => {
  it.each(hostile)('%s leads inside and is refused', async (host) => {
    const outbound = createOutbound([], () => Promise.reject(new Error('nobody is asked')))
    const url = `http://${host}/`
    const answer = await outbound.send(get(url))
    expect(answer).toMatchObject({
      ok: false,
      error: URL.canParse(url) ? 'address-refused' : 'scheme-refused',
    })
    expect(outbound.complaint(url)).not.toBeNull()
  })

  it('table holds enough of them', () => expect(hostile.length).toBeGreaterThan(100))

  it.each([
    ['file:///etc/passwd', 'scheme-refused'],
    ['gopher://example.com/', 'scheme-refused'],
    ['ftp://example.com/', 'scheme-refused'],
    ['data:text/plain,x', 'scheme-refused'],
    ['javascript:alert(1)', 'scheme-refused'],
    ['//example.com', 'scheme-refused'],
    ['unix:/var/run/docker.sock', 'scheme-refused'],
    ['', 'scheme-refused'],
    ['http://user@example.com/', 'credentials-refused'],
    ['http://example.com:pass@127.0.0.1/', 'credentials-refused'],
    ['http://127.0.0.1@example.com/', 'credentials-refused'],
    ['http://example.com:22/', 'port-refused'],
    ['http://example.com:25/', 'port-refused'],
    ['http://example.com:5432/', 'port-refused'],
    ['http://example.com:6379/', 'port-refused'],
    ['https://93.184.216.34:3306/', 'port-refused'],
  ])('%s is refused: %s', (url, error) => {
    expect(createOutbound([]).complaint(url)).toBe(error)
  })

  it.each([
    'https://example.com/',
    'http://example.com:8080/x?y',
    'https://93.184.216.34/',
    'https://[2606:4700::1111]/',
  ])('%s is one of the internet', (url) => expect(createOutbound([]).complaint(url)).toBeNull())

  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '2a00:1450:4001::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))
})

describe('a name', () => {
  it.each([
    [['127.0.0.1']],
    [['10.0.0.1']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:10.0.0.1']],
    [['fd00::1']],
    [['fe80::1%eth0']],
    [['8.8.8.8', '127.0.0.1']],
    [['2606:4700::1111', '::1']],
  ])('that leads to %s is refused', async (addresses) => {
    const targets = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const outbound = createOutbound([], async () => targets)
    expect(await outbound.send(get('http://evil.example.com/'))).toMatchObject({
      ok: false,
      error: 'address-refused',
    })
  })

  it('is asked for once, so that a second answer leads nowhere', async () => {
    const answers = ['127.0.0.1', '10.0.0.1']
    let asked = 0
    const outbound = createOutbound(allow('127.0.0.1'), async () => [
      { address: answers[asked++]!, family: 4 },
    ])
    const before = heard
    const answer = await outbound.send(get(`http://rebind.example.com:${port}/`))
    expect(answer).toMatchObject({ ok: true, status: 200, body: `GET rebind.example.com:${port}` })
    expect([asked, heard - before]).toEqual([1, 1])
  })

  it('that leads nowhere is said to', async () => {
    const outbound = createOutbound([], () => Promise.reject(new Error('ENOTFOUND')))
    expect(await outbound.send(get('http://gone.example.com/'))).toMatchObject({
      ok: false,
      error: 'not-resolved',
    })
  })
})

describe('a call', () => {
  const outbound = () => createOutbound(allow('127.0.0.1'))
  const at = (path: string) => get(`http://127.0.0.1:${port}${path}`)

  it('is not led on by a redirect', async () => {
    const before = heard
    expect(await outbound().send(at('/redirect'))).toMatchObject({ ok: true, status: 302 })
    expect(heard - before).toBe(1)
  })

  it('takes an answer of a megabyte and not a byte more', async () => {
    expect(await outbound().send(at('/fits'))).toMatchObject({ ok: true, status: 200 })
    expect(await outbound().send(at('/large'))).toMatchObject({ ok: false, error: 'answer-too-large' })
  })

  it('that is cut off or meets nobody is said to be', async () => {
    expect(await outbound().send(at('/cut'))).toMatchObject({ ok: false, error: 'not-connected' })
    expect(await outbound().send(get('http://127.0.0.1:1/'))).toMatchObject({
      ok: false,
      error: 'not-connected',
    })
  })

  it('sends a body with its length', async () => {
    const answer = await outbound().send({ ...at('/'), method: 'POST', body: '{"ё":1}' })
    expect(answer).toMatchObject({ ok: true, body: `POST 127.0.0.1:${port}` })
  })
})

describe('what the operator allows', () => {
  it.each([
    ['10.0.0.5', 'http://10.0.0.5:9000/', null],
    ['10.0.0.5', 'http://10.0.0.6/', 'address-refused'],
    ['192.168.0.0/16', 'http://192.168.7.7:5000/', null],
    ['192.168.0.0/16', 'http://192.169.0.1:5000/', 'port-refused'],
    ['fd00::/8', 'http://[fd12::1]/', null],
    ['hooks.internal', 'http://hooks.internal:9000/', null],
    ['hooks.internal', 'http://other.internal/', 'address-refused'],
    ['127.0.0.1', 'http://[::1]/', 'address-refused'],
  ])('%s: %s', (text, url, error) => expect(createOutbound(allow(text)).complaint(url)).toBe(error))

  it('is a name whatever it leads to, and a network whatever it is called', async () => {
    const to = async () => [{ address: '127.0.0.1', family: 4 }]
    const url = `http://n8n:${port}/`
    expect(await createOutbound(allow('n8n'), to).send(get(url))).toMatchObject({ ok: true })
    expect(await createOutbound(allow('10.0.0.0/8'), to).send(get(`http://n8n.example.com/`))).toMatchObject({
      ok: false,
      error: 'address-refused',
    })
  })

  it.each(['10.0.0.0/33', '10.0.0/8x', 'http://x', 'a b', 'x/8', '::1/129', '*'])(
    '%s is refused at start',
    (text) => expect(readAllowed(text)).toBeNull(),
  )
})
