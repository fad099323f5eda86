import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/helpers/database.ts'
import { type Db, schemaDb } from './database.ts'
import { isRetryable } from './database-errors.ts'
import { createPool } from './pool.ts'
import { prepared, preparedInTurn, preparedLast } from './prepared.ts'

let database: TestDatabase
let pool: ReturnType<typeof createPool>
let here: Db
let there: Db
beforeAll(async () => {
  database = await createTestDatabase()
  pool = createPool(database.url, { max: 2, onError: () => {} })
  here = schemaDb(pool, 'here')
  there = schemaDb(pool, 'there')
  await pool.query(`
    create schema here; create table here.rows (id int primary key, word text not null);
    create schema there; create table there.rows (id int primary key, word text not null)`)
})
beforeEach(async () => {
  await pool.query(`
    truncate here.rows; insert into here.rows values (1, 'here');
    truncate there.rows; insert into there.rows values (1, 'there')`)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

const wordOf = (db: Db, id: number) =>
  db.transaction().execute(async (tx) => {
    const { rows } = await prepared(sql<{ word: string }>`select word from rows where id = ${id}`, tx)
    return rows[0]?.word ?? null
  })

it('a kept plan belongs to one schema', async () => {
  for (let turn = 0; turn < 8; turn++) {
    expect(await wordOf(here, 1)).toBe('here')
    expect(await wordOf(there, 1)).toBe('there')
  }
})

it('a transaction whose failure was passed over does not end as if all were kept', async () => {
  const passedOver = here.transaction().execute(async (tx) => {
    await sql`insert into rows values (2, 'two')`.execute(tx)
    await sql`insert into rows values (2, 'again')`.execute(tx).catch(() => undefined)
  })
  await expect(passedOver).rejects.toThrow('rolled back')
  expect(await wordOf(here, 2)).toBeNull()
})

it('the last statement and the commit are one: when it fails, nothing is kept and it tells why', async () => {
  const failing = here.transaction().execute(async (tx) => {
    await sql`insert into rows values (2, 'two')`.execute(tx)
    await preparedLast(sql`insert into rows values (1, 'again')`, tx)
  })
  await expect(failing).rejects.toMatchObject({ code: '23505' })
  expect(await wordOf(here, 2)).toBeNull()
  await here.transaction().execute((tx) => preparedLast(sql`insert into rows values (3, 'three')`, tx))
  expect(await wordOf(here, 3)).toBe('three')
})

it('what is read in turn with a lock is read when the lock is held', async () => {
  const first = await pool.connect()
  await first.query('begin')
  await first.query(`update here.rows set word = 'changed' where id = 1`)
  const reading = here
    .transaction()
    .execute((tx) =>
      preparedInTurn(
        sql`select 1 from rows where id = 1 for update`,
        sql<{ word: string }>`select word from rows where id = 1`,
        tx,
      ),
    )
  await expect
    .poll(async () => {
      const { rows } = await first.query('select count(*)::int as waiting from pg_locks where not granted')
      return rows[0].waiting
    })
    .toBe(1)
  await first.query('commit')
  first.release()
  const [, rows] = await reading
  expect(rows).toEqual([{ word: 'changed' }])
})

it('a reading transaction cannot write, and leaves its connection as it was', async () => {
  const writing = here
    .transaction()
    .setAccessMode('read only')
    .execute((tx) => sql`insert into rows values (2, 'two')`.execute(tx))
  await expect(writing).rejects.toMatchObject({ code: '25006' })
  await here
    .transaction()
    .setAccessMode('read only')
    .execute((tx) => sql`select 1`.execute(tx))
  for (let turn = 0; turn < 4; turn++) {
    const { rows } = await pool.query('show search_path')
    expect(rows[0].search_path).not.toContain('here')
  }
})

it('a plan that has become outdated is told as such, and is made anew', async () => {
  for (let turn = 0; turn < 4; turn++) await wordOf(here, 1)
  await pool.query('alter table here.rows alter column word type varchar(20)')
  let outdated = 0
  for (let turn = 0; turn < 6; turn++) {
    const word = await wordOf(here, 1).catch((error) => {
      if (!isRetryable(error)) throw error
      outdated++
      return null
    })
    if (turn > 0) expect(word).toBe('here')
  }
  expect(outdated).toBeLessThanOrEqual(1)
})
