import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/helpers/database.ts'
import { youngCapitals } from '../../../tests/helpers/filters.ts'
import { latinKey } from '../../kernel/text/search/latin-key.ts'
import { searchableText, spelledWords } from '../../kernel/text/search/searchable.ts'
import { createPool } from '../db/pool.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { onError: (error) => expect.fail(error.message) })
})

afterAll(async () => {
  await pool?.end()
  await database?.drop()
})

/** Texts of which the database and the application make different forms. */
async function differing(made: string, texts: string[], form: (text: string) => string) {
  const { rows } = await pool.query<{ form: string }>(
    `select ${made}(text) as form from unnest($1::text[]) with ordinality as given (text, n) order by n`,
    [texts],
  )
  expect(rows).toHaveLength(texts.length)
  return texts.flatMap((text, at) =>
    form(text) === rows[at]!.form ? [] : [[text, form(text), rows[at]!.form]],
  )
}

it('the searchable form of every character is the same in the database', async () => {
  const characters: string[] = []
  for (let code = 1; code <= 0xffff; code += 1) {
    const character = String.fromCodePoint(code)
    if (!/\p{Surrogate}/u.test(character) && !youngCapitals.test(character)) characters.push(character)
  }
  expect(await differing('onward.searchable', characters, searchableText)).toEqual([])
})

it('the words spelling is corrected by are the same in the database', async () => {
  const piece = fc.oneof(
    fc
      .string({ unit: 'grapheme', maxLength: 6 })
      .filter((text) => !youngCapitals.test(text) && !text.includes('\0')),
    fc.constantFrom(
      ' ',
      '-',
      '\t',
      '\u00a0',
      'Ёлка',
      'a1',
      'Д-0017',
      '𝒳𝒴',
      '𝒳𝒴𝒵',
      'ы'.repeat(40),
      'ы'.repeat(41),
      '𝒳'.repeat(40),
    ),
  )
  const texts = fc.sample(
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    {
      numRuns: 5000,
      seed: 7,
    },
  )
  const { rows } = await pool.query<{ words: string[] }>(
    `select array(select onward.words_of(text)) as words from unnest($1::text[]) with ordinality as given (text, n) order by n`,
    [texts],
  )
  const differ = texts.filter(
    (text, at) => spelledWords(searchableText(text)).sort().join() !== [...rows[at]!.words].sort().join(),
  )
  expect(differ).toEqual([])
})

it('the Latin key of a word is the same in the database', async () => {
  const letter = fc.constantFrom(..."абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyzéšžčßüñ'’")
  const words = fc.sample(
    fc.array(letter, { minLength: 1, maxLength: 14 }).map((letters) => letters.join('')),
    { numRuns: 20_000, seed: 7 },
  )
  expect(await differing('onward.latin_key', words, latinKey)).toEqual([])
})
