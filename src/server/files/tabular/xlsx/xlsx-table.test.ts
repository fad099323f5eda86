import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../../tests/helpers/temporary-file.ts'
import { type FixtureCell, type FixtureWorkbook, xlsx } from '../../../../../tests/helpers/xlsx.ts'
import { openTable } from '../open-table.ts'
import type { OpenOptions, TableRow } from '../table.ts'

const styled = (style: number, value: string | number): FixtureCell => ({
  xml: `<c s="${style}"><v>${value}</v></c>`,
})

describe('openTable on XLSX', () => {
  it.each([true, false])('reads text, numbers and truth values (shared texts: %s)', async (shared) => {
    const rows = [
      ['Имя', 'Сумма', 'Клиент'],
      ['Анна & <Ко>', 12.5, true],
      ['  Иван\nПетров', -3, false],
    ]
    const { table, rows: found } = await read({ sheets: [{ name: 'Лист 1', rows }], shared })
    expect(table).toMatchObject({
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      sheet: 'Лист 1',
      sheets: ['Лист 1'],
      headerRow: 1,
    })
    expect(table.headings).toEqual(['Имя', 'Сумма', 'Клиент'])
    expect(found).toEqual([
      { number: 2, cells: ['Анна & <Ко>', '12.5', 'true'] },
      { number: 3, cells: ['  Иван\nПетров', '-3', 'false'] },
    ])
  })

  it('keeps the row numbers of the sheet, leaves out blank rows and fills gaps', async () => {
    const rows: FixtureCell[][] = [
      [],
      ['Отчёт'],
      [],
      ['a', 'b', 'c'],
      ['1', null, '3'],
      [null, ' '],
      [null, '2'],
    ]
    const { table, rows: found } = await read({ sheets: [{ name: 'S', rows }] })
    expect(table.headerRow).toBe(4)
    expect(found).toEqual([
      { number: 5, cells: ['1', '', '3'] },
      { number: 7, cells: ['', '2', ''] },
    ])
  })

  it('writes days and moments as ISO, percentages and money as they are shown', async () => {
    const formats = [
      'dd.mm.yyyy',
      '[$-419]d mmm yyyy h:mm;@',
      '#,##0.00\\ "₽"',
      '0%',
      'h:mm',
      '[h]:mm:ss',
      '0000000000',
    ]
    const values = [
      styled(1, 44035),
      styled(2, 44035.375),
      styled(3, 1234.5),
      styled(4, 0.25),
      styled(5, 0.5),
      styled(6, 1.5),
      styled(7, 105012345),
    ]
    const { rows } = await read({ sheets: [{ name: 'S', rows: [heads(7), values] }], formats })
    expect(rows[0]?.cells).toEqual([
      '2020-07-23',
      '2020-07-23T09:00:00',
      '1234.5 RUB',
      '25%',
      '12:00:00',
      '36:00:00',
      '0105012345',
    ])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const { rows } = await read({
      sheets: [{ name: 'S', rows: [['day'], [styled(1, 42573)]] }],
      formats: ['yyyy-mm-dd'],
      from1904: true,
    })
    expect(rows[0]?.cells).toEqual(['2020-07-23'])
  })

  it('takes the stored result of a formula, and reports errors and missing results', async () => {
    const cells = [
      { xml: '<c t="str"><f>A1</f><v>text</v></c>' },
      { xml: '<c><f>1+1</f><v>2</v></c>' },
      { xml: '<c t="str"><f>""</f><v></v></c>' },
    ]
    const broken = (xml: string) => ['x', { xml }, null]
    const rows = [
      heads(3),
      cells,
      broken('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
      broken('<c><f>A1</f></c>'),
    ]
    expect((await read({ sheets: [{ name: 'S', rows }] })).rows).toEqual([
      { number: 2, cells: ['text', '2', ''] },
      { number: 3, cells: ['x', '', ''], problem: 'formula-error' },
      { number: 4, cells: ['x', '', ''], problem: 'formula-without-value' },
    ])
  })

  it('joins rich text, leaves out its reading aid and undoes escapes', async () => {
    const rich =
      '<c t="inlineStr"><is><r><t>Иван</t></r><r><t xml:space="preserve"> Петров</t></r><rPh><t>x</t></rPh></is></c>'
    const rows = [
      ['a', 'b'],
      [{ xml: rich }, { xml: '<c t="str"><v>1_x000D_2_x005F_3_x0000_</v></c>' }],
    ]
    expect((await read({ sheets: [{ name: 'S', rows }] })).rows[0]?.cells).toEqual(['Иван Петров', '1\r2_3'])
  })

  it('reads cells and rows that do not name their place, and prefixed tags', async () => {
    const xml = `<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row><x:row><x:c/><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    const { table, rows } = await read({ sheets: [{ name: 'S', xml }] })
    expect(table.headings).toEqual(['a', 'b'])
    expect(rows).toEqual([{ number: 2, cells: ['', '2'] }])
  })

  it('offers the visible sheets that hold something and opens the first, or the one asked for', async () => {
    const sheets = [
      { name: 'Empty', rows: [] },
      { name: 'Secret', rows: [['a'], ['1']], state: 'hidden' as const },
      { name: 'First', rows: [['b'], ['2']] },
      { name: 'Second', rows: [['c'], ['3']] },
    ]
    expect((await read({ sheets })).table).toMatchObject({
      sheet: 'First',
      sheets: ['First', 'Second'],
      headings: ['b'],
    })
    expect((await read({ sheets }, { sheet: 'Second' })).table.headings).toEqual(['c'])
    expect((await read({ sheets }, { sheet: 'Secret' })).table.headings).toEqual(['a'])
    await expect(read({ sheets }, { sheet: 'Third' })).rejects.toMatchObject({
      params: { reason: 'no-such-sheet' },
    })
  })

  it('finds parts whatever the case of their names', async () => {
    const parts = [{ name: 'xl/SharedStrings.xml', content: '<sst><si><t>a</t></si></sst>' }]
    const sheets = [{ name: 'S', rows: [[{ xml: '<c t="s"><v>0</v></c>' }]] }]
    expect((await read({ sheets, parts })).table.headings).toEqual(['a'])
  })

  it('reports values beside the table', async () => {
    const { rows } = await read({
      sheets: [{ name: 'S', rows: [['a'], ['1'], ['2', null, 'remark'], ['3']] }],
    })
    expect(rows[1]).toEqual({ number: 3, cells: ['2', '', 'remark'], problem: 'stray-cells' })
  })

  it('reports values beyond the columns it reads', async () => {
    const xml =
      '<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="XFD2"><v>1</v></c></row></sheetData></worksheet>'
    expect((await read({ sheets: [{ name: 'S', xml }] })).rows).toEqual([
      { number: 2, cells: [''], problem: 'stray-cells' },
    ])
  })

  it('reads again from the row asked for and tells its progress', async () => {
    const rows = [['n'], ...Array.from({ length: 5000 }, (_, index) => [index])]
    const table = await openTable(temporaryFile(xlsx({ sheets: [{ name: 'S', rows }] })))
    expect(await all(table.rows())).toHaveLength(5000)
    expect(Math.abs(table.estimateRows - 5000)).toBeLessThan(1000)
    expect(table.bytesRead()).toBe(table.bytes)
    expect((await all(table.rows({ from: 5000 }))).map((row) => row.cells[0])).toEqual(['4998', '4999'])
    await table.close()
  })

  it('finds texts that do not fit in memory', async () => {
    const text = (index: number) => `Клиент номер ${index} `.repeat(index % 5000 === 0 ? 3000 : 10)
    const order = Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 20_000)
    const rows = [
      ['n'],
      ...Array.from({ length: 20_000 }, (_, index) => [text(index)]),
      ...order.map((index) => [text(index)]),
    ]
    const { rows: found } = await read({ sheets: [{ name: 'S', rows }], shared: true })
    expect(found.slice(20_000).map((row) => row.cells[0])).toEqual(order.map(text))
  })
})

const heads = (count: number) =>
  Array.from({ length: count }, (_, index) => `head ${String.fromCharCode(97 + index)}`)

async function read(workbook: FixtureWorkbook, options?: OpenOptions) {
  const table = await openTable(temporaryFile(xlsx(workbook)), options)
  const rows = await all(table.rows())
  await table.close()
  return { table, rows }
}

async function all(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const list: TableRow[] = []
  for await (const row of rows) list.push(row)
  return list
}
