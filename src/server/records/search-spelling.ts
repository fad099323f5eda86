import { type RawBuilder, sql } from 'kysely'
import { beginningOf, latinKey, latinKeysOfBeginning } from '../../kernel/text/search/latin-key.ts'
import type { Alternative, Reading } from '../../kernel/text/search/reading.ts'
import type { SearchWord } from '../../kernel/text/search/search-words.ts'
import { rootOfForms, stemOf } from '../../kernel/text/search/stem.ts'
import { shortestCorrected, wordsOneSlipAway } from '../../kernel/text/search/typos.ts'
import type { Ctx } from '../context.ts'

const last = '\u{10ffff}'
/** Words looked at for one beginning, and texts that may stand for one typed word. */
const mostWords = 200
const mostAlternatives = 12
/** One sound is in too many words, unless it takes three letters: shch. */
const shortestKey = 2
/** A word of so few letters is a correction only as it stands, not as the beginning of another. */
const shortestBeginning = 5

/**
 * What may stand for each word besides itself: other forms of it, what sounds the same in the other alphabet, what the
 * same keys give in the other layout. From the words the workspace knows, whoever may see where they stand: what is
 * made of them is looked for with the rights of the actor.
 */
export async function otherReadings(ctx: Ctx, words: readonly SearchWord[]): Promise<Reading> {
  const questions = words.flatMap((word, at) => questionsOf(word).map((question) => ({ ...question, at })))
  const known = questions.length > 0 ? await wordsBeginning(ctx, questions) : []
  return words.map((word, at) => {
    const own = known.filter((one) => one.at === at)
    const layout: Alternative[] = word.otherLayout
      ? [{ how: 'layout', text: word.otherLayout, beginsWord: word.otherLayout.length < 4 }]
      : []
    return shortened([
      ...own.flatMap(({ word: text, by }) => (by === 'form' ? formOf(word, text) : [])),
      ...own.flatMap(({ word: text, by, key }) => (by !== 'form' ? soundOf(word, text, key) : [])),
      ...layout,
    ])
  })
}

/** What each word may be meant to be where it was mistyped, in its own alphabet or in the other. */
export async function corrections(ctx: Ctx, words: readonly SearchWord[]): Promise<Reading> {
  const guesses = words.flatMap(({ letters }, at) => (letters ? guessesOf(letters, at) : []))
  if (guesses.length === 0) return words.map(() => [])
  const { rows } = await sql<{ at: number; word: string }>`
    select g.at, w.word
    from unnest(${guesses.map(({ at }) => at)}::int[], ${guesses.map(({ guess }) => guess)}::text[],
      ${guesses.map(({ by }) => by)}::text[]) with ordinality as g (at, guess, by, place)
    cross join lateral (
      (select word, 0 as less from search_words where g.by = 'word' and word = g.guess collate "C")
      union all
      (select g.guess, 1 from search_words
       where g.by = 'word' and length(g.guess) >= ${shortestBeginning}
         and word >= g.guess collate "C" and word < (g.guess || ${last}) collate "C" limit 1)
      union all
      (select word, 2 from search_words where g.by = 'sound' and latin = g.guess collate "C" limit 5)
    ) w
    order by w.less, g.place`.execute(ctx.tx)
  return words.map((_, at) =>
    shortened(
      rows
        .filter((row) => row.at === at)
        .map(({ word }): Alternative => ({ how: 'slip', text: word, beginsWord: true })),
    ),
  )
}

function guessesOf(letters: string, at: number) {
  const slips = (by: 'word' | 'sound', word: string) =>
    word.length < shortestCorrected ? [] : wordsOneSlipAway(word).map((guess) => ({ at, by, guess }))
  return [...slips('word', letters), ...slips('sound', latinKey(letters))]
}

interface Question {
  /** `same`: one sound only, as in ООО; too many words begin with it. */
  by: 'form' | 'sound' | 'same'
  key: string
}

function questionsOf({ letters }: SearchWord): Question[] {
  if (!letters) return []
  const sounds = latinKeysOfBeginning(letters).flatMap((key): Question[] => {
    if (key.length >= shortestKey) return [{ by: 'sound', key }]
    if (letters.length <= shortestKey) return []
    return [{ by: /(.)\1/.test(letters) ? 'same' : 'sound', key }]
  })
  return letters.length < 3 ? sounds : [{ by: 'form', key: rootOfForms(letters) }, ...sounds]
}

async function wordsBeginning(ctx: Ctx, questions: readonly (Question & { at: number })[]) {
  const beginning = (by: Question['by'], column: RawBuilder<unknown>) => sql`
    (select word from search_words
     where q.by = ${by} and ${column} >= q.key collate "C" and ${column} < (q.key || ${last}) collate "C"
     order by ${column} limit ${mostWords})`
  const { rows } = await sql<Question & { at: number; word: string }>`
    select q.at, q.by, q.key, w.word
    from unnest(${questions.map(({ at }) => at)}::int[], ${questions.map(({ by }) => by)}::text[],
      ${questions.map(({ key }) => key)}::text[]) as q (at, by, key)
    cross join lateral (
      ${beginning('form', sql`word`)} union all ${beginning('sound', sql`latin`)}
      union all (select word from search_words where q.by = 'same' and latin = q.key collate "C" limit ${mostWords})
    ) w`.execute(ctx.tx)
  return rows
}

function formOf({ letters, typed }: SearchWord, word: string): Alternative[] {
  if (!letters || typed.includes(word) || stemOf(word) !== stemOf(letters)) return []
  return [{ how: 'form', text: word, beginsWord: true }]
}

function soundOf({ letters, typed }: SearchWord, word: string, key: string): Alternative[] {
  const text = beginningOf(word, key)
  if (!letters || typed.some((one) => text.startsWith(one))) return []
  const same = latinKey(text).startsWith(key)
  return same ? [{ how: 'sound', text, beginsWord: true }] : []
}

/** Without those that begin with another one: where they stand, it stands. The nearest first, not too many. */
function shortened(alternatives: readonly Alternative[]): Alternative[] {
  const kept = alternatives.filter(
    ({ text }, at) =>
      !alternatives.some(
        (other, place) => place !== at && text.startsWith(other.text) && (other.text !== text || place < at),
      ),
  )
  return kept.slice(0, mostAlternatives)
}
