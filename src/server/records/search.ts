import type { Entity } from '../../kernel/entities/entity.ts'
import { asTyped, type Reading, rankOf, understoodAs } from '../../kernel/text/search/reading.ts'
import { type SearchWord, searchWords } from '../../kernel/text/search/search-words.ts'
import type { Ctx } from '../context.ts'
import { type Candidate, textsHolding, titlesBeginning } from './search-entries.ts'
import { corrections, otherReadings } from './search-spelling.ts'

/** What a query was taken to mean, judged by records the actor may read. */
export interface Search {
  reading: Reading
  /** The records found on the way, the best first; lists only take the reading. */
  candidates: Candidate[]
  /** The query as it was understood, where nothing was found for it as it was typed. */
  shownFor: string | null
}

/** With fewer finds than this it is looked for what else may have been meant. */
export const few = 5
/** How many are ranked of those that hold the words somewhere. */
const mostRanked = 300

/**
 * Finds out what a query means for these entities: what was typed where enough is found so; else that together with
 * other forms of its words, the other alphabet and the other layout; and where there is still nothing, what it would be
 * but for one slip. What the actor may not read neither is found nor changes how the query is taken.
 */
export async function readQuery(
  ctx: Ctx,
  entities: readonly Entity[],
  query: string,
  /** So many candidates at least, as far as there are. */
  wanted = few,
): Promise<Search> {
  const words = searchWords(query)
  const typed = readingAsTyped(words)
  if (words.length === 0 || entities.length === 0) return { reading: typed, candidates: [], shownFor: null }
  const found = isReadable(typed) ? await asItWasTyped(ctx, entities, typed, wanted) : []
  if (found.length >= few) return { reading: typed, candidates: ranked(typed, found), shownFor: null }
  return (await widened(ctx, entities, words, found)) ?? { reading: typed, candidates: [], shownFor: null }
}

/** The words of a query as they stand. */
export function readingAsTyped(words: readonly SearchWord[]): Reading {
  return words.map((word) => word.typed.map(asTyped))
}

/** False where a word holds nothing but signs, which may be letters in the other layout. */
export function isReadable(reading: Reading): boolean {
  return reading.length > 0 && reading.every((alternatives) => alternatives.length > 0)
}

async function asItWasTyped(ctx: Ctx, entities: readonly Entity[], typed: Reading, wanted: number) {
  const beginning = typed.map(([first]) => first!.text).join(' ')
  const beginners = await titlesBeginning(ctx, entities, beginning, wanted)
  if (beginners.length >= wanted) return beginners
  const holders = await textsHolding(ctx, entities, typed, wanted > few ? mostRanked : few)
  return joined(beginners, holders)
}

function joined(some: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  return [...new Map([...some, ...others].map((one) => [one.id, one])).values()]
}

/** What may be meant besides what was typed; null where nothing is found for it either. */
async function widened(
  ctx: Ctx,
  entities: readonly Entity[],
  words: readonly SearchWord[],
  found: readonly Candidate[],
): Promise<Search | null> {
  let reading = readingAsTyped(words)
  for (const widen of found.length > 0 ? [otherReadings] : [otherReadings, corrections]) {
    const more = await widen(ctx, words)
    if (more.every((word) => word.length === 0)) continue
    reading = reading.map((word, at) => [...word, ...more[at]!])
    const candidates = ranked(reading, joined(found, await textsHolding(ctx, entities, reading, mostRanked)))
    const shownFor = found.length === 0 && candidates[0] ? understoodAs(reading, candidates[0].text) : null
    if (candidates.length > 0) return { reading, candidates, shownFor }
  }
  return found.length > 0 ? { reading, candidates: ranked(reading, found), shownFor: null } : null
}

/** The best first; among equals the younger. */
function ranked(reading: Reading, candidates: readonly Candidate[]): Candidate[] {
  return candidates
    .map((candidate) => ({ candidate, rank: rankOf(reading, candidate) }))
    .toSorted((a, b) => a.rank - b.rank || (a.candidate.id < b.candidate.id ? 1 : -1))
    .map(({ candidate }) => candidate)
}
