import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../../tests/helpers/temporary-file.ts'
import { zip } from '../../../../../tests/helpers/zip.ts'
import { openTable } from '../open-table.ts'
import type { OpenOptions } from '../table.ts'

const spaces =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
const text = (value: string) =>
  `<table:table-cell office:value-type="string"><text:p>${value}</text:p></table:table-cell>`
const cell = (attributes: string, shown = 'as shown') =>
  `<table:table-cell ${attributes}><text:p>${shown}</text:p></table:table-cell>`
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`
const sheet = (name: string, ...rows: string[]) =>
  `<table:table table:name="${name}"><table:table-column/>${rows.join('')}</table:table>`
const rest =
  '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'

function ods(sheets: string, parts: { name: string; content: string }[] = []): Buffer {
  return zip([
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'content.xml',
      content: `<?xml version="1.0"?><office:document-content ${spaces}><office:body><office:spreadsheet>${sheets}</office:spreadsheet></office:body></office:document-content>`,
    },
    ...parts,
  ])
}

async function read(content: Buffer, options?: OpenOptions) {
  const table = await openTable(temporaryFile(content), options)
  const rows = []
  for await (const one of table.rows()) rows.push(one)
  await table.close()
  return { table, rows }
}

describe('a spreadsheet document (ODS)', () => {
  it('is read by its values, not by what is shown', async () => {
    const { table, rows } = await read(
      ods(
        sheet(
          'Клиенты',
          row(
            text('Имя'),
            text('Дата'),
            text('Сумма'),
            text('Доля'),
            text('Время'),
            text('Да'),
            text('Число'),
          ),
          row(
            text('Анна<text:s text:c="2"/>О.<text:line-break/>и <text:span>Ко</text:span>'),
            cell('office:value-type="date" office:date-value="2026-11-22"'),
            cell('office:value-type="currency" office:currency="EUR" office:value="1234.5"'),
            cell('office:value-type="percentage" office:value="0.25"'),
            cell('office:value-type="time" office:time-value="PT09H05M00S"'),
            cell('office:value-type="boolean" office:boolean-value="true"'),
            cell('office:value-type="float" office:value="7.9161234567E+10"'),
          ),
          rest,
        ),
      ),
    )
    expect(table).toMatchObject({
      format: 'ods',
      sheet: 'Клиенты',
      sheets: ['Клиенты'],
      headerRow: 1,
      estimateRows: 1,
    })
    expect(rows).toEqual([
      {
        number: 2,
        cells: ['Анна  О.\nи Ко', '2026-11-22', '1234.5 EUR', '25%', '09:05:00', 'true', '79161234567'],
      },
    ])
  })

  it('repeats rows and cells, leaves out comments and tells errors of formulas', async () => {
    const comment = '<office:annotation><text:p>not a value</text:p></office:annotation>'
    const { rows } = await read(
      ods(
        sheet(
          'S',
          row(text('a'), text('b'), text('c')),
          `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" office:value-type="string">${comment}<text:p>x</text:p></table:table-cell></table:table-row>`,
          '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>',
          row(text('y'), cell('office:value-type="string" calcext:value-type="error"', '#DIV/0!'), text('z')),
        ),
      ),
    )
    expect(rows).toEqual([
      { number: 2, cells: ['x', 'x', ''] },
      { number: 3, cells: ['x', 'x', ''] },
      { number: 7, cells: ['y', '', 'z'], problem: 'formula-error' },
    ])
  })

  it('offers its filled sheets and reads the one asked for', async () => {
    const file = ods(
      sheet('Empty', rest) +
        sheet('A', row(text('a')), row(text('1a'))) +
        sheet('B', row(text('b')), row(text('1b'))),
    )
    expect((await read(file)).table).toMatchObject({ sheet: 'A', sheets: ['A', 'B'] })
    expect((await read(file, { sheet: 'B' })).rows).toEqual([{ number: 2, cells: ['1b'] }])
    await expect(read(file, { sheet: 'C' })).rejects.toMatchObject({ params: { reason: 'no-such-sheet' } })
  })

  it.each<[string, Buffer]>([
    ['empty', ods(sheet('S', rest))],
    [
      'password',
      ods('', [
        {
          name: 'META-INF/manifest.xml',
          content: '<manifest><file-entry><encryption-data/></file-entry></manifest>',
        },
      ]),
    ],
    ['damaged', ods('<table:table>')],
    [
      'too-many-rows',
      ods(
        sheet(
          'S',
          row(text('a')),
          rest.replace('<table:table-cell table:number-columns-repeated="16384"/>', text('x')),
        ),
      ),
    ],
    ['too-many-sheets', ods(sheet('S').repeat(51))],
    [
      'opendocument',
      zip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' },
        { name: 'content.xml', content: '<a/>' },
      ]),
    ],
  ])('is refused: %s', async (reason, content) => {
    await expect(read(content)).rejects.toMatchObject({ params: { reason } })
  })
})
