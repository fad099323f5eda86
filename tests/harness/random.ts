/** A small seeded generator (mulberry32): a whole number below `below`. */
export type Random = (below: number) => number

/** The same seed and name give the same numbers; each part of a run has a name, so adding one moves no other. */
export function randomOf(seed: number, name: string): Random {
  let state = seed
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193)
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below)
  }
}

/** One of several, null when there are none. */
export function oneOf<Item>(random: Random, items: readonly Item[]): Item | null {
  return items[random(items.length)] ?? null
}

/** One of several by weight. */
export function weighted<Item extends { weight: number }>(random: Random, items: readonly Item[]): Item {
  let at = random(items.reduce((sum, { weight }) => sum + weight, 0))
  for (const item of items) {
    at -= item.weight
    if (at < 0) return item
  }
  throw new Error('nothing has any weight')
}
