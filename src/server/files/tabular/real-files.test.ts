import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../../../../tests/helpers/shared-data.ts'
import { openTable } from './open-table.ts'
import type { OpenOptions, TableRow } from './table.ts'

const spectrum = sharedData('csv/spectrum')
const dataloader = sharedData('csv/dataloader')
const papaparse = sharedData('csv/papaparse')
const workbooks = sharedData('xlsx')
const salesforce = sharedData('salesforce')
const opportunities = sharedData('crm-opportunities')
const bank = sharedData('bank-marketing')
const retail = sharedData('retail/online_retail.csv.gz')
const pairs = sharedData('dedupe/dblp-acm')

describe.skipIf(!spectrum)('csv-spectrum', () => {
  const names = spectrum ? readdirSync(join(spectrum, 'csvs')).map((name) => name.slice(0, -4)) : []
  // The expected telephone number of `location_coordinates` is not the one of its CSV.
  it.each(names.filter((name) => name !== 'location_coordinates'))('%s', async (name) => {
    const { headings, rows } = await read(join(spectrum ?? '', 'csvs', `${name}.csv`))
    const records = rows.map((row) =>
      Object.fromEntries(headings.map((heading, index) => [heading, row.cells[index]])),
    )
    expect(records).toEqual(JSON.parse(readFileSync(join(spectrum ?? '', 'json', `${name}.json`), 'utf8')))
    expect(rows.some((row) => row.problem)).toBe(false)
  })

  it('location_coordinates', async () => {
    const { rows } = await read(join(spectrum ?? '', 'csvs/location_coordinates.csv'))
    expect(rows).toEqual([
      { number: 2, cells: ['2095257564', `37\ufffd36'37.8"N 121\ufffd2'17.9"W`, 'Modesto', 'Stanislaus'] },
    ])
  })
})

describe.skipIf(!dataloader)('Data Loader', () => {
  const at = (name: string) => join(dataloader ?? '', name)

  it.each([
    ['csvtext.csv', 'utf-8'],
    ['csvtext_BOM_UTF8.csv', 'utf-8'],
    ['csvtext_BOM_UTF16LE.csv', 'utf-16le'],
    ['csvtext_BOM_UTF16BE.csv', 'utf-16be'],
    ['csvtext_BOM_UTF32LE.csv', 'utf-32le'],
    ['csvtext_BOM_UTF32BE.csv', 'utf-32be'],
  ])('%s', async (name, encoding) => {
    const { table, headings, rows } = await read(at(name))
    expect([table.encoding, headings]).toEqual([encoding, ['column1', 'column2', 'column3']])
    expect(rows.map((row) => row.cells)).toEqual(
      [1, 2].map((row) => [1, 2, 3].map((column) => `row${row}-${column}`)),
    )
  })

  it('undoubles quotes', async () => {
    const { rows } = await read(at('csvEscapedQuotes.csv'))
    expect(rows.map((row) => row.cells)).toEqual([
      ['"The Best" Account', 'bla'],
      ['The "Best" Account', 'bla'],
    ])
  })

  it('keeps blanks around a value', async () => {
    const { rows } = await read(at('accountsForInsert.csv'))
    expect(rows[0]?.cells).toEqual([
      'Company A',
      '25',
      'Heavy Industry',
      '    4 <span style=" font-size: 172px;">leading spaces and</span> 2 trailing <h1>spaces</h1>  ',
    ])
  })

  it('reads the other files without a broken row', async () => {
    for (const [name, count] of [
      ['insertAccountCsv.csv', 100],
      ['dateWithTimeZone.csv', 2],
      ['timeZoneFormatTesting.csv', 7],
    ] as const) {
      const { rows } = await read(at(name))
      expect([name, rows.length >= count - 1, rows.some((row) => row.problem)]).toEqual([name, true, false])
    }
  })
})

describe.skipIf(!papaparse)('papaparse', () => {
  const at = (name: string) => join(papaparse ?? '', name)

  it('finds every row of a malformed file', async () => {
    const { table, rows } = await read(at('malformed.tsv'))
    const lines = readFileSync(at('malformed.tsv'), 'utf8').trimEnd().split('\n')
    expect(table.delimiter).toBe('\t')
    expect(rows.map((row) => row.cells[0])).toEqual(lines.slice(1).map((line) => line.split('\t')[0]))
    expect(rows.map((row) => row.problem)).toEqual(
      [
        undefined,
        'too-many-cells',
        undefined,
        undefined,
        'too-few-cells',
        undefined,
        undefined,
        'unclosed-quote',
        undefined,
      ].slice(0, rows.length),
    )
  })

  it('tells a file without headings', async () => {
    const { table, rows } = await read(at('long-sample.csv'))
    expect([table.headerRow, table.headings[0], rows[0]?.cells[0]]).toEqual([0, 'A', 'Grant'])
  })

  it('reads a long file and one with a mark', async () => {
    expect((await read(at('verylong-sample.csv'))).headings).toEqual([
      'placeholder',
      'meaning of life',
      'TLD',
    ])
    expect((await read(at('utf-8-bom-sample.csv'))).rows).toEqual([{ number: 2, cells: ['X', 'Y', 'Z'] }])
  })
})

describe.skipIf(!workbooks)('workbooks', () => {
  const at = (name: string) => join(workbooks ?? '', name)

  it('reads days as the formulas beside them do', async () => {
    const { rows } = await read(at('1900.xlsx'), { headerRow: 0 })
    for (const { cells } of rows) expect([cells[1], cells[1]]).toEqual([cells[2], cells[3]])
    expect(rows).toHaveLength(5)
  })

  it('reads a list with a heading of two lines below a blank row', async () => {
    const { table, headings, rows } = await read(at('Attendance.xlsx'))
    const text = (await read(at('Attendance.csv'))).rows
    expect([table.headerRow, headings[1]]).toEqual([2, 'Ben Ashley'])
    expect(rows.map((row) => row.cells.slice(1).join().toUpperCase())).toEqual(
      text.map((row) => row.cells.slice(1).join().toUpperCase()),
    )
    expect(rows[0]?.cells[0]).toBe('2020-10-01')
  })

  it('reads each sheet as its text beside it, hidden rows included', async () => {
    const { table } = await read(at('AutoFilter.xlsx'))
    expect(table.sheets).toHaveLength(11)
    for (const [index, sheet] of table.sheets.entries()) {
      const expected = await read(at(`AutoFilter.xlsx.xls.${index}.csv`))
      const { headings, rows } = await read(at('AutoFilter.xlsx'), { sheet })
      expect([headings, ...rows.map((row) => row.cells)]).toEqual([
        expected.headings,
        ...expected.rows.map((row) => row.cells),
      ])
    }
  })

  it('reads numbers with the percent sign and the currency they are shown with', async () => {
    const { rows } = await read(at('DataTypesFormats.xlsx'), { headerRow: 0 })
    expect(rows.map((row) => row.cells[1])).toEqual([
      '2020-07-23',
      '2020-07-23T09:00:00',
      '123 USD',
      '98.76%',
      '456',
      '7890',
    ])
    expect(
      (await read(at('number_format_entities.xlsx'), { headerRow: 0 })).rows.map((row) => row.cells),
    ).toEqual([['12345.6789'], ['12345.6789']])
  })

  it('keeps the value of merged cells in the first', async () => {
    const { rows } = await read(at('merge_cells.xlsx'), { headerRow: 0 })
    expect(rows.map((row) => row.cells)).toEqual([
      ['A1:B2', '', 'C1:C2', 'Separate blocks'],
      ['A3:B3', '', 'C3', ''],
      ['… are merged separately', '', '', ''],
    ])
  })

  it('passes over empty sheets', async () => {
    const { table, rows } = await read(at('text_and_numbers.xlsx'))
    expect([table.sheets, table.headings]).toEqual([['Sheet1'], ['English', 'Hello', 'World']])
    expect(rows.map((row) => row.cells)).toEqual([
      ['Hebrew', 'שלום', 'עולם'],
      ['1337', '13.37', '1337 USD'],
    ])
  })

  it('refuses the workbook of 2003', async () => {
    await expect(openTable(at('1900.xls'))).rejects.toMatchObject({ params: { reason: 'old-excel' } })
  })
})

describe.skipIf(!salesforce || !opportunities || !bank || !retail || !pairs)(
  'exports of other systems',
  () => {
    it('reads Salesforce accounts with their accents', async () => {
      const { table, rows } = await read(join(salesforce ?? '', 'accountData.csv'))
      expect([table.encoding, table.delimiter, table.headings.length, rows.length]).toEqual([
        'windows-1252',
        ',',
        37,
        423,
      ])
      const text = rows.flatMap((row) => row.cells).join('\n')
      expect(text).toContain('Crédito')
      expect(text).toContain('Nº')
      expect(rows.some((row) => row.problem)).toBe(false)
    })

    it('reads Salesforce opportunities', async () => {
      const { table, rows } = await read(join(salesforce ?? '', 'opportunityData.csv'))
      expect([table.headings.length, rows.length, rows.some((row) => row.problem)]).toEqual([31, 38, false])
    })

    it('reads deals to the last', async () => {
      const { headings, rows } = await read(join(opportunities ?? '', 'sales_pipeline.csv'))
      const stage = headings.indexOf('deal_stage')
      const value = headings.indexOf('close_value')
      const won = rows.filter((row) => row.cells[stage] === 'Won')
      expect([rows.length, won.length]).toEqual([8800, 4238])
      expect(won.reduce((sum, row) => sum + Number(row.cells[value]), 0)).toBe(10_005_534)
      expect(rows.at(-1)?.number).toBe(8801)
    })

    it('reads a gzipped phone campaign', async () => {
      const { table, rows } = await read(join(bank ?? '', 'bank-full.csv.gz'))
      expect([table.delimiter, rows.length, rows.filter((row) => row.cells.at(-1) === 'yes').length]).toEqual(
        [';', 45_211, 5289],
      )
    })

    it('finds percent signs for delimiters', async () => {
      const { table, rows } = await read(join(pairs ?? '', 'acm.csv'))
      expect([table.delimiter, table.headings, rows.length]).toEqual([
        '%',
        ['id', 'title', 'authors', 'venue', 'year'],
        2294,
      ])
    })

    it('reads half a million invoice lines', async () => {
      const { rows } = await read(retail ?? '')
      expect([
        rows.length,
        rows.filter((row) => row.cells[6] === '').length,
        rows.some((row) => row.problem),
      ]).toEqual([541_909, 135_080, false])
    })
  },
)

async function read(path: string, options?: OpenOptions) {
  const table = await openTable(path, options)
  const rows: TableRow[] = []
  for await (const row of table.rows()) rows.push(row)
  await table.close()
  return { table, headings: table.headings, rows }
}
