import { afterAll, beforeAll, expect, it } from 'vitest'
import { csv, importing, upload } from '../../../../tests/helpers/imports.ts'
import { startTestApp, type TestApp } from '../../../../tests/helpers/test-app.ts'
import type { ImportFile } from '../import-settings.ts'
import { suggestSettings } from '../suggest-settings.ts'

let app: TestApp
let imports: ReturnType<typeof importing>
beforeAll(async () => {
  app = await startTestApp({ jobs: true })
  imports = importing(app)
})
afterAll(() => app.close())

const columns = { '=Name': 'name', Phone: 'phone', Source: 'source', Comment: 'description' }
const hostile = [
  '=1+1',
  '+1+1',
  '-1-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '＝1',
  '-5',
  '+7 916 123-45-67',
  `a\nb`,
  'a\rb',
  'a"b;c,d',
  ' x ',
]

it('holds the refused rows as they stand, with the reason, and no formula', async () => {
  const rows = hostile.map((text) => ['', '12', text, text])
  const id = await imports.begin(csv([Object.keys(columns), ...rows, ['Good', '', 'a', 'b']]), {
    entity: 'lead',
    columns,
  })
  expect((await imports.run(id)).counts).toMatchObject({ created: 1, failed: hostile.length })
  const { status, headers, body } = await imports.errorsFile(id)
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toMatch(/^attachment/)
  const text = String(body)
  expect(text.startsWith("\ufeff'=Name,Phone,Source,Comment,Why it was not imported\r\n")).toBe(true)
  expect(text).toContain('Name: Fill this in.')
  expect(cellsOf(text).filter((cell) => /^[=+\-@\t\r＝]/.test(cell) && !/^[+-][\d ]/.test(cell))).toEqual([])
  expect(cellsOf(text)).toEqual(expect.arrayContaining(['-5', '+7 916 123-45-67']))
})

it('comes back mended with every value as it was', async () => {
  const rows = hostile.map((text, n) => ['', `+7916700${1000 + n}`, text, text])
  const first = await imports.begin(csv([Object.keys(columns), ...rows]), {
    entity: 'lead',
    columns,
    titleTemplate: undefined,
    onInvalid: 'refuse',
    match: [],
  })
  // Without a name a lead is called by its phone, so it is refused by what cannot be read.
  await imports.verb('fixRow', { id: first, row: 2, cells: { Phone: '12' } })
  await imports.run(first)
  const { body } = await imports.errorsFile(first)
  const mended = String(body).replace(/,12,/, ',+79167001000,')
  const again = (await upload(app, app.admin, mended)).body.item
  const settings = suggestSettings(again.file as ImportFile, app.services.registry.entities, 'lead')
  expect(settings.columns).not.toHaveProperty('Why it was not imported')
  await imports.verb('configure', {
    id: again.id,
    settings: {
      ...settings,
      basis: { kind: 'contract' },
      columns: { "'=Name": 'name', Phone: 'phone', Source: 'source', Comment: 'description' },
    },
  })
  expect((await imports.run(again.id)).counts).toMatchObject({ created: 1, failed: 0 })
  const [direct, returned] = await Promise.all([1001, 1000].map((n) => lead(`+7916700${n}`)))
  expect(direct).toEqual({ source: '+1+1', description: '+1+1' })
  expect(returned).toEqual({ source: '=1+1', description: '=1+1' })
})

it('restores what begins like a formula, whatever it is', async () => {
  const rows = hostile.map((text, n) => ['', '12', text, `${n}`])
  const id = await imports.begin(csv([Object.keys(columns), ...rows]), { entity: 'lead', columns })
  await imports.run(id)
  const { body } = await imports.errorsFile(id)
  const mended = String(body).replace(/^,12,/gm, (_, at: number) => `Mended ${at},,`)
  const again = await imports.begin(mended, {
    entity: 'lead',
    columns: { "'=Name": 'name', Source: 'source', Comment: 'description' },
  })
  expect((await imports.run(again)).counts).toMatchObject({ created: hostile.length, failed: 0 })
  const stored = await app.rows<{ source: string }>(
    `select source from leads where name like 'Mended%' order by description::int`,
  )
  expect(stored.map(({ source }) => source)).toEqual(hostile.map((text) => text.trim()))
})

it('keeps cells beyond the last column', async () => {
  const id = await imports.begin(`Name;Phone\r\n${'Boris;+79161234567\r\n'.repeat(9)}Anna;1;2;3\r\n`, {
    entity: 'lead',
    columns: { Name: 'name', Phone: 'phone' },
  })
  await imports.run(id)
  const { body } = await imports.errorsFile(id)
  expect(String(body).split('\r\n')[1]).toMatch(/^Anna,"1,2,3","?The row has more cells/)
})

async function lead(phone: string) {
  const [found] = await app.rows('select source, description from leads where phone = $1', [phone])
  return found
}

/** Cells of the text of a CSV file with commas. */
function cellsOf(text: string): string[] {
  return [...text.slice(1).matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  )
}
