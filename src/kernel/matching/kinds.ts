import { companyWords } from './company-name.ts'
import { nameWords, pairWords } from './names.ts'
import { romanise, wordsOf } from './romanise.ts'
import { isOneSlip, jaroWinkler, likeWords } from './similarity.ts'

/** A value made ready to be compared many times. */
export type Prepared = readonly string[]

/** What two values have in common. */
export interface Agreement {
  /** Index into the levels of the kind; 0 is the least alike. */
  level: number
  /** Words the values share, by whose rarity the agreement is weighed. */
  shared: readonly string[]
}

/** How values of one kind are compared: levels of agreement from the least alike to the same. */
export interface ComparisonKind {
  levels: readonly string[]
  /** How often two records of one thing stand at each level; sums to 1. */
  matched: readonly number[]
  /** How often two records of different things do. */
  unmatched: readonly number[]
  /** Null: nothing to compare. */
  prepare(value: unknown): Prepared | null
  compare(a: Prepared, b: Prepared, rarity: Rarity): Agreement
}

/** How much a word tells: 1 for one of average frequency, more for rare ones. */
export type Rarity = (word: string) => number

const none: readonly string[] = []
const at = (level: number, shared: readonly string[] = none): Agreement => ({ level, shared })

/**
 * The kinds of values there are. The shares are what one expects before anything is learnt; for a customer base they
 * are used as they are, a benchmark learns its own (`learnModel`).
 */
export const kinds = {
  /** A person's name: one text, or given and family name, which may be swapped. */
  personName: kind({
    levels: ['different', 'part-close', 'part', 'close', 'variant', 'same'],
    matched: [0.05, 0.02, 0.07, 0.12, 0.14, 0.6],
    unmatched: [0.8478, 0.05, 0.1, 0.001, 0.0006, 0.0006],
    prepare: (value) =>
      filled(Array.isArray(value) ? value.flatMap(textOf).flatMap(nameWords) : nameWords(text(value))),
    compare(a, b) {
      const pairs = pairWords(a, b)
      const sure = pairs.filter(({ agreement }) => agreement !== 'close')
      const shared = pairs.filter(({ agreement }) => agreement === 'same').map((pair) => pair.a)
      const needed = Math.min(a.length, b.length)
      const whole = pairs.length >= 2 && pairs.length >= needed
      if (needed === 1 && a.length === b.length && shared.length === 1) return at(4, shared)
      if (whole && shared.length === pairs.length) return at(5, shared)
      if (whole && sure.length === pairs.length) return at(4, shared)
      if (whole) return at(3, shared)
      if (sure.length > 0) return at(2, shared)
      return at(pairs.length > 0 ? 1 : 0)
    },
  }),
  companyName: kind({
    levels: ['different', 'part', 'close', 'same'],
    matched: [0.06, 0.1, 0.14, 0.7],
    unmatched: [0.98, 0.018, 0.0015, 0.0005],
    prepare: (value) => filled(companyWords(text(value))),
    compare(a, b, rarity) {
      const shared = a.filter((word) => b.includes(word))
      if (a.join('') === b.join('') || (shared.length === a.length && a.length === b.length))
        return at(3, shared)
      const likeness = Math.max(likeWords(a, b, rarity), spelt(a.join(''), b.join('')))
      if (likeness >= 0.86) return at(2, shared)
      return at(likeness >= 0.5 ? 1 : 0, shared)
    },
  }),
  phone: kind({
    levels: ['different', 'one-slip', 'same'],
    matched: [0.25, 0.05, 0.7],
    // Numbers of one office follow one another.
    unmatched: [0.99795, 0.002, 0.00005],
    prepare: (value) => filled([text(value).split(';')[0]?.replace(/\D/g, '').slice(-10) ?? '']),
    compare: ([a = ''], [b = '']) => at(a === b ? 2 : a.length > 7 && isOneSlip(a, b) ? 1 : 0),
  }),
  email: kind({
    levels: ['different', 'same-mailbox', 'close', 'same'],
    matched: [0.28, 0.04, 0.05, 0.63],
    unmatched: [0.99885, 0.001, 0.0001, 0.00005],
    prepare: (value) => filled([mailboxOf(text(value))]),
    compare([a = ''], [b = '']) {
      if (a === b) return at(3)
      const [boxA = '', homeA = ''] = a.split('@')
      const [boxB = '', homeB = ''] = b.split('@')
      if (isOneSlip(a, b) && boxA.replace(/\d/g, '') !== boxB.replace(/\d/g, '')) return at(2)
      if (homeA !== homeB && boxA.length > 4 && boxA === boxB && !sharedBoxes.has(boxA)) return at(1)
      return at(0)
    },
  }),
  /** Number of a tax payer, a customer, a document. */
  idNumber: kind({
    levels: ['different', 'one-slip', 'same'],
    matched: [0.05, 0.03, 0.92],
    unmatched: [0.99948, 0.0005, 0.00002],
    prepare: (value) => filled([romanise(text(value)).replace(/[^a-z0-9]/g, '')]),
    compare: ([a = ''], [b = '']) => at(a === b ? 2 : a.length > 5 && isOneSlip(a, b) ? 1 : 0),
  }),
  /** House number, postcode: short, written down exactly. */
  code: kind({
    levels: ['different', 'one-slip', 'same'],
    matched: [0.1, 0.1, 0.8],
    unmatched: [0.97, 0.02, 0.01],
    prepare: (value) => filled([romanise(text(value)).replace(/[^a-z0-9]/g, '')]),
    compare: ([a = ''], [b = '']) => at(a === b ? 2 : isOneSlip(a, b) ? 1 : 0, a === b ? [a] : none),
  }),
  city: kind({
    levels: ['different', 'close', 'same'],
    matched: [0.12, 0.05, 0.83],
    unmatched: [0.93, 0.01, 0.06],
    prepare: (value) => filled([wordsOf(text(value).replace(/^(г\.?|город|city of)\s+/iu, '')).join(' ')]),
    compare: ([a = ''], [b = '']) => at(a === b ? 2 : jaroWinkler(a, b) > 0.9 ? 1 : 0, a === b ? [a] : none),
  }),
  /** Street, venue, job title: words in any order, some left out. */
  words: kind({
    levels: ['different', 'part', 'close', 'same'],
    matched: [0.15, 0.12, 0.13, 0.6],
    unmatched: [0.94, 0.05, 0.005, 0.005],
    prepare: (value) => filled(wordsOf(text(value))),
    compare(a, b, rarity) {
      const shared = a.filter((word) => b.includes(word))
      if (a.join('') === b.join('')) return at(3, shared)
      const likeness = Math.max(likeWords(a, b, rarity), spelt(a.join(''), b.join('')))
      if (likeness >= 0.84) return at(2, shared)
      return at(likeness >= 0.45 ? 1 : 0, shared)
    },
  }),
  /** Title of a work: long enough that most of its words tell. */
  title: kind({
    levels: ['different', 'alike', 'close', 'same'],
    matched: [0.03, 0.07, 0.15, 0.75],
    unmatched: [0.97, 0.028, 0.0015, 0.0005],
    prepare: (value) => filled(wordsOf(text(value))),
    compare(a, b, rarity) {
      if (a.join('') === b.join('')) return at(3)
      const likeness = likeWords(a, b, rarity)
      return at(likeness >= 0.85 ? 2 : likeness >= 0.6 ? 1 : 0)
    },
  }),
  /** Several persons, separated by commas or semicolons; initials stand for names. */
  people: kind({
    levels: ['different', 'some', 'most', 'same'],
    matched: [0.06, 0.1, 0.14, 0.7],
    unmatched: [0.94, 0.055, 0.004, 0.001],
    prepare: (value) =>
      filled(
        text(value)
          .split(/[,;]/)
          .map((one) => nameWords(one).join(' '))
          .filter(Boolean),
      ),
    compare(a, b) {
      const shared = sharedPeople(a, b)
      if (shared === 0) return at(0)
      if (shared === a.length && shared === b.length) return at(3)
      return at(
        (2 * shared) / (a.length + b.length) >= 0.6 || shared === Math.min(a.length, b.length) ? 2 : 1,
      )
    },
  }),
  /** Day of birth, of founding: `2001-02-03` or `20010203`. */
  date: kind({
    levels: ['different', 'one-slip', 'same'],
    matched: [0.06, 0.12, 0.82],
    unmatched: [0.997, 0.0025, 0.0005],
    prepare(value) {
      const digits = text(value).replace(/\D/g, '').slice(0, 8)
      return digits.length === 8 ? [digits] : null
    },
    compare([a = ''], [b = '']) {
      if (a === b) return at(2)
      const isTurned =
        a.slice(0, 4) === b.slice(0, 4) && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)
      return at(isTurned || isOneSlip(a, b) ? 1 : 0)
    },
  }),
  /** Host of a web site. */
  site: kind({
    levels: ['different', 'same'],
    matched: [0.2, 0.8],
    unmatched: [0.9998, 0.0002],
    prepare: (value) =>
      filled([
        text(value)
          .toLowerCase()
          .replace(/^[a-z]+:\/\//, '')
          .replace(/^www\./, '')
          .split(/[/?#:]/)[0] ?? '',
      ]),
    compare: ([a = ''], [b = '']) => at(a === b ? 1 : 0),
  }),
  /** Another record both lead to, such as the company two people work at. */
  reference: kind({
    levels: ['different', 'same'],
    matched: [0.25, 0.75],
    unmatched: [0.98, 0.02],
    prepare: (value) => filled([text(value)]),
    compare: ([a = ''], [b = '']) => at(a === b ? 1 : 0),
  }),
  year: kind({
    levels: ['different', 'next', 'same'],
    matched: [0.03, 0.04, 0.93],
    unmatched: [0.75, 0.15, 0.1],
    prepare: (value) => filled([text(value).match(/\d{4}/)?.[0] ?? '']),
    compare: ([a = ''], [b = '']) => at(a === b ? 2 : Math.abs(Number(a) - Number(b)) === 1 ? 1 : 0),
  }),
} as const satisfies Record<string, ComparisonKind>

export type KindName = keyof typeof kinds

/** Mailboxes that everybody has: they name an office, not a person. */
const sharedBoxes = new Set([
  'info',
  'sales',
  'office',
  'admin',
  'mail',
  'contact',
  'support',
  'zakaz',
  'hello',
  'buhgalter',
])

function kind(given: ComparisonKind): ComparisonKind {
  return given
}

function text(value: unknown): string {
  return value == null ? '' : String(value).trim()
}

function textOf(value: unknown): string[] {
  const found = text(value)
  return found ? [found] : []
}

function filled(words: readonly string[]): Prepared | null {
  return words.length > 0 && words[0] !== '' ? words : null
}

/** Without what a mailbox may carry after a plus. */
function mailboxOf(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@)/, '')
}

/** Likeness of two texts as a whole, for words that were run together, cut short or mistyped. */
function spelt(a: string, b: string): number {
  // House 12 is not house 21, and branch 470 not branch 740, however alike they are written.
  if (digitsOf(a) !== digitsOf(b)) return 0
  const likeness = jaroWinkler(a, b)
  return likeness >= 0.93 && Math.min(a.length, b.length) > 4 ? 0.9 : likeness >= 0.88 ? 0.5 : 0
}

const digitsOf = (text: string) => text.replace(/\D/g, '')

function sharedPeople(a: Prepared, b: Prepared): number {
  const left = b.map((one) => one.split(' '))
  let shared = 0
  for (const person of a) {
    const words = person.split(' ')
    const index = left.findIndex((other) => isSamePerson(words, other))
    if (index < 0) continue
    left.splice(index, 1)
    shared++
  }
  return shared
}

function isSamePerson(a: readonly string[], b: readonly string[]): boolean {
  const family = [a.at(-1) as string, b.at(-1) as string] as const
  if (family[0] !== family[1] && jaroWinkler(...family) < 0.92) return false
  return a.length === 1 || b.length === 1 || a[0]?.[0] === b[0]?.[0]
}
