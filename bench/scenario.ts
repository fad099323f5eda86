import type { World } from './fill/world.ts'
import type { Sender } from './http.ts'

/** What a scenario has to work with; `send` is the administrator's, who reads all. */
export interface Ground {
  world: World
  send: Sender
  /** Somebody who is not signed in. */
  guest: Sender
}

export interface Scenario {
  name: string
  /** The n-th call; calls that write are about another record each time. */
  call(ground: Ground, n: number): Promise<unknown>
  /** Ids the n-th call is about, so that its statements can be run for another record. */
  slots?(world: World, n: number): string[]
  /** As many at a time at most, where the server allows no more. */
  crowd?: number
  /** Leaves out the comparison with the bare statements: most of the work is not theirs. */
  isNotSql?: boolean
}

/** As many questions as are asked in turn where the answer does not depend on what was asked before. */
export const variants = 16

/** A question; its path may be another each time. */
export function asked(name: string, path: (world: World, n: number) => string): Scenario {
  return { name, call: ({ send, world }, n) => send('GET', path(world, n % variants)) }
}

/** A search through everything. */
export function searched(name: string, texts: string[]): Scenario {
  return asked(name, (_world, n) => `/search?q=${encodeURIComponent(texts[n % texts.length]!)}`)
}

/** A page of a list with a filter. */
export function filtered(name: string, table: string, filter: (n: number) => object): Scenario {
  return asked(
    name,
    (_world, n) => `/${table}?limit=50&filter=${encodeURIComponent(JSON.stringify(filter(n)))}`,
  )
}
