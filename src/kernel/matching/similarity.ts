/**
 * Similarity of two words from 0 to 1 that forgives typing errors and counts the beginning for more.
 * W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi–Sunter Model of Record Linkage (1990).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const jaro = jaroOf(a, b)
  if (jaro < 0.7) return jaro
  let prefix = 0
  while (prefix < 4 && a[prefix] === b[prefix] && prefix < a.length) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

function jaroOf(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  const common: number[] = []
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if (taken[j] || a.charCodeAt(i) !== b.charCodeAt(j)) continue
      taken[j] = 1
      common.push(a.charCodeAt(i))
      break
    }
  }
  const matches = common.length
  if (matches === 0) return 0
  let swaps = 0
  for (let j = 0, k = 0; j < b.length; j++) if (taken[j] && b.charCodeAt(j) !== common[k++]) swaps++
  return (matches / a.length + matches / b.length + (matches - swaps / 2) / matches) / 3
}

/** Whether one character typed wrongly, left out, added, or two swapped, turns one text into the other. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/**
 * How much two lists of words have in common, from 0 to 1: each word is paired with its likest in the other list when
 * that is alike enough (soft Dice coefficient; Cohen, Ravikumar and Fienberg, 2003). `weightOf` counts rare words for more.
 */
export function likeWords(
  a: readonly string[],
  b: readonly string[],
  weightOf: (word: string) => number = () => 1,
): number {
  const left = [...b]
  let shared = 0
  let total = 0
  for (const word of b) total += weightOf(word)
  for (const word of a) {
    const weight = weightOf(word)
    total += weight
    const at = likest(word, left)
    if (at.index < 0) continue
    shared += at.likeness * (weight + weightOf(left[at.index] as string))
    left.splice(at.index, 1)
  }
  return total === 0 ? 0 : shared / total
}

function likest(word: string, others: readonly string[]): { index: number; likeness: number } {
  const exact = others.indexOf(word)
  if (exact >= 0) return { index: exact, likeness: 1 }
  let found = { index: -1, likeness: 0.88 }
  // A number is the same or another one.
  if (word.length < 3 || /\d/.test(word)) return found
  for (let index = 0; index < others.length; index++) {
    const other = others[index] as string
    if (other.length < 3 || Math.abs(other.length - word.length) > 3) continue
    const likeness = jaroWinkler(word, other)
    if (likeness > found.likeness) found = { index, likeness }
  }
  return found
}
