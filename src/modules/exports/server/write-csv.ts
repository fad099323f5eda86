import type { Cell } from '../../../server/files/tabular/cell.ts'
import { guardText } from '../../imports/index.ts'

const byteOrderMark = '\ufeff'

/**
 * A table as CSV the way spreadsheets of the reader's language open it: UTF-8 with its mark, lines of Windows, and where
 * the comma parts decimals the semicolon parts cells. What a spreadsheet would run is kept from it by an apostrophe.
 */
export async function* csvText(
  headings: readonly string[],
  pages: AsyncIterable<readonly (readonly Cell[])[]>,
  locale: 'ru' | 'en',
): AsyncGenerator<string> {
  const delimiter = locale === 'ru' ? ';' : ','
  const line = (cells: readonly Cell[]) =>
    `${cells.map((cell) => quoted(textOf(cell, locale), delimiter)).join(delimiter)}\r\n`
  yield byteOrderMark + line(headings)
  for await (const rows of pages) yield rows.map(line).join('')
}

function textOf(cell: Cell, locale: 'ru' | 'en'): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return guardText(cell)
  if ('number' in cell) return locale === 'ru' ? cell.number.replace('.', ',') : cell.number
  const [year, month, date] = cell.day.split('-')
  const day = locale === 'ru' ? `${date}.${month}.${year}` : cell.day
  return cell.time ? `${day} ${cell.time}` : day
}

function quoted(text: string, delimiter: string): string {
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
}
