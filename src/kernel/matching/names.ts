import { areFormsOfOne } from './nicknames.ts'
import { wordsOf } from './romanise.ts'
import { jaroWinkler } from './similarity.ts'

/** How two words of a name agree, the surest first. */
export type WordAgreement = 'same' | 'form' | 'initial' | 'close' | null

/** What a patronymic ends in, romanised. */
const patronymic = /.(ovich|evich|ich|ovna|evna|ichna|inichna)$/
const titles = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'ip', 'g', 'sir', 'ir', 'sr'])

/**
 * The words a person is called by, romanised, in the order written. A patronymic goes when two other words are left:
 * people are written down with and without it.
 */
export function nameWords(name: string): string[] {
  const words = wordsOf(name)
  const called = words.filter((word) => !titles.has(word))
  const kept = called.length > 0 ? called : words
  if (kept.length < 3) return kept
  const without = kept.filter((word, index) => index === 0 || !patronymic.test(word))
  return without.length >= 2 ? without : kept
}

/** How two romanised words of a name agree. */
export function agreementOf(a: string, b: string): WordAgreement {
  if (a === b) return 'same'
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 'initial' : null
  if (areFormsOfOne(a, b)) return 'form'
  // Most words met have nothing in common, and are told apart without being compared letter by letter.
  if (Math.abs(a.length - b.length) > 4) return null
  if (a.slice(0, 2) === b.slice(0, 2) && stemOf(a) === stemOf(b)) return 'form'
  return a.length > 2 && b.length > 2 && jaroWinkler(a, b) >= closeFrom(a, b) ? 'close' : null
}

/** Short words are alike by chance more often than long ones. */
function closeFrom(a: string, b: string): number {
  return Math.min(a.length, b.length) <= 4 ? 0.88 : 0.85
}

/** Husband and wife have one surname in two genders; a clerk writes either. */
function stemOf(word: string): string {
  const ending = /(?:ov|ev|in)a$/.test(word)
    ? 1
    : /sk(?:aia|ii?)$/.test(word)
      ? word.endsWith('a')
        ? 3
        : 1
      : 0
  return ending > 0 && word.length > ending + 3
    ? word.slice(0, word.length - ending).replace(/(?<=sk)i$/, '')
    : word
}

/** Words of two names paired up as well as they go, each word once, whatever their order. */
export function pairWords(
  a: readonly string[],
  b: readonly string[],
): { agreement: Exclude<WordAgreement, null>; a: string; b: string; isSwapped: boolean }[] {
  const order = ['same', 'form', 'initial', 'close'] as const
  const found: { i: number; j: number; agreement: (typeof order)[number] }[] = []
  for (const [i, one] of a.entries())
    for (const [j, other] of b.entries()) {
      const agreement = agreementOf(one, other)
      if (agreement) found.push({ i, j, agreement })
    }
  const pairs: ReturnType<typeof pairWords> = []
  if (found.length === 0) return pairs
  const takenA = new Set<number>()
  const takenB = new Set<number>()
  for (const wanted of order)
    for (const { i, j, agreement } of found) {
      if (agreement !== wanted || takenA.has(i) || takenB.has(j)) continue
      takenA.add(i)
      takenB.add(j)
      pairs.push({ agreement, a: a[i] as string, b: b[j] as string, isSwapped: i !== j })
    }
  return pairs
}
