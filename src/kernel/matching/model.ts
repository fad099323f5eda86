import { type Agreement, type ComparisonKind, type KindName, kinds, type Prepared } from './kinds.ts'

/** One comparison of a model: a field, or several read together, and how its values are compared. */
export interface Comparison {
  field: string
  kind: KindName
}

/** A record made ready: the prepared value of each comparison, null where there is none. */
export type PreparedRecord = readonly (Prepared | null)[]

/** Shares of the levels of one comparison among pairs of one thing and of different things. */
export interface LevelShares {
  matched: readonly number[]
  unmatched: readonly number[]
}

export interface MatchModel {
  comparisons: readonly Comparison[]
  shares: readonly LevelShares[]
  /** Share of matches among the pairs that are compared at all. */
  prior: number
  frequencies: readonly (WordFrequencies | null)[]
}

/** How many of `of` values a word stands in. Words that are not in it are rare. */
export interface WordFrequencies {
  counts: ReadonlyMap<string, number>
  of: number
}

/** Why two records look alike, or what speaks against it. */
export interface Reason {
  /** Kind and level: `phone.same`; the sentence is made of it where it is read. */
  code: string
  field: string
  /** Bits for (above 0) or against the two being one. */
  weight: number
}

export interface Verdict {
  /** Probability from 0 to 1 that the two are one. */
  score: number
  reasons: Reason[]
}

/** A model with the shares one expects, for bases nothing has been learnt about. */
export function expectedModel(
  comparisons: readonly Comparison[],
  frequencies: MatchModel['frequencies'] = [],
  prior = 1e-3,
): MatchModel {
  const shares = comparisons.map(({ kind }) => kinds[kind])
  return {
    comparisons,
    shares,
    prior,
    frequencies: comparisons.map((_, index) => frequencies[index] ?? null),
  }
}

/** The values of a record in the order of the comparisons, made ready. */
export function prepareRecord(
  comparisons: readonly Comparison[],
  values: readonly unknown[],
): PreparedRecord {
  return comparisons.map(({ kind }, index) => kindOf(kind).prepare(values[index]))
}

/** Agreement of two records on one comparison; null when either has no value. */
export function agree(
  model: Pick<MatchModel, 'comparisons' | 'frequencies'>,
  index: number,
  a: PreparedRecord,
  b: PreparedRecord,
): Agreement | null {
  const [left, right] = [a[index], b[index]]
  const comparison = model.comparisons[index]
  if (!left || !right || !comparison) return null
  return kindOf(comparison.kind).compare(left, right, (word) =>
    rarityOf(model.frequencies[index] ?? null, word),
  )
}

/**
 * Judges a pair by the model of Fellegi and Sunter (A Theory for Record Linkage, JASA 64, 1969): each comparison adds
 * log2 of how much more often its level is seen among pairs of one thing than among others; agreement on rare words counts for more
 * (Winkler, 1989). The sum is turned into a probability by the prior.
 */
export function judge(model: MatchModel, a: PreparedRecord, b: PreparedRecord): Verdict {
  const reasons: Reason[] = []
  let bits = Math.log2(model.prior / (1 - model.prior))
  for (let index = 0; index < model.comparisons.length; index++) {
    const agreement = agree(model, index, a, b)
    if (!agreement) continue
    const { field, kind } = model.comparisons[index] as Comparison
    const weight = weightOf(model, index, agreement)
    bits += weight
    reasons.push({ code: `${kind}.${kindOf(kind).levels[agreement.level]}`, field, weight })
  }
  reasons.sort((one, other) => other.weight - one.weight)
  return { score: 1 / (1 + 2 ** -bits), reasons }
}

/** Bits one agreement adds. */
function weightOf({ shares, frequencies }: MatchModel, index: number, { level, shared }: Agreement): number {
  const { matched, unmatched } = shares[index] as LevelShares
  const weight = Math.log2((matched[level] as number) / (unmatched[level] as number))
  const known = frequencies[index]
  if (!known || shared.length === 0) return weight
  return weight + shared.reduce((sum, word) => sum + rarityBits(known, word), 0)
}

/** Bits by which a shared word says more (rare) or less (common) than an average one; bounded, frequencies are estimates. */
function rarityBits(known: WordFrequencies, word: string): number {
  const share = (known.counts.get(word) ?? 0.5) / known.of
  return Math.max(-3, Math.min(2, 0.5 * Math.log2(averageShare(known) / share)))
}

const averages = new WeakMap<WordFrequencies, number>()

/** The share an agreement by chance has on average: words weighed by how often they are met. */
function averageShare(known: WordFrequencies): number {
  const found = averages.get(known)
  if (found !== undefined) return found
  let squares = 0
  let all = 0
  for (const count of known.counts.values()) {
    squares += count * count
    all += count
  }
  const average = all === 0 ? 1 / known.of : Math.max(1 / known.of, squares / all / known.of)
  averages.set(known, average)
  return average
}

/** Inverse document frequency, for the likeness of lists of words. */
function rarityOf(known: WordFrequencies | null, word: string): number {
  if (!known) return 1
  return Math.log(1 + known.of / (known.counts.get(word) ?? 0.5))
}

/** How often the words of a comparison occur in some records. */
export function countWords(records: Iterable<PreparedRecord>, index: number): WordFrequencies {
  const counts = new Map<string, number>()
  let of = 0
  for (const record of records) {
    const words = record[index]
    if (!words) continue
    of++
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return { counts, of: Math.max(1, of) }
}

function kindOf(name: KindName): ComparisonKind {
  return kinds[name]
}
