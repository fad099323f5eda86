import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { temporaryFile } from '../../../../../tests/helpers/temporary-file.ts'
import { openTable } from '../open-table.ts'
import type { RowOptions, TableRow } from '../table.ts'

async function read(page: string | Buffer, options?: RowOptions) {
  const table = await openTable(temporaryFile(page))
  const rows: TableRow[] = []
  for await (const row of table.rows(options)) rows.push(row)
  return { table, rows }
}

describe('a table of a web page', () => {
  it('is read as Bitrix24 saves it under the name of Excel', async () => {
    const page = `
      <meta http-equiv="Content-type" content="text/html;charset=UTF-8" />
      <style> td { mso-number-format:"\\@"; } </style>
      <table border="1">
        <thead><tr><th>ID</th><th>Название</th><th>Стадия сделки</th><th>Комментарий</th></tr></thead>
        <tbody>
          <tr><td>17</td><td>ООО &quot;Ромашка&quot; &amp; Ко</td><td>Новая</td><td>&nbsp;</td></tr>
          <tr><td>18</td><td>5 &lt; 6</td><td>В работе</td><td>первая<br>вторая
            <script>alert(1)</script></td></tr>
        </tbody>
      </table>`
    const { table, rows } = await read(page)
    expect(table).toMatchObject({
      format: 'html',
      headerRow: 1,
      headings: ['ID', 'Название', 'Стадия сделки', 'Комментарий'],
      estimateRows: 2,
    })
    expect(rows).toEqual([
      { number: 2, cells: ['17', 'ООО "Ромашка" & Ко', 'Новая', ''] },
      { number: 3, cells: ['18', '5 < 6', 'В работе', 'первая\nвторая'] },
    ])
  })

  it('is found among others, in any encoding, whatever tags are left out', async () => {
    const page = `<html><body><table><tr><td>Отчёт</td><td>за май</td></tr></table>
      <table><tr><td><table><tr><th>Имя<th>Город<tr><td>Анна<td>Омск<tr><td>Пётр<td>Тула</table></table>`
    const { table, rows } = await read(iconv.encode(page, 'windows-1251'))
    expect(table).toMatchObject({ encoding: 'windows-1251', headings: ['Имя', 'Город'] })
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Анна', 'Омск'],
      ['Пётр', 'Тула'],
    ])
  })

  it('keeps its columns where cells span several', async () => {
    const page = `<table><tr><th>Name</th><th>City</th><th>Phone</th><th>Mail</th></tr>
      <tr><td rowspan="2">Anna</td><td>Omsk</td><td>1</td><td>a</td></tr>
      <tr><td>Tula</td><td colspan="2">2</td></tr>
      <tr><td>Pyotr</td></tr></table>`
    const { rows } = await read(page)
    expect(rows).toEqual([
      { number: 2, cells: ['Anna', 'Omsk', '1', 'a'] },
      { number: 3, cells: ['Anna', 'Tula', '2', ''] },
      { number: 4, cells: ['Pyotr', '', '', ''], problem: 'too-few-cells' },
    ])
  })

  it('gives back what was written, wherever one goes on', async () => {
    const text = fc
      .string({ unit: fc.constantFrom(...'аЯé<>&"\'; =/x1') })
      .map((one) => one.replace(/ +/g, ' ').trim())
    const table = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 20 })
    const escaped = (one: string) =>
      one.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    await fc.assert(
      fc.asyncProperty(table, fc.nat({ max: 20 }), async (cells, from) => {
        const lines = [['Имя', 'Компания', 'Примечание'], ...cells].map(
          (row) => `<tr>${row.map((one) => `<td>${escaped(one)}</td>`).join('')}</tr>`,
        )
        const page = await openTable(temporaryFile(`<table>${lines.join('')}</table>`), { headerRow: 1 })
        const rows: string[][] = []
        for await (const row of page.rows({ from })) rows.push(row.cells)
        const wanted = cells.filter((row, index) => row.some((one) => one !== '') && index + 2 >= from)
        expect(rows).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })
})
