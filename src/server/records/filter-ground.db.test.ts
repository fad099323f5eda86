import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/helpers/database.ts'
import { moments, youngCapitals, zones } from '../../../tests/helpers/filters.ts'
import { foldText } from '../../kernel/queries/fold-text.ts'
import { spanOf } from '../../kernel/queries/relative-date.ts'
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

describe('onward.fold', () => {
  it('folds every character as foldText does', async () => {
    const { rows: folded } = await pool.query<{ code: number; form: string }>(
      `select code, onward.fold(chr(code)) as form from generate_series(1, 1114111) code
       where code not between 55296 and 57343 and onward.fold(chr(code)) <> chr(code)`,
    )
    const forms = new Map(folded.map(({ code, form }) => [code, form]))
    const differing: string[] = []
    for (let code = 1; code <= 0x10ffff; code += 1) {
      const character = String.fromCodePoint(code)
      if (/\p{Surrogate}/u.test(character) || youngCapitals.test(character)) continue
      if (foldText(character) !== (forms.get(code) ?? character)) differing.push(code.toString(16))
    }
    expect(differing).toEqual([])
    expect(forms.size).toBeGreaterThan(1000)
  })
})

describe('spanOf', () => {
  it('takes for a day what the server takes for the calendar day of the zone', async () => {
    const moment = fc.record({ at: moments, about: moments, timeZone: fc.constantFrom(...zones) })
    const cases = fc.sample(moment, { numRuns: 2000, seed: 1 })
    const { rows: local } = await pool.query<{ same: boolean }>(
      `select (at at time zone zone)::date = day as same
       from unnest($1::timestamptz[], $2::text[], $3::date[]) with ordinality as c (at, zone, day, n) order by n`,
      [
        cases.map(({ at }) => at),
        cases.map(({ timeZone }) => timeZone),
        cases.map(({ about }) => about.slice(0, 10)),
      ],
    )
    const within = cases.map(({ at, about, timeZone }) => {
      const { from, until } = spanOf(about.slice(0, 10), { now: new Date(0), timeZone })
      return from <= at && at < until
    })
    expect(within).toEqual(local.map(({ same }) => same))
    expect(within).toContain(true)
  })
})
