import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { BlockList, isIPv6, type Socket } from 'node:net'
import { endWithProblem } from './raw-problem.ts'

export interface ConnectionLimits {
  /** Connections of one address, but for those that live updates stand on: of these a person has a few at most. */
  ofOneAddress: number
  inAll: number
  /** Requests sent ahead on one connection, before the first of them is answered; browsers and proxies send none. */
  ahead: number
  /** Milliseconds a reader may take for what is left of his answer when all of it has been made. */
  reading: number
  /**
   * Milliseconds a connection may stay between two requests. Node begins to count anew with every byte, were it a blank
   * line before a request that never comes.
   */
  between: number
}

const usual: ConnectionLimits = {
  ofOneAddress: 64,
  inAll: 2000,
  ahead: 100,
  reading: 60_000,
  between: 75_000,
}

/**
 * Keeps one address from taking all connections, and all together from taking the memory. Whoever comes when there
 * is no room takes the place of a connection that is kept open between requests; without one he is refused. This
 * machine and trusted proxies speak for many people, and only count towards all.
 */
export function guardConnections(
  server: Server,
  trusted: readonly string[],
  limits: Partial<ConnectionLimits> = {},
): void {
  const { ofOneAddress, inAll, ahead, reading, between } = { ...usual, ...limits }
  const spokesmen = blockListOf(['127.0.0.1', '::1', ...trusted])
  const all = new Set<Socket>()
  const byAddress = new Map<string, Set<Socket>>()
  /** Between two requests, by since when. The one longest so comes first. */
  const idle = new Map<Socket, number>()
  const asked = new Map<Socket, number>()

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? ''
    const mine = byAddress.get(address) ?? new Set()
    const isFull = mine.size >= ofOneAddress && !isOneOf(spokesmen, address) && !giveUpIdle(mine)
    if (isFull || (all.size >= inAll && !giveUpIdle(all)))
      return endWithProblem(socket, 'rate.limited', { retryAfter: 2 })
    byAddress.set(address, mine.add(socket))
    all.add(socket)
    socket.once('close', () => {
      all.delete(socket)
      idle.delete(socket)
      asked.delete(socket)
      forget(socket, address)
    })
  })
  server.on('request', ({ socket }: IncomingMessage, answer: ServerResponse) => {
    idle.delete(socket)
    const count = (asked.get(socket) ?? 0) + 1
    if (count > ahead) return void socket.destroy()
    asked.set(socket, count)
    let slow: NodeJS.Timeout | undefined
    const awaitReader = () => {
      slow = setTimeout(() => socket.destroy(), reading).unref()
    }
    if (answer.writableEnded) awaitReader()
    else answer.once('prefinish', awaitReader)
    answer.once('close', () => {
      clearTimeout(slow)
      const left = (asked.get(socket) ?? 1) - 1
      if (asked.has(socket)) asked.set(socket, left)
      // Of a server that stops: kept open, it would keep the process for a minute.
      if (!server.listening) socket.end()
      else if (left === 0 && !socket.destroyed) idle.set(socket, performance.now())
    })
  })
  const watch = setInterval(
    () => {
      for (const [socket, since] of idle)
        if (performance.now() - since < between) break
        else socket.destroy()
    },
    Math.min(between, 1000),
  ).unref()
  server.once('close', () => clearInterval(watch))
  server.on('live', (socket: Socket) => forget(socket, socket.remoteAddress ?? ''))

  function forget(socket: Socket, address: string) {
    const mine = byAddress.get(address)
    mine?.delete(socket)
    if (mine?.size === 0) byAddress.delete(address)
  }

  function giveUpIdle(among: ReadonlySet<Socket>): boolean {
    for (const socket of idle.keys())
      if (among.has(socket)) {
        socket.destroy()
        // Its end is told later; its place is free now.
        idle.delete(socket)
        all.delete(socket)
        forget(socket, socket.remoteAddress ?? '')
        return true
      }
    return false
  }
}

/** A connection that live updates stand on does not count as one of its address any more. */
export function standForLife(server: Server, socket: Socket): void {
  server.emit('live', socket)
}

function blockListOf(addresses: readonly string[]): BlockList {
  const list = new BlockList()
  for (const address of addresses) {
    const [net = '', bits] = address.split('/')
    const family = isIPv6(net) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(net, family)
    else list.addSubnet(net, Number(bits), family)
  }
  return list
}

function isOneOf(list: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:/, '')
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
}
