import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { createGzip } from 'node:zlib'
import type { Person } from '../world.ts'

/** Somebody who means harm, or has a broken program. To add one, add an entry to the list below. */
export interface Attack {
  name: string
  /** Seconds within which the server must have done with it: refused it or ended its connections. */
  within: number
  /** Megabytes the server may grow by meanwhile. */
  memory: number
  /** Does it until the server has done with it; tells how that ended. */
  strike(target: Target): Promise<string>
}

export interface Target {
  url: string
  port: number
  person: Person
}

const crowd = 300

export const attacks: readonly Attack[] = [
  { name: '300 that never end their headers', within: 13, memory: 100, strike: slowHeaders },
  { name: '300 that never end their body', within: 33, memory: 100, strike: slowBodies },
  { name: '300 that do not read their answer', within: 80, memory: 100, strike: slowReaders },
  { name: 'a body of 1 GB that says so', within: 1, memory: 100, strike: (target) => flood(target, true) },
  { name: 'a body of 1 GB in pieces', within: 1, memory: 100, strike: (target) => flood(target, false) },
  { name: '1 GB of blanks, packed', within: 1, memory: 100, strike: packed },
  { name: '200 streams of live updates of one person', within: 5, memory: 100, strike: manyStreams },
  { name: '10,000 requests in one go on one connection', within: 15, memory: 100, strike: pipelined },
]

/** Opens so many connections from an address of their own and waits until the server has ended them all. */
async function untilEnded(port: number, count: number, first: string, drip: (socket: Socket) => void) {
  const sockets = Array.from({ length: count }, (_, n) => {
    // Each one from another address: what one address may do is another limit.
    const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.1.${1 + (n % 250)}` })
    socket.on('error', () => undefined)
    socket.write(first)
    return socket
  })
  const said = await Promise.all(
    sockets.map(
      (socket) =>
        new Promise<string>((resolve) => {
          const timer = setInterval(() => drip(socket), 500)
          let text = ''
          socket.on('data', (chunk) => {
            text += chunk
          })
          socket.on('close', () => {
            clearInterval(timer)
            resolve(/^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? 'ended')
          })
        }),
    ),
  )
  return counted(said)
}

function slowHeaders({ port }: Target) {
  return untilEnded(port, crowd, 'GET /health HTTP/1.1\r\nhost: localhost\r\n', (socket) =>
    socket.write('x: y\r\n'),
  )
}

function slowBodies({ port, person, url }: Target) {
  const head = headOf('POST', '/api/v1/deals', {
    ...person.headers,
    origin: url,
    host: new URL(url).host,
    'content-type': 'application/json',
    'content-length': '100000',
  })
  return untilEnded(port, crowd, `${head}{"title":"`, (socket) => socket.write('x'))
}

/** Asks for more than the system keeps for a reader, and reads none of it. */
async function slowReaders({ port, person, url }: Target) {
  const one = headOf('GET', '/api/v1/deals?limit=200', { ...person.headers, host: new URL(url).host })
  const sockets = Array.from({ length: crowd }, (_, n) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.1.${1 + (n % 250)}` })
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(one.repeat(20))
    return socket
  })
  // An end that is not read is not heard of either; writing to a connection that is no more tells.
  const ended = sockets.map(
    (socket) =>
      new Promise<string>((resolve) => {
        const timer = setInterval(() => socket.write('\r\n'), 1000)
        socket.on('close', () => {
          clearInterval(timer)
          resolve('ended')
        })
      }),
  )
  return counted(await Promise.all(ended))
}

function flood(target: Target, isTold: boolean): Promise<string> {
  const megabyte = Buffer.alloc(1024 * 1024, ' ')
  return send(target, isTold ? { 'content-length': String(1024 * megabyte.length) } : {}, (write) => {
    let left = 1024
    const more = () => {
      while (left-- > 0) if (!write(megabyte)) return true
      return false
    }
    return more
  })
}

function packed(target: Target): Promise<string> {
  const gzip = createGzip()
  const megabyte = Buffer.alloc(1024 * 1024, ' ')
  const { host, ...answer } = sending(target, { 'content-encoding': 'gzip' })
  gzip.pipe(host)
  let left = 1024
  const more = () => {
    if (host.destroyed || left-- <= 0) return void gzip.end()
    gzip.write(megabyte, more)
  }
  more()
  return answer.said
}

function send(
  target: Target,
  headers: Record<string, string>,
  body: (write: (chunk: Buffer) => boolean) => () => boolean,
): Promise<string> {
  const { host, said } = sending(target, headers)
  const more = body((chunk) => host.write(chunk))
  host.on('drain', () => {
    if (!more()) host.end()
  })
  if (!more()) host.end()
  return said
}

function sending({ port, person, url }: Target, headers: Record<string, string>) {
  const host = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/v1/deals',
    headers: {
      ...person.headers,
      origin: url,
      host: new URL(url).host,
      'content-type': 'application/json',
      ...headers,
    },
  })
  const said = new Promise<string>((resolve) => {
    host.on('response', (answer) => {
      resolve(String(answer.statusCode))
      host.destroy()
    })
    host.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
  return { host, said }
}

async function manyStreams({ port, person, url }: Target): Promise<string> {
  const head = headOf('GET', '/api/v1/live', { ...person.headers, host: new URL(url).host })
  let open = 0
  const sockets = Array.from({ length: 200 }, () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(head))
    socket.on('error', () => undefined)
    let isOpen = false
    socket.on('data', () => {
      if (!isOpen) open++
      isOpen = true
    })
    socket.on('close', () => {
      if (isOpen) open--
      isOpen = false
    })
    return socket
  })
  const end = Date.now() + 4000
  while (Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100))
  for (const socket of sockets) socket.destroy()
  return open <= 5 ? `${open} stay open` : `TOO MANY stay open: ${open}`
}

async function pipelined({ port, person, url }: Target): Promise<string> {
  const one = headOf('GET', '/api/v1/setup', { ...person.headers, host: new URL(url).host })
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(one.repeat(10_000)))
    let answers = 0
    socket.on('data', (chunk) => {
      answers += chunk.toString('latin1').split('HTTP/1.1 ').length - 1
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(`${answers} answers`))
  })
}

function headOf(method: string, path: string, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return `${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`
}

function counted(said: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const one of said) counts.set(one, (counts.get(one) ?? 0) + 1)
  return [...counts].map(([what, count]) => `${count} × ${what}`).join(', ')
}
