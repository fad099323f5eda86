/** In the order of their codes, which is how the collation "C" compares them. */
const signs = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base = signs.length
/** Beyond the first and the last rank one steps at this sign, so that what always goes to the top stays short. */
const stepped = 8

/** Most signs a rank may have. */
export const longestRank = 64

/**
 * A rank stands for a place in an order made by hand: a text of letters and digits, the order being that of their
 * codes. Gives one between two others; null stands for what lies before all or after all. Null where there is no room
 * between them within `longestRank` signs, or where they do not stand in this order.
 */
export function rankBetween(low: string | null, high: string | null): string | null {
  if (low !== null && high !== null) return midway(low, high)
  if (low !== null) return beyond(low, 1) ?? midway(low, null)
  if (high !== null) return beyond(high, -1) ?? midway('', high)
  return midway('', null)
}

/** So many ranks between two others, spread evenly, in their order; null where there is no room for them. */
export function ranksBetween(low: string | null, high: string | null, count: number): string[] | null {
  if (count <= 0) return []
  const middle = rankBetween(low, high)
  if (middle === null) return null
  const before = Math.floor((count - 1) / 2)
  const first = ranksBetween(low, middle, before)
  const rest = ranksBetween(middle, high, count - 1 - before)
  return first && rest && [...first, middle, ...rest]
}

/** Read as digits after a point: the middle of the first place where there is one. */
function midway(low: string, high: string | null): string | null {
  if (high !== null && low >= high) return null
  let isOpen = high === null
  let rank = ''
  while (rank.length < longestRank) {
    const from = digit(low, rank.length)
    const until = isOpen ? base : digit(high ?? '', rank.length)
    if (until - from > 1) return rank + signs[(from + until) >> 1]
    if (until > from) isOpen = true
    rank += signs[from]
  }
  return null
}

/** One step away from a rank, towards the open end. */
function beyond(rank: string, step: 1 | -1): string | null {
  let number = step as number
  for (let at = 0; at < stepped; at++) number += digit(rank, at) * base ** (stepped - 1 - at)
  if (number <= 0 || number >= base ** stepped) return null
  let text = ''
  for (; text.length < stepped; number = Math.floor(number / base)) text = signs[number % base] + text
  // A rank that ends in the least sign would leave no room before it.
  return text.replace(/0+$/, '')
}

function digit(rank: string, at: number): number {
  return at < rank.length ? signs.indexOf(rank[at]!) : 0
}
