import { type HeadingWords, headingWords } from './heading.ts'
import { english, englishEntities, englishTelling } from './vocabulary.en.ts'
import { russian, russianEntities, russianTelling } from './vocabulary.ru.ts'

/** Comma-separated headings of each target: those that mean it, and those that often do. */
export type Vocabulary = Record<string, { sure: string; maybe: string }>

/** A phrase a target is known by and how much a match with it is worth. */
export interface Phrase {
  words: HeadingWords
  worth: number
}

const maybeWorth = 0.7
const prepared = new Map<string, Phrase[]>()

/** The phrases of a target in both languages; its own list for this entity where there is one. */
export function phrasesOf(entity: string, target: string): Phrase[] {
  const id = `${entity}.${target}`
  let phrases = prepared.get(id)
  if (!phrases) {
    phrases = [english, russian].flatMap((vocabulary) => {
      const entry = vocabulary[id] ?? vocabulary[target]
      return entry ? [...phraseList(entry.sure, 1), ...phraseList(entry.maybe, maybeWorth)] : []
    })
    prepared.set(id, phrases)
  }
  return phrases
}

/** Stems of the words for this kind of record. */
export function entityStems(entity: string): Set<string> {
  return new Set(
    `${englishEntities[entity] ?? ''}, ${russianEntities[entity] ?? ''}`
      .split(',')
      .flatMap((word) => headingWords(word).stems),
  )
}

/** Stems that a likeness must explain: what a column is about, and the kinds of records. */
export const tellingStems = new Set(
  [englishTelling, russianTelling, ...Object.values(englishEntities), ...Object.values(russianEntities)]
    .join()
    .split(',')
    .flatMap((word) => headingWords(word).stems),
)

function phraseList(text: string, worth: number): Phrase[] {
  const phrases = text.split(',').map((phrase) => ({ words: headingWords(phrase), worth }))
  return phrases.filter(({ words }) => words.compact !== '')
}
