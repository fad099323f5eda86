import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/helpers/database.ts'
import { type BulkColumn, bulkRows } from './bulk.ts'
import { type Db, schemaDb } from './database.ts'
import { createPool } from './pool.ts'

let database: TestDatabase
let pool: ReturnType<typeof createPool>
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { onError: () => {} })
  db = schemaDb(pool, 'bulk')
  await pool.query(
    'create schema bulk; create table bulk.rows (n int, word text default $$default$$, flag boolean, at timestamptz, data jsonb)',
  )
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

it('writes every value as it is', async () => {
  const words = [
    '',
    'NULL',
    'null',
    '{}',
    '"',
    '\\',
    '\\"',
    "it's",
    'a,b',
    ' ёж ',
    'line\nbreak\ttab',
    '😀',
    null,
  ]
  const columns: BulkColumn[] = [
    { name: 'n', type: 'integer', values: words.map((_, index) => index) },
    { name: 'word', type: 'text', values: words },
    {
      name: 'flag',
      type: 'boolean',
      values: words.map((_, index) => (index === 0 ? null : index % 2 === 0)),
    },
    { name: 'at', type: 'timestamp with time zone', values: words.map(() => '2026-11-22T09:30:00.000Z') },
    { name: 'data', type: 'jsonb', values: words.map((word) => JSON.stringify({ word })) },
  ]
  expect(await written(columns)).toEqual(
    words.map((word, n) => ({
      n,
      word,
      flag: n === 0 ? null : n % 2 === 0,
      at: '2026-11-22T09:30:00.000Z',
      data: { word },
    })),
  )
})

it('keeps a column empty that has nothing in it, whatever its default', async () => {
  const columns: BulkColumn[] = [
    { name: 'n', type: 'integer', values: [1, 2] },
    { name: 'word', type: 'text', values: [null, undefined] },
  ]
  expect(await written(columns)).toMatchObject([
    { n: 1, word: null },
    { n: 2, word: null },
  ])
})

it('writes rows that are all the same', async () => {
  expect(await written([{ name: 'word', type: 'text', values: ['a', 'a', 'a'] }])).toHaveLength(3)
})

async function written(columns: BulkColumn[]): Promise<unknown[]> {
  return db.transaction().execute(async (tx) => {
    await sql`delete from rows`.execute(tx)
    await sql`insert into rows ${bulkRows(columns)}`.execute(tx)
    return (await sql`select * from rows order by n`.execute(tx)).rows
  })
}
