import { kinds } from './kinds.ts'
import { agree, type LevelShares, type MatchModel, type PreparedRecord } from './model.ts'

/** Rounds of expectation and maximisation; it has settled long before. */
const rounds = 60
/** Pairs' worth of what was expected beforehand, so that a level never seen keeps a sensible share. */
const trust = 2

/**
 * Learns how often the levels occur among matches and others from pairs nobody has labelled, by expectation
 * maximisation (Winkler, Using the EM Algorithm for Weight Computation in the Fellegi–Sunter Model, 1988).
 */
export function learnModel(
  model: MatchModel,
  pairs: Iterable<readonly [PreparedRecord, PreparedRecord]>,
): MatchModel {
  const patterns = countPatterns(model, pairs)
  const total = patterns.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return model
  let { prior, shares } = { prior: 0.1, shares: model.shares }
  for (let round = 0; round < rounds; round++) {
    const matched = model.shares.map(({ matched }) => matched.map((share) => share * trust))
    const unmatched = model.shares.map(({ unmatched }) => unmatched.map((share) => share * trust))
    let matches = 0
    for (const { levels, count } of patterns) {
      const likely = chance(shares, prior, levels) * count
      matches += likely
      levels.forEach((level, index) => {
        if (level < 0) return
        ;(matched[index] as number[])[level]! += likely
        ;(unmatched[index] as number[])[level]! += count - likely
      })
    }
    prior = Math.min(0.95, Math.max(1e-7, matches / total))
    shares = matched.map((counts, index) => ({
      matched: shareOut(counts),
      unmatched: shareOut(unmatched[index] as number[]),
    }))
  }
  return { ...model, prior, shares }
}

interface Pattern {
  levels: readonly number[]
  count: number
}

/** Pairs agree in few different ways: those are counted once and weighed by their number. */
function countPatterns(
  model: MatchModel,
  pairs: Iterable<readonly [PreparedRecord, PreparedRecord]>,
): Pattern[] {
  const patterns = new Map<string, { levels: number[]; count: number }>()
  for (const [a, b] of pairs) {
    const levels = model.comparisons.map((_, index) => agree(model, index, a, b)?.level ?? -1)
    const key = levels.join()
    const known = patterns.get(key)
    if (known) known.count++
    else patterns.set(key, { levels, count: 1 })
  }
  return [...patterns.values()]
}

function chance(shares: readonly LevelShares[], prior: number, levels: readonly number[]): number {
  let odds = prior / (1 - prior)
  levels.forEach((level, index) => {
    const { matched = [], unmatched = [] } = shares[index] ?? {}
    if (level >= 0) odds *= (matched[level] as number) / (unmatched[level] as number)
  })
  return 1 / (1 + 1 / odds)
}

function shareOut(counts: readonly number[]): number[] {
  const sum = counts.reduce((all, count) => all + count, 0)
  return counts.map((count) => count / sum)
}

/** Names of the levels of a kind, for those who print a model. */
export function levelsOf(kind: keyof typeof kinds): readonly string[] {
  return kinds[kind].levels
}
