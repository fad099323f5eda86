import type { ByteSource } from '../bytes.ts'
import { decoded } from '../csv/csv-text.ts'
import type { TextNature } from '../csv/find-encoding.ts'
import { refusal } from '../damage.ts'
import { findHeadings, fitRow, isBlank, sampleRows } from '../fit-row.ts'
import type { NumberedRow } from '../header-row.ts'
import { limits, type OpenOptions, type RowOptions, type Table, type TableRow, unreadable } from '../table.ts'
import { type PageRow, pageRows } from './page-rows.ts'

/** Whether a text begins as a web page does, or as a piece of one with a table. */
export function isHtmlText(text: string): boolean {
  return /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|table|meta)[\s>]/i.test(text.slice(0, 4096))
}

/**
 * Opens the longest table of a web page: what some programs, Bitrix24 among them, save as "Excel". One pass tells which
 * it is. Refuses a page without one.
 */
export async function openHtml(
  source: ByteSource,
  nature: TextNature,
  { headerRow: given }: OpenOptions,
): Promise<Table> {
  let bytesRead = 0
  const pass = () =>
    rowsOf(
      decoded(source, nature, (bytes) => {
        bytesRead = bytes
      }),
    )
  const { table, rows, count } = await longest(pass(), Math.max(sampleRows, given ?? 0))
  const { headerRow, headings } = findHeadings(rows, given)
  bytesRead = 0
  return {
    format: 'html',
    encoding: nature.encoding,
    delimiter: null,
    sheets: [],
    sheet: null,
    headerRow,
    headings,
    rows: (options) => tableRows(pass(), { table, headerRow, headings, nature }, options),
    estimateRows: count - headerRow,
    bytes: source.size,
    bytesRead: () => bytesRead,
    close: async () => {},
  }
}

interface Candidate {
  table: number
  /** The first ones. */
  rows: NumberedRow[]
  /** Rows with something in more than one cell: pages are laid out with tables of one column. */
  count: number
}

async function longest(pages: AsyncIterable<PageRow[]>, kept: number): Promise<Candidate> {
  let best: Candidate | undefined
  const candidates = new Map<number, Candidate>()
  for await (const rows of pages)
    for (const { table, number, cells } of rows) {
      const one = candidates.get(table) ?? { table, rows: [], count: 0 }
      if (!candidates.has(table)) candidates.set(table, one)
      if (candidates.size > limits.sheets) unreadable('web-page')
      if (one.rows.length < kept) one.rows.push({ number, cells })
      if (cells.filter((cell) => cell !== '').length > 1) one.count++
      if (one.count > (best?.count ?? 0)) best = one
    }
  return best ?? unreadable('web-page')
}

async function* tableRows(
  pages: AsyncIterable<PageRow[]>,
  of: { table: number; headerRow: number; headings: string[]; nature: TextNature },
  { from = 1, signal }: RowOptions = {},
): AsyncGenerator<TableRow> {
  let count = 0
  try {
    for await (const rows of pages) {
      signal?.throwIfAborted()
      for (const row of rows) {
        if (row.table !== of.table || row.number <= of.headerRow || isBlank(row.cells)) continue
        if (++count > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
        if (row.number >= from) yield fitRow(row, of.headings.length, of.nature.damaged)
      }
    }
  } catch (error) {
    throw refusal(error, signal)
  }
}

/** The rows each piece of the text brings to an end. */
async function* rowsOf(pieces: AsyncIterable<{ text: string }>): AsyncGenerator<PageRow[]> {
  let rows: PageRow[] = []
  const reader = pageRows((row) => rows.push(row))
  for await (const { text } of pieces) {
    reader.write(text)
    yield rows
    rows = []
  }
  reader.end()
  yield rows
}
