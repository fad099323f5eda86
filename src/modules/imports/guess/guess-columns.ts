import { type ColumnValues, columnValues, type ValueShape } from './column-values.ts'
import { type HeadingWords, headingWords } from './heading.ts'
import { entityStems, type Phrase, phrasesOf, tellingStems } from './vocabulary.ts'

/** What a column may feed. */
export interface GuessTarget {
  /** `email`, `name.first`, `note`. */
  key: string
  /** Name of the field type. */
  type: string
  /** Several columns may feed it. */
  many?: boolean
  /** Its name on the screen, as further words it is known by. */
  label?: { en?: string; ru?: string }
  /** It is a field of another record that the row names. */
  linked?: { by: string; field: string }
}

/** What a column seems to hold. */
export interface Guess {
  column: number
  /** Null when nothing fits well enough. */
  target: string | null
  /** 0 to 1: at 0.9 and more the heading says it plainly. */
  confidence: number
}

interface Candidate extends Guess {
  target: string
  filled: number
  many: boolean
}

const accepted = 0.5

/**
 * Which target each column feeds, by headings in English and Russian and by the look of the values. A target gets one
 * column at most, the likeliest and fullest, unless it takes many. `entity` is the kind of record being brought in.
 */
export function guessColumns(
  headings: readonly string[],
  sample: readonly (readonly string[])[],
  targets: readonly GuessTarget[],
  entity: string = entityOf(targets),
): Guess[] {
  const own = entityStems(entity)
  const candidates = headings.flatMap((heading, column) => {
    const values = columnValues(sample, column)
    const words = headingWords(heading)
    return targets.map((target): Candidate => {
      const byHeading = target.linked
        ? linkedLikeness(words, target.linked, targets)
        : likeness(words, phrases(entity, target), own)
      const confidence = byHeading > 0 ? byHeading * agreement(target, values) : byValues(target, values)
      return {
        column,
        target: target.key,
        confidence: Math.min(1, confidence),
        filled: values.filled,
        many: isMany(target),
      }
    })
  })
  const chosen = settleNames(assign(candidates.filter(({ confidence }) => confidence >= accepted)))
  return headings.map((_, column) => {
    const { target = null, confidence = 0 } = chosen.find((one) => one.column === column) ?? {}
    return { column, target, confidence: Math.round(confidence * 100) / 100 }
  })
}

/** The kind of record these targets belong to, by the ones only it has. */
function entityOf(targets: readonly GuessTarget[]): string {
  const marks = {
    deal: 'closeOn',
    lead: 'companyName',
    company: 'taxId',
    contact: 'birthday',
    product: 'sku',
    user: 'role',
    team: 'lead',
  }
  const keys = new Set(targets.map(({ key }) => key))
  return Object.entries(marks).find(([, key]) => keys.has(key))?.[0] ?? 'contact'
}

function phrases(entity: string, { key, label }: GuessTarget): Phrase[] {
  const labels = [label?.en, label?.ru].filter((text) => text !== undefined)
  return [...phrasesOf(entity, key), ...labels.map((text) => ({ words: headingWords(text), worth: 0.98 }))]
}

function likeness(heading: HeadingWords, phrases: Phrase[], own: Set<string>): number {
  const bare = heading.stems.filter((stem) => !own.has(stem))
  let best = 0
  for (const { words, worth } of phrases) {
    const same =
      words.compact === heading.compact || equal(words.stems, heading.stems)
        ? 1
        : bare.length > 0 && bare.length < heading.stems.length && equal(words.stems, bare)
          ? 0.97
          : part(words.stems, heading.stems, bare)
    best = Math.max(best, same * worth)
  }
  return best
}

/** What belongs to another record by its very nature, so that the heading need not say whose it is. */
const plainlyLinked: Readonly<Record<string, readonly string[]>> = {
  contact: ['phone', 'email', 'jobTitle'],
  company: ['taxId', 'website', 'industry'],
}

/** A field of another record is meant where the heading says whose it is, or where the record itself has none such. */
function linkedLikeness(
  heading: HeadingWords,
  { by, field }: { by: string; field: string },
  targets: readonly GuessTarget[],
): number {
  const own = entityStems(by)
  const found = likeness(heading, phrases(by, { key: field, type: 'text' }), own)
  if (found < 0.9) return 0
  if (heading.stems.length > 1 && heading.stems.some((stem) => own.has(stem))) return found
  const isOwn = targets.some(({ key }) => key === field)
  return !isOwn && plainlyLinked[by]?.includes(field) ? found * 0.9 : 0
}

/** How much of the heading the phrase is; 0 when it leaves a telling word unexplained. */
function part(phrase: string[], heading: string[], bare: string[]): number {
  if (phrase.length === 0 || !phrase.every((stem) => heading.includes(stem))) return 0
  const left = bare.filter((stem) => !phrase.includes(stem))
  if (left.some((stem) => tellingStems.has(stem))) return 0
  return 0.55 + (0.4 * phrase.length) / Math.max(phrase.length, left.length + phrase.length)
}

function equal(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((stem, index) => stem === b[index])
}

/** Shapes the values of a type have, any of them. */
const shapes: Record<string, ValueShape[]> = {
  email: ['email'],
  phone: ['phone'],
  url: ['url'],
  date: ['date'],
  dateTime: ['date'],
  integer: ['integer'],
  money: ['number'],
  boolean: ['boolean'],
}
const titleTargets = ['name', 'title']
const distinctTargets = ['externalId', 'phone', 'email', 'taxId', 'sku']
const wordTargets = [
  'name',
  'title',
  'company',
  'companyName',
  'contact',
  'owner',
  'source',
  'city',
  'country',
  'jobTitle',
  'stage',
  'status',
]

/** How well the values go with a target already likely by the heading: from 0.3 to a little over 1. */
function agreement(target: GuessTarget, values: ColumnValues): number {
  if (values.count === 0) return 1
  const expected = shapes[target.type]
  if (expected) {
    const share = Math.max(...expected.map((shape) => values.share(shape)))
    // The closing of an open deal may be told in words: "не закрыта".
    if (share < 0.3) return target.key === 'closedAt' && values.share('boolean') < 0.5 ? 0.8 : 0.4
    // An expected day is given for every deal, an actual one only for the closed.
    if (target.key === 'closeOn' && values.filled < 0.97) return 0.95
    return share > 0.7 ? 1.02 : 0.9
  }
  if (values.count >= 10 && values.distinct < 0.3) {
    // Deals of one kind may well be called the same; what identifies a record may not repeat.
    if (titleTargets.includes(target.key)) return 0.6
    if (distinctTargets.includes(target.key)) return 0.4
  }
  if (target.key === 'country') return values.share('country') > 0.5 ? 1.1 : 0.95
  if (['city', 'address'].includes(target.key) && values.share('country') > 0.5) return 0.6
  return wordTargets.includes(target.key) && values.share('number') > 0.7 ? 0.4 : 1
}

/** For a column whose heading says nothing: addresses are known by their look. */
function byValues(target: GuessTarget, values: ColumnValues): number {
  if (values.count < 2 || target.linked) return 0
  const shape = shapes[target.type]?.[0]
  if (shape === 'email' && values.share('email') >= 0.8) return 0.6
  if (shape === 'phone' && values.share('phone') >= 0.8 && values.distinct > 0.5) return 0.55
  return shape === 'url' && values.share('url') >= 0.8 ? 0.5 : 0
}

function isMany({ key, many }: GuessTarget): boolean {
  return many ?? (key === 'description' || key === 'note')
}

function assign(candidates: Candidate[]): Candidate[] {
  const chosen: Candidate[] = []
  const sorted = [...candidates].sort(
    (a, b) => b.confidence - a.confidence || b.filled - a.filled || a.column - b.column,
  )
  for (const candidate of sorted) {
    const taken = chosen.some(
      (one) => one.column === candidate.column || (one.target === candidate.target && !one.many),
    )
    if (!taken) chosen.push(candidate)
  }
  return chosen
}

/** A name is either whole or in parts; "Имя" without "Фамилия" is a whole one. */
function settleNames(chosen: Candidate[]): Candidate[] {
  const whole = chosen.find(({ target }) => target === 'name')
  const parts = chosen.filter(({ target }) => target.startsWith('name.'))
  const first = parts.find(({ target }) => target === 'name.first')
  if (parts.length === 0) return chosen
  if (!whole)
    return parts.length === 1 && first
      ? chosen.map((one) => (one === first ? { ...one, target: 'name' } : one))
      : chosen
  const betterInParts =
    parts.length > 1 && Math.max(...parts.map(({ confidence }) => confidence)) > whole.confidence
  return betterInParts ? chosen.filter((one) => one !== whole) : chosen.filter((one) => !parts.includes(one))
}
