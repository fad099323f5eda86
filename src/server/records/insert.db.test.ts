import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../../tests/helpers/test-app.ts'
import { company, contact } from '../../modules/customers/index.ts'
import { createRecords } from './write.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const draft = (values: object) => ({ id: uuidv7(), values: { ...values }, extra: {} })

it('records may lead to others that stand far below them', async () => {
  const drafts = Array.from({ length: 1200 }, (_, n) => draft({ name: `Branch ${n}` }))
  Object.assign(drafts[0]!.values, { parent: drafts.at(-1)!.id })
  await app.act((ctx) => createRecords(ctx, company, drafts))
  expect(await app.rows(`select p.name from companies c join companies p on p.id = c.parent_id`)).toEqual([
    { name: 'Branch 1199' },
  ])
})

it('many records are found, told of and undone by like few', async () => {
  const drafts = Array.from({ length: 1201 }, (_, n) =>
    // The first who has an address keeps it, wherever the second stands.
    draft({
      name: `Lastname${'abcdefghij'[n % 10]} ${n}`,
      email: n === 1200 ? 'many0@example.com' : `many${n}@example.com`,
    }),
  )
  const act = await app.act(async (ctx) => {
    await createRecords(ctx, contact, drafts)
    return ctx.act
  })
  const ids = drafts.map(({ id }) => id)
  const inOrder = (rows: object[]) => rows.map((row) => Object.values(row)[0])
  expect(
    inOrder(
      await app.rows(
        'select contact_id from identities order by substr(address, 5, length(address) - 16)::int',
      ),
    ),
  ).toEqual(ids.slice(0, 1200))
  expect(
    await app.rows(
      `select count(*)::int as entries, count(distinct s.text)::int as texts from search_entries s where entity = 'contact'`,
    ),
  ).toEqual([{ entries: 1201, texts: 1201 }])
  expect(
    await app.rows(`select count(*)::int as words from search_words where word like 'lastname_'`),
  ).toEqual([{ words: 10 }])
  expect(
    inOrder(await app.rows('select record_id from undo_rows where act_id = $1 order by seq', [act])),
  ).toEqual(ids)
  expect(
    inOrder(await app.rows('select record_id from events where act_id = $1 order by id', [act])),
  ).toEqual(ids)
})
