/** Chance that can be repeated: the same seed rolls the same numbers on any machine. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  roll(): number
  /** A whole number between the two, both included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** One of the keys, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  shuffle<T>(list: readonly T[]): T[]
  /** `count` members of the list; a member of twice the weight is twice as likely to be drawn. */
  draw<T>(list: readonly T[], count: number, weightOf: (member: T) => number): T[]
  /** Dice of its own for one part of the story, so that a change elsewhere does not reroll it. */
  fork(name: string): Dice
}

/** Dice for a seed: splitmix32 over a hash of its text. */
export function dice(seed: string): Dice {
  let state = hash(seed)
  const roll = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('nothing to pick from')
    return list[between(0, list.length - 1)] as T
  }
  return {
    roll,
    between,
    pick,
    chance: (probability) => roll() < probability,
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const keys = Object.keys(weights) as K[]
      let left = roll() * keys.reduce((sum, key) => sum + weights[key], 0)
      for (const key of keys) {
        left -= weights[key]
        if (left < 0) return key
      }
      return pick(keys)
    },
    shuffle: (list) => bySortKey(list, roll),
    // Efraimidis and Spirakis: keys u^(1/w), the largest win.
    draw: (list, count, weightOf) =>
      bySortKey(list, (member) => -(roll() ** (1 / weightOf(member)))).slice(0, count),
    fork: (name) => dice(`${seed}/${name}`),
  }
}

function bySortKey<T>(list: readonly T[], keyOf: (member: T) => number): T[] {
  return list
    .map((member) => ({ member, key: keyOf(member) }))
    .sort((a, b) => a.key - b.key)
    .map(({ member }) => member)
}

function hash(text: string): number {
  let sum = 0x811c9dc5
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return sum | 0
}
