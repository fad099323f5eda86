import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** What a network does to the connections between app and database. */
export interface Network {
  /** The same database, seen through the proxy. */
  url: string
  /** Nothing gets through until `pass`; what was said meanwhile arrives then. */
  stall(): void
  /** Every piece of data takes this long. */
  slow(milliseconds: number): void
  /** Connections there are break at once, on both sides. */
  reset(): void
  /**
   * Connections there are go dead without a word, for good: a router has forgotten them. New ones work. The server
   * notices after a while, the app is left to find out.
   */
  forget(): void
  /** Connections there are break, and none can be made until `pass`. */
  away(): void
  pass(): void
  close(): Promise<void>
}

const serverPatience = 10_000

interface Pair {
  app: Socket
  database: Socket
  forgotten: boolean
}

export async function startNetwork(databaseUrl: string): Promise<Network> {
  const target = new URL(databaseUrl)
  const pairs = new Set<Pair>()
  let lag = 0
  let isAway = false
  let stalled: Promise<void> | null = null
  let release = () => {}
  const server = createServer((app) => {
    if (isAway) return void app.resetAndDestroy()
    const pair: Pair = { app, database: connect(Number(target.port), target.hostname), forgotten: false }
    pairs.add(pair)
    carry(pair, 'app', 'database')
    carry(pair, 'database', 'app')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = new URL(databaseUrl)
  url.port = String(typeof address === 'object' && address?.port)

  /** Data go on in their order; pieces wait for one another. */
  function carry(pair: Pair, from: 'app' | 'database', to: 'app' | 'database') {
    let last = Promise.resolve()
    const after = (act: () => void) => {
      last = last.then(async () => {
        if (stalled) await stalled
        if (lag > 0) await delay(lag)
        if (!pair.forgotten) act()
      })
    }
    pair[from].on('data', (chunk) => after(() => pair[to].write(chunk)))
    pair[from].on('end', () => after(() => pair[to].end()))
    pair[from].on('error', () => undefined)
    pair[from].on('close', () => {
      // A forgotten connection is closed by one side without the other hearing of it.
      if (!pair.forgotten) after(() => pair[to].destroy())
      if (pair.app.destroyed && pair.database.destroyed) pairs.delete(pair)
    })
  }
  const breakAll = () => {
    for (const { app, database } of pairs) {
      app.resetAndDestroy()
      database.resetAndDestroy()
    }
    pairs.clear()
  }
  const pass = () => {
    lag = 0
    isAway = false
    stalled = null
    release()
  }
  return {
    url: url.href,
    stall() {
      stalled = new Promise((resolve) => {
        release = resolve
      })
    },
    slow(milliseconds) {
      lag = milliseconds
    },
    reset: breakAll,
    forget() {
      for (const pair of pairs) {
        pair.forgotten = true
        // The server asks whether anybody is there and gets no answer; here that takes less than in earnest.
        setTimeout(() => pair.database.resetAndDestroy(), serverPatience).unref()
      }
    },
    away() {
      isAway = true
      breakAll()
    },
    pass,
    async close() {
      pass()
      breakAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
