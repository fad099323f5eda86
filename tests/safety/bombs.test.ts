import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { upload } from '../helpers/imports.ts'
import { startTestApp, type TestApp } from '../helpers/test-app.ts'
import { xlsx } from '../helpers/xlsx.ts'
import { type ZipPart, zip } from '../helpers/zip.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const zeros = Buffer.alloc(60 * 1024 * 1024)
const name = 'xl/worksheets/sheet1.xml'
const cell =
  '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>Name</v></c></row></sheetData></worksheet>'
const book = (...parts: ZipPart[]) => xlsx({ sheets: [{ name: 'S', rows: [['Name'], ['A']] }], parts })
const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')

it.each<[string, string, () => Buffer]>([
  ['a sheet of zeros a thousand times its size', 'unpacks-too-large', () => book({ name, content: zeros })],
  [
    'zeros in a part nobody reads',
    'unpacks-too-large',
    () => book({ name: 'xl/media/image1.png', content: zeros }),
  ],
  [
    'a sheet that claims to be small',
    'damaged',
    () => book({ name, content: `${cell}${' '.repeat(1e7)}`, claims: { unpackedSize: 1000 } }),
  ],
  [
    'a part that claims to be of four gigabytes',
    'unpacks-too-large',
    () => book({ name, content: cell, claims: { unpackedSize: 4_294_967_295 } }),
  ],
  ['text packed a thousand times over', 'unpacks-too-large', () => gzipSync(zeros)],
  [
    'zips in a zip',
    'archive',
    () =>
      zip([
        {
          name: 'lib 0.zip',
          content: zip([{ name: 'a.zip', content: zip([{ name: 'a', content: zeros }]) }]),
        },
      ]),
  ],
  [
    'eleven thousand parts',
    'too-many-entries',
    () => book(...Array.from({ length: 11_000 }, (_, n) => ({ name: `x${n}`, content: '' }))),
  ],
  [
    'a thousand sheets',
    'too-many-sheets',
    () => xlsx({ sheets: Array.from({ length: 1000 }, (_, n) => ({ name: `S${n}`, rows: [['Name']] })) }),
  ],
  [
    'ten million texts',
    'too-many-texts',
    () => book({ name: 'xl/sharedStrings.xml', content: '<sst uniqueCount="10000000"/>' }),
  ],
  [
    'an entity that is a file of the server',
    'unsafe',
    () =>
      book({
        name,
        content: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${cell.replace('Name', '&e;')}`,
      }),
  ],
  [
    'an entity that multiplies',
    'unsafe',
    () =>
      book({
        name: 'xl/workbook.xml',
        content: `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]><workbook>&l9;</workbook>`,
      }),
  ],
  ['half a million levels', 'unsafe', () => book({ name, content: '<a>'.repeat(500_000) })],
])('%s is refused and leaves nothing behind', async (_, reason, make) => {
  expect(await upload(app, app.admin, make())).toMatchObject({
    status: 422,
    body: { code: 'import.unreadable', params: { reason } },
  })
  expect((await app.inject('GET', '/health')).status).toBe(200)
  expect(await app.rows('select 1 from imports')).toEqual([])
  expect(await readdir(join(app.services.config.dataDir, 'files', 'imports'))).toEqual([])
})
