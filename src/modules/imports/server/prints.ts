import type { Values } from '../../../server/registry.ts'

/** A number for each field that says whether a value is the same, in a hundredth of its memory; 0 is empty. */
export type Prints = Record<string, number>

/** Prints of the named fields. */
export function printsOf(values: Values, names: readonly string[], isExact: boolean): Prints {
  const prints: Prints = {}
  for (const name of names) prints[name] = printOf(values[name], isExact)
  return prints
}

/** Print of one value; one that is not exact only tells empty from filled. */
export function printOf(value: unknown, isExact: boolean): number {
  if (value == null) return 0
  return isExact ? 1 + hash(JSON.stringify(value)) : 1
}

/** 53 bits of a text (cyrb53). */
function hash(text: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0)
}
