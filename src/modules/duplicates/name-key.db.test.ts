import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/helpers/database.ts'
import { nameKey, nameKeys } from '../../kernel/matching/name-key.ts'
import { createPool } from '../../server/db/pool.ts'

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

describe('onward.name_key', () => {
  it('makes of a name what nameKey makes of it', async () => {
    const letters = fc.constantFrom(
      ..."аеёиоуыйвнтчцшщжхьъюякрИПabcehiknoqstuwxyzAÉü -.,«»'12\t\n\v\r\u00a0\u2003𝒳é漢",
    )
    const name = fc.array(letters, { maxLength: 30 }).map((all) => all.join(''))
    const names = [
      'Иванов Иван Петрович',
      'Пётр Ильич Чайковский',
      'Анна Сергеевна Цветкова',
      'ООО «Ромашка»',
      'Müller & Söhne GmbH',
      'Shcherbakova Yuliya',
      ...fc.sample(name, { numRuns: 3000, seed: 1 }),
    ]
    const { rows } = await pool.query<{ key: string }>(
      'select onward.name_key(name) as key from unnest($1::text[]) with ordinality as n (name, at) order by at',
      [names],
    )
    expect(rows.map(({ key }) => key)).toEqual(names.map(nameKey))
  })
})

describe('nameKeys', () => {
  it.each([
    ['Саша Иванов', 'Иванов Александр Петрович'],
    ['Ivanov Aleksandr', 'Александр Иванов'],
    ['Bob Smith', 'Smith, Robert'],
    ['Юлия Щербакова', 'Shcherbakova Yuliya'],
    ['Ромашка', 'ООО «Ромашка»'],
  ])('finds %s where %s is kept', (asked, kept) => {
    expect(nameKeys(asked)).toContain(nameKey(kept))
  })
})
