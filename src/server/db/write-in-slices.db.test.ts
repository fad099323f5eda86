import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/helpers/database.ts'
import { bulkRows } from './bulk.ts'
import { type Db, schemaDb } from './database.ts'
import { createPool } from './pool.ts'
import { writeInSlices } from './write-in-slices.ts'

let database: TestDatabase
let pool: pg.Pool
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { onError: () => {} })
  db = schemaDb(pool, 'slices')
  await pool.query('create schema slices; create table slices.rows (place serial, n int check (n <> 700))')
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, n) => from + n)
const inserting = (slice: readonly number[]) =>
  sql`insert into rows ${bulkRows([{ name: 'n', type: 'integer', values: slice }])}`
const written = async () =>
  (await pool.query<{ n: number }>('select n from slices.rows order by place')).rows.map(({ n }) => n)

it('rows are written in their order, however many', async () => {
  for (const count of [0, 1, 499, 500, 501, 1733]) {
    await pool.query('truncate slices.rows')
    await db
      .transaction()
      .execute((tx) => writeInSlices(tx, numbers(count, 1000), (slice) => inserting(slice)))
    expect(await written()).toEqual(numbers(count, 1000))
  }
})

it('a refusal is thrown, nothing after it is written, and the transaction can go on before it', async () => {
  await pool.query('truncate slices.rows')
  const begun: number[] = []
  await db.transaction().execute(async (tx) => {
    await sql`savepoint before`.execute(tx)
    const writing = writeInSlices(tx, numbers(5000), (slice) => {
      begun.push(slice[0]!)
      return inserting(slice)
    })
    await expect(writing).rejects.toThrow('rows_n_check')
    await sql`rollback to savepoint before`.execute(tx)
    await inserting([1]).execute(tx)
  })
  // One was on its way behind the refused one, and one more being put together.
  expect(begun).toEqual([0, 500, 1000, 1500])
  expect(await written()).toEqual([1])
})

it('while a statement is at work the next is on its way and one more is put together', async () => {
  await pool.query('truncate slices.rows')
  const holder = await pool.connect()
  await holder.query('select pg_advisory_lock(1)')
  let released: Promise<unknown> = Promise.resolve()
  await db.transaction().execute((tx) =>
    writeInSlices(tx, numbers(1500, 1000), (slice) => {
      // The first waits for what only the third lets go.
      if (slice[0] === 1000)
        return sql`with waited as (select pg_advisory_xact_lock(1)) ${inserting(slice)} , waited`
      if (slice[0] === 2000) released = holder.query('select pg_advisory_unlock(1)')
      return inserting(slice)
    }),
  )
  await released
  holder.release()
  expect(await written()).toEqual(numbers(1500, 1000))
})
