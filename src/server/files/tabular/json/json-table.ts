import type { ByteSource } from '../bytes.ts'
import { decoded } from '../csv/csv-text.ts'
import type { TextNature } from '../csv/find-encoding.ts'
import { refusal } from '../damage.ts'
import { limits, type RowOptions, type Table, type TableRow, unreadable } from '../table.ts'
import { flatRecord } from './flat-record.ts'
import { type JsonLayout, jsonCutter } from './json-cutter.ts'
import { type ListPlace, listFinder } from './list-finder.ts'

/** One record, or what stands in the place of one. */
type Found = { cells: Map<string, string> } | { text: string }

/** Opens a list of records, a list inside an object, or a record a line; one pass tells their columns. */
export async function openJson(source: ByteSource, nature: TextNature, start: string): Promise<Table> {
  let bytesRead = 0
  const pieces = () =>
    decoded(source, nature, (bytes) => {
      bytesRead = bytes
    })
  const layout = await layoutOf(pieces, start)
  const { headings, count } = await lookThrough(recordsOf(pieces(), layout))
  bytesRead = 0
  return {
    format: 'json',
    encoding: nature.encoding,
    delimiter: null,
    sheets: [],
    sheet: null,
    headerRow: 0,
    headings,
    rows: (options) => rowsOf(recordsOf(pieces(), layout), headings, options),
    estimateRows: count,
    bytes: source.size,
    bytesRead: () => bytesRead,
    close: async () => {},
  }
}

/** How a file holds its records, and where, if they stand in a list inside an object. */
interface Layout {
  as: JsonLayout
  place?: ListPlace
}

/** An object that is alone in the file and holds a list of objects is only the wrapping of that list. */
async function layoutOf(pieces: () => AsyncIterable<{ text: string }>, start: string): Promise<Layout> {
  if (/^\s*\[/.test(start)) return { as: 'list' }
  const whole = jsonCutter('sequence')
  const finder = listFinder()
  let values = 0
  // A wrapping may be longer than any record, so it need not fit where there is a list in it.
  try {
    for await (const { text } of pieces()) {
      finder.write(text)
      for (const _ of whole.write(text)) values++
      if (values > 1) return { as: 'sequence' }
    }
  } catch (error) {
    if (!finder.found()) throw error
  }
  const place = finder.found()
  return place ? { as: 'wrapped', place } : { as: 'sequence' }
}

async function lookThrough(records: AsyncIterable<Found>): Promise<{ headings: string[]; count: number }> {
  const headings = new Set<string>()
  let count = 0
  for await (const found of records) {
    if (++count > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
    if (!('cells' in found)) continue
    for (const heading of found.cells.keys()) headings.add(heading)
    if (headings.size > limits.columns) unreadable('too-many-columns', { limit: limits.columns })
  }
  if (headings.size === 0) unreadable(count === 0 ? 'empty' : 'json')
  return { headings: [...headings], count }
}

async function* recordsOf(
  pieces: AsyncIterable<{ text: string }>,
  { as, place }: Layout,
): AsyncGenerator<Found> {
  const cutter = jsonCutter(as, place)
  for await (const { text } of pieces) for (const one of cutter.write(text)) yield parsed(one)
  const left = cutter.end()
  if (left !== '') yield parsed(left)
}

function parsed(text: string): Found {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { cells: flatRecord(value) }
  } catch {
    // No JSON: told as a row that cannot be read.
  }
  return { text }
}

async function* rowsOf(
  records: AsyncIterable<Found>,
  headings: readonly string[],
  { from = 1, signal }: RowOptions = {},
): AsyncGenerator<TableRow> {
  let number = 0
  try {
    for await (const found of records) {
      signal?.throwIfAborted()
      if (++number < from) continue
      if ('cells' in found) {
        const cells = headings.map((heading) => found.cells.get(heading) ?? '')
        if (cells.some((cell) => cell.trim() !== '')) yield { number, cells }
      } else {
        const cells = headings.map((_, index) => (index === 0 ? found.text.slice(0, 2000) : ''))
        yield { number, cells, problem: 'not-a-record' }
      }
    }
  } catch (error) {
    throw refusal(error, signal)
  }
}
