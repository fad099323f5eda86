import { gzipSync } from 'node:zlib'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../tests/helpers/temporary-file.ts'
import { xlsx } from '../../../../tests/helpers/xlsx.ts'
import { type ZipPart, zip } from '../../../../tests/helpers/zip.ts'
import { openTable } from './open-table.ts'
import { limits, type OpenOptions, type TableRow } from './table.ts'

describe('openTable on CSV', () => {
  it('finds encoding, delimiter and headings of a Russian export', async () => {
    const text =
      'Имя;Телефон;Город\r\nИван;+7 916 123-45-67;Москва\r\n\r\nАнна;"8 (495) 111-22-33";"Санкт-\nПетербург"\r\n'
    const { table, rows } = await read(iconv.encode(text, 'windows-1251'))
    expect(table).toMatchObject({
      format: 'csv',
      encoding: 'windows-1251',
      delimiter: ';',
      headerRow: 1,
      sheets: [],
      sheet: null,
    })
    expect(table.headings).toEqual(['Имя', 'Телефон', 'Город'])
    expect(rows).toEqual([
      { number: 2, cells: ['Иван', '+7 916 123-45-67', 'Москва'] },
      { number: 4, cells: ['Анна', '8 (495) 111-22-33', 'Санкт-\nПетербург'] },
    ])
  })

  it('obeys the line of Excel that names the delimiter, and does not count it', async () => {
    const { table, rows } = await read('sep=|\r\na|b,c|d,e\r\n1|2|3\r\n')
    expect(table.headings).toEqual(['a', 'b,c', 'd,e'])
    expect(rows).toEqual([{ number: 2, cells: ['1', '2', '3'] }])
  })

  it('reads a file without headings when told so', async () => {
    const { table, rows } = await read('Анна;Омск\nИван;Тула\n', { headerRow: 0 })
    expect(table.headings).toEqual(['A', 'B'])
    expect(rows.map((row) => row.number)).toEqual([1, 2])
  })

  it('takes the heading row, encoding and delimiter given', async () => {
    const { table, rows } = await read(iconv.encode('x,y\nа;б\nв;г\n', 'cp866'), {
      headerRow: 2,
      encoding: 'cp866',
      delimiter: ';',
    })
    expect(table.headings).toEqual(['а', 'б'])
    expect(rows).toEqual([{ number: 3, cells: ['в', 'г'] }])
  })

  it('says by row what is wrong and loses none', async () => {
    const { rows } = await read('a;b;c\n1;2;3;4\n1;2\n1;"2;3\n1;"2"2";3\n1;2;3;;\n')
    expect(rows).toEqual([
      { number: 2, cells: ['1', '2', '3', '4'], problem: 'too-many-cells' },
      { number: 3, cells: ['1', '2', ''], problem: 'too-few-cells' },
      { number: 4, cells: ['1', '"2', '3'], problem: 'unclosed-quote' },
      { number: 5, cells: ['1', '2"2', '3'], problem: 'bad-quote' },
      { number: 6, cells: ['1', '2', '3'] },
    ])
  })

  it('reports rows with characters that cannot be read', async () => {
    const bytes = Buffer.concat([
      Buffer.from('имя;город\nАнна Петрова Сергеевна;Омск\nИв'),
      Buffer.from([0xd0]),
      Buffer.from(';Тула\n'),
    ])
    const { rows } = await read(bytes)
    expect(rows.map((row) => row.problem)).toEqual([undefined, 'bad-characters'])
  })

  it('drops zero bytes', async () => {
    expect((await read('name;city\nAn\0na;Omsk\n')).rows[0]?.cells).toEqual(['Anna', 'Omsk'])
  })

  it('reads gzipped text and tells its progress by the packed bytes', async () => {
    const packed = gzipSync(`name;city\n${'Anna;Omsk\n'.repeat(5000)}`)
    const { table, rows } = await read(packed)
    expect(rows).toHaveLength(5000)
    expect([table.bytes, table.bytesRead()]).toEqual([packed.length, packed.length])
  })

  it('reads a table that is alone in a zip', async () => {
    const text = `name;city\n${'Анна;Омск\n'.repeat(5000)}`
    const packed = zip([
      { name: 'export/', content: '' },
      { name: 'export/clients.csv', content: iconv.encode(text, 'windows-1251') },
      { name: '__MACOSX/export/._clients.csv', content: 'x' },
    ])
    const { table, rows } = await read(packed)
    expect(table).toMatchObject({ format: 'csv', encoding: 'windows-1251', headings: ['name', 'city'] })
    expect([rows.length, rows[4999]?.cells]).toEqual([5000, ['Анна', 'Омск']])
    expect([table.bytes, table.bytesRead()]).toEqual([packed.length, packed.length])
  })

  it('starts at the row asked for and stops when cancelled', async () => {
    const table = await openTable(temporaryFile('a;b\n1;2\n3;4\n5;6\n'))
    expect((await all(table.rows({ from: 3 }))).map((row) => row.number)).toEqual([3, 4])
    await expect(all(table.rows({ signal: AbortSignal.abort(new Error('cancelled')) }))).rejects.toThrow(
      'cancelled',
    )
  })

  it('counts rows exactly in a small file and about right in a large one', async () => {
    expect((await openTable(temporaryFile('a;b\n1;2\n3;4\n'))).estimateRows).toBe(2)
    const large = await openTable(temporaryFile(`name;city\n${'Anna;Omsk\n'.repeat(100_000)}`))
    expect(Math.abs(large.estimateRows - 100_000)).toBeLessThan(2000)
  })

  it('reads back what a CSV writer writes, in any encoding and with any delimiter', async () => {
    const letters = [
      ...'абвгдежзийклмнопрстуфхцчшщъыьэюяАБВЁё',
      ...'abcXYZ019 ,;|%\t"\'.@+-«»№',
      '\n',
      '\r\n',
    ]
    const row = fc.array(fc.string({ unit: fc.constantFrom(...letters), maxLength: 20 }), {
      minLength: 3,
      maxLength: 3,
    })
    const rows = fc.array(row, { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t', '|', '%'),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'utf-32le'),
        async (cells, delimiter, encoding) => {
          const text = stringify([['h1', 'h2', 'h3'], ...cells], {
            delimiter,
            quoted_match: /[\r\n]|^\s|\s$/,
          })
          const found = await read(iconv.encode(text, encoding), { delimiter, encoding, headerRow: 1 })
          const filled = cells.filter((one) => one.some((cell) => cell.trim() !== ''))
          expect(found.rows.map((one) => one.cells)).toEqual(filled)
        },
      ),
    )
  })

  it('finds encoding and delimiter of an ordinary table by itself', async () => {
    const word = fc.constantFrom(
      'Иван Петров',
      'ООО «Ромашка»',
      'Москва, ул. Мира, 5',
      'говорит: "да"',
      'Омск; Тула',
      'две\nстроки',
      '12,5',
      '',
    )
    const row = fc
      .tuple(fc.constantFrom('Анна', 'Сергей', 'Ольга'), word, word)
      .map((cells): string[] => cells)
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 2, maxLength: 30 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('utf-8', 'utf-16le', 'windows-1251', 'maccyrillic'),
        fc.boolean(),
        async (cells, delimiter, encoding, addBOM) => {
          const text = stringify([['Имя', 'Компания', 'Примечание'], ...cells], { delimiter })
          const { table, rows } = await read(iconv.encode(text, encoding, { addBOM }))
          expect(table).toMatchObject({ encoding, delimiter, headings: ['Имя', 'Компания', 'Примечание'] })
          expect(rows.map((one) => one.cells)).toEqual(cells)
        },
      ),
    )
  })
})

it('openTable finds address cards behind a line of something else', async () => {
  const text = 'Exported by Phone 3\r\n\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nEND:VCARD\r\n'
  const { table, rows } = await read(text)
  expect([table.format, rows.map(({ cells }) => cells)]).toEqual(['vcard', [['Anna']]])
})

describe('openTable refuses', () => {
  const oldExcel = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  const cases: [reason: string, content: string | Buffer][] = [
    ['empty', ''],
    ['empty', ' \n\n;;;\n'],
    ['old-excel', Buffer.concat([oldExcel, Buffer.alloc(512)])],
    ['password', Buffer.concat([oldExcel, Buffer.alloc(512), Buffer.from('EncryptedPackage', 'utf16le')])],
    ['document', Buffer.concat([oldExcel, Buffer.alloc(512), Buffer.from('WordDocument', 'utf16le')])],
    ['document', '{\\rtf1\\ansi text}'],
    ['pdf', '%PDF-1.7\n'],
    ['image', Buffer.from('89504e470d0a1a0a0000', 'hex')],
    ['web-page', '<html><body><table><tr><td>Имя</td></tr></table></body></html>'],
    ['damaged', `<table>${'<b>'.repeat(600)}`],
    ['line-too-long', `<table><tr><td title="${'a'.repeat(5_000_000)}`],
    ['web-page', '\ufeff<!DOCTYPE html>\n<html>'],
    ['xml', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'],
    ['json', '{"name": oops'],
    ['calendar', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'],
    ['mail', 'Return-Path: <a@example.com>\r\nReceived: from x\r\n by y\r\nSubject: Hello\r\n\r\nHello\r\n'],
    ['binary', Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 7) % 32))],
    [
      'archive',
      zip([
        { name: 'clients.csv', content: 'a;b' },
        { name: 'deals.csv', content: 'a;b' },
      ]),
    ],
    ['archive', zip([{ name: 'clients.xlsx', content: xlsx({ sheets: [{ name: 'S', rows: [['a']] }] }) }])],
    ['empty', zip([{ name: 'clients.csv', content: '' }])],
    ['document', zip([{ name: 'word/document.xml', content: '<a/>' }])],
    [
      'opendocument',
      zip([
        { name: 'mimetype', content: 'x' },
        { name: 'content.xml', content: '<a/>' },
      ]),
    ],
    ['password', xlsx({ sheets: [], parts: [{ name: 'secret', content: 'x', claims: { flags: 1 } }] })],
    ['damaged', xlsx({ sheets: [{ name: 'S', rows: [['a']] }] }).subarray(0, 900)],
    ['damaged', gzipSync('name;city\nAnna;Omsk\n'.repeat(1000)).subarray(0, 40)],
    ['unpacks-too-large', gzipSync(Buffer.alloc(60 * 1024 * 1024, 'a;b\n'))],
    ['line-too-long', 'a'.repeat(5_000_000)],
  ]
  it.each(cases)('%s (%#)', async (reason, content) => {
    await expect(openTable(temporaryFile(content))).rejects.toMatchObject({
      code: 'import.unreadable',
      params: { reason },
    })
  })

  it('more rows than the limit, while reading', async () => {
    const content = `n\n${'x\n'.repeat(limits.rows)}`
    expect(await count(temporaryFile(content))).toBe(limits.rows)
    await expect(count(temporaryFile(`${content}x\n`))).rejects.toMatchObject({
      params: { reason: 'too-many-rows', limit: limits.rows },
    })
  })

  it('more columns than the limit', async () => {
    const header = (columns: number) => Array.from({ length: columns }, (_, index) => `c${index}`).join(';')
    expect((await openTable(temporaryFile(header(500)))).headings).toHaveLength(500)
    await expect(openTable(temporaryFile(header(501)))).rejects.toMatchObject({
      params: { reason: 'too-many-columns', limit: 500 },
    })
  })

  it('options that make no sense for the file', async () => {
    const path = temporaryFile('a;b\n1;2\n')
    const reasons: [OpenOptions, string][] = [
      [{ encoding: 'klingon' }, 'unknown-encoding'],
      [{ delimiter: '"' }, 'unknown-delimiter'],
      [{ delimiter: '' }, 'unknown-delimiter'],
      [{ headerRow: 9 }, 'no-such-row'],
    ]
    for (const [options, reason] of reasons) {
      await expect(openTable(path, options)).rejects.toMatchObject({ params: { reason } })
    }
  })
})

describe('openTable refuses a workbook', () => {
  const sheet: ZipPart = {
    name: 'xl/worksheets/sheet1.xml',
    content: '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row></sheetData></worksheet>',
  }
  const cases: [title: string, reason: string, parts: ZipPart[]][] = [
    [
      'that unpacks to gigabytes by its own account',
      'unpacks-too-large',
      [sheet, { name: 'x', content: 'x', claims: { unpackedSize: 4_000_000_000 } }],
    ],
    ['whose headers lie about a size', 'damaged', [{ ...sheet, claims: { unpackedSize: 20 } }]],
    [
      'of too many parts',
      'too-many-entries',
      [sheet, ...Array.from({ length: 10_000 }, (_, index) => ({ name: `x${index}`, content: '' }))],
    ],
    [
      'with a document type',
      'unsafe',
      [{ ...sheet, content: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${sheet.content}` }],
    ],
    ['nested without end', 'unsafe', [{ ...sheet, content: '<a>'.repeat(100_000) }]],
    [
      'with one endless text',
      'line-too-long',
      [{ ...sheet, content: `<worksheet><sheetData><row><c t="str"><v>${'a'.repeat(5_000_000)}` }],
    ],
    ['with broken XML', 'damaged', [{ ...sheet, content: '<worksheet><sheetData></row>' }]],
    [
      'with a column beyond any sheet',
      'damaged',
      [
        {
          ...sheet,
          content:
            '<worksheet><sheetData><row r="1"><c r="ZZZZZZ1" t="str"><v>a</v></c></row></sheetData></worksheet>',
        },
      ],
    ],
    [
      'with rows out of order',
      'damaged',
      [{ ...sheet, content: '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>' }],
    ],
    [
      'that refers to a text it does not have',
      'damaged',
      [
        {
          ...sheet,
          content:
            '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData></worksheet>',
        },
      ],
    ],
    [
      'of more texts than the limit',
      'too-many-texts',
      [sheet, { name: 'xl/sharedStrings.xml', content: '<sst uniqueCount="10000000"></sst>' }],
    ],
  ]
  it.each(cases)('%s', async (_, reason, parts) => {
    const path = temporaryFile(xlsx({ sheets: [{ name: 'S' }], parts }))
    await expect(openTable(path)).rejects.toMatchObject({ code: 'import.unreadable', params: { reason } })
  })

  it('of more sheets than the limit', async () => {
    const sheets = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `S${index}`, rows: [['a'], ['b']] }))
    expect((await openTable(temporaryFile(xlsx({ sheets: sheets(50) })))).sheets).toHaveLength(50)
    await expect(openTable(temporaryFile(xlsx({ sheets: sheets(51) })))).rejects.toMatchObject({
      params: { reason: 'too-many-sheets' },
    })
  })

  it('of more columns than the limit', async () => {
    const header = (columns: number) => Array.from({ length: columns }, (_, index) => `c${index}`)
    const file = (columns: number) =>
      temporaryFile(xlsx({ sheets: [{ name: 'S', rows: [header(columns)] }] }))
    expect((await openTable(file(500))).headings).toHaveLength(500)
    await expect(openTable(file(501))).rejects.toMatchObject({
      params: { reason: 'too-many-columns', limit: 500 },
    })
  })
})

async function read(content: string | Buffer, options?: OpenOptions) {
  const table = await openTable(temporaryFile(content), options)
  const rows = await all(table.rows())
  await table.close()
  return { table, rows }
}

async function all(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const list: TableRow[] = []
  for await (const row of rows) list.push(row)
  return list
}

async function count(path: string): Promise<number> {
  const table = await openTable(path)
  let rows = 0
  for await (const _ of table.rows()) rows++
  return rows
}
