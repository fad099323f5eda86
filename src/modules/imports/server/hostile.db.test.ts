import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, importing, upload } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import { xlsx } from '../../../../tests/helpers/xlsx.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

it('takes texts of any length, and tells of what is left out', async () => {
  const long = 'ё'.repeat(900_000)
  const rows = csv([
    ['Name', 'About', 'Remark', 'Phone'],
    ['A', long, long, long],
    ['B', 'short', '', ''],
  ])
  const columns = { Name: 'name', About: 'description', Remark: 'note', Phone: 'phone' }
  const id = await imports.begin(rows, { entity: 'lead', columns })
  expect((await imports.check(id)).counts).toMatchObject({ created: 2, warnings: 1 })
  expect((await imports.run(id)).counts).toMatchObject({ created: 2, warnings: 1 })
  const problems = await imports.problems(id)
  expect(problems[0]?.problems.map(({ field, error }) => `${field} ${error}`)).toEqual([
    'note value.shortened',
    'phone value.not-a-phone',
    'description value.shortened',
  ])
  expect(JSON.stringify(problems[0]?.problems).length).toBeLessThan(2000)
  expect(await app.rows(`select length(description) as n from leads where name = 'A'`)).toEqual([
    { n: 20_000 },
  ])
  const refused = await imports.begin(rows, { entity: 'lead', columns, onInvalid: 'refuse' })
  expect((await imports.run(refused)).counts).toMatchObject({ created: 1, failed: 1 })
})

it('takes 500 columns and refuses 501', async () => {
  const wide = (width: number) =>
    csv([
      Array.from({ length: width }, (_, n) => `Column ${n}`),
      Array.from({ length: width }, (_, n) => `v${n}`),
      Array.from({ length: width }, () => 'w'),
    ])
  const columns = Object.fromEntries(
    Array.from({ length: 500 }, (_, n) => [`Column ${n}`, n === 0 ? 'name' : 'description']),
  )
  const { counts } = await imports.bringIn(wide(500), { entity: 'lead', columns })
  expect(counts).toMatchObject({ created: 2, failed: 0 })
  const [lead] = await app.rows<{ description: string }>(`select description from leads where name = 'v0'`)
  expect(lead?.description.split('\n')).toHaveLength(499)
  expect(await upload(app, app.admin, wide(501))).toMatchObject({
    status: 422,
    body: { code: 'import.unreadable', params: { reason: 'too-many-columns', limit: 500 } },
  })
  expect(await app.rows('select 1 from imports')).toHaveLength(3)
})

it('takes characters no database keeps, whole or cut in two', async () => {
  const smile = '😀'
  const file = xlsx({
    sheets: [
      {
        name: 'Sheet',
        rows: [
          ['Name', 'City', 'About'],
          ['_xD83D_ half', '_x0000_zero', `${'x'.repeat(19_999)}${smile}`],
          [`${'y'.repeat(199)}${smile}`, 'call _xDE00_', `${'z'.repeat(199)}${smile}`],
        ],
      },
    ],
  })
  const columns = { Name: 'name', City: 'phone', About: 'description' }
  const id = await imports.begin(file, { entity: 'lead', columns, titleTemplate: '{City}' })
  expect((await imports.check(id)).counts).toMatchObject({ created: 1, failed: 1, warnings: 1 })
  expect((await imports.run(id)).counts).toMatchObject({ created: 1, failed: 1, warnings: 1 })
  const [lead] = await app.rows<{ name: string; description: string }>(
    `select name, description from leads where name like '%half'`,
  )
  expect(lead?.name).toBe('\ufffd half')
  expect((await imports.errorsFile(id)).status).toBe(200)
})

it('takes words that mean something to JavaScript or SQL for what they are', async () => {
  const words = [
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    "'; drop table leads; --",
    '{}',
    '{a,b}',
    'NULL',
    '\\',
    '"',
    '%',
    '$1',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself is the hostile input
    '${x}',
  ]
  const rows = words.map((word) => [word, word, word, word])
  const { counts } = await imports.bringIn(csv([['toString', 'constructor', 'City', 'Stage'], ...rows]), {
    entity: 'lead',
    columns: { toString: 'name', constructor: 'source', City: 'city', Stage: 'stage' } as never,
    values: { city: { Nowhere: '' }, stage: { x: '' } },
    createMissing: ['stage'],
  })
  expect(counts.failed).toBe(0)
  const stored = await app.rows<{ name: string; source: string; city: string }>(
    `select name, source, city from leads where source is not null order by created_at, id`,
  )
  expect(stored.map(({ source }) => source)).toEqual(words)
  expect(stored.map(({ city }) => city)).toEqual(words)
  expect(Object.keys(Object.prototype)).toEqual([])
})

it('keeps the values of days and numbers that cannot be', async () => {
  const odd = [
    ['0000-01-01', '99999999999999999999'],
    ['2026-02-30', '1e9'],
    ['9999-12-31', '2147483647'],
    ['0001-01-01', '-1'],
  ]
  const id = await imports.begin(
    csv([
      ['Title', 'Close', 'Attempts', 'Created'],
      ...odd.map(([day, number]) => ['T', day!, number!, day!]),
    ]),
    {
      entity: 'deal',
      columns: { Title: 'title', Close: 'closeOn', Attempts: 'attempts', Created: 'createdAt' },
    },
  )
  const { counts } = await imports.check(id)
  expect(counts).toMatchObject({ created: 4, failed: 0 })
  expect((await imports.run(id)).counts).toEqual(counts)
})

it('tells what is wrong with a file that is none', async () => {
  const none = { empty: '', png: Buffer.from('89504e470d0a1a0a0000', 'hex'), blank: '\n\n ; \n' }
  for (const content of Object.values(none))
    expect(await upload(app, app.admin, content)).toMatchObject({
      status: 422,
      body: { code: 'import.unreadable', params: { reason: expect.any(String) } },
    })
  expect(
    (
      await app.inject('POST', '/imports', {
        headers: {
          cookie: app.admin.cookie,
          origin: app.services.config.baseUrl,
          'content-type': 'application/json',
        },
        payload: '{}',
      })
    ).status,
  ).toBeLessThan(500)
})
