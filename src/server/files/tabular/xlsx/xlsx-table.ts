import { refusal } from '../damage.ts'
import { findHeaderRow, headerCells, nameHeadings } from '../header-row.ts'
import { limits, type OpenOptions, type RowOptions, type Table, type TableRow, unreadable } from '../table.ts'
import { type Archive, openArchive } from './archive.ts'
import { readNumberFormats } from './number-formats.ts'
import { readSharedStrings, type SharedStrings } from './shared-strings.ts'
import { type SheetContext, type SheetRow, sheetReader } from './sheet-rows.ts'
import { readWorkbook, type Workbook } from './workbook.ts'

const sampleRows = 100
/** A sheet that shows nothing in so many bytes is taken for empty. */
const emptyAfter = 8 * 1024 * 1024

/** Opens a workbook; keeps the file and its shared texts until closed, the rows are read as they are asked for. */
export async function openXlsx(path: string, size: number, options: OpenOptions): Promise<Table> {
  const archive = await openArchive(path, size)
  let strings: SharedStrings | undefined
  const close = async () => {
    strings?.close()
    archive.close()
  }
  try {
    const workbook = await readWorkbook(archive)
    strings = await readSharedStrings(archive, workbook.sharedStrings)
    const meanings = await readNumberFormats(archive, workbook.styles)
    const context = { strings, meanings, from1904: workbook.from1904 }
    const { sheets, sheet } = await chooseSheet(archive, workbook, context, options.sheet)
    return { ...(await openSheet(archive, sheet, context, size, options.headerRow)), sheets, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Sheet = Workbook['sheets'][number]

async function chooseSheet(archive: Archive, workbook: Workbook, context: SheetContext, wanted?: string) {
  const visible: Sheet[] = []
  for (const sheet of workbook.sheets) {
    if (!sheet.hidden && (await firstRows(archive, sheet.path, context, 1)).rows.length > 0)
      visible.push(sheet)
  }
  const named = workbook.sheets.find(({ name }) => name === wanted)
  if (wanted !== undefined && !named) unreadable('no-such-sheet', { value: wanted })
  const sheet = named ?? visible[0] ?? unreadable('empty')
  return { sheet, sheets: visible.map(({ name }) => name) }
}

async function openSheet(
  archive: Archive,
  { name, path }: Sheet,
  context: SheetContext,
  size: number,
  givenHeaderRow?: number,
) {
  const first = await firstRows(archive, path, context, Math.max(sampleRows, givenHeaderRow ?? 0))
  if (first.rows.length === 0) unreadable('empty')
  const { headerRow, headings } = findHeadings(first.rows, givenHeaderRow)
  const unpackedSize = Math.max(1, archive.size(path))
  let read = 0
  return {
    format: 'xlsx' as const,
    encoding: null,
    delimiter: null,
    sheet: name,
    headerRow,
    headings,
    rows: (rowOptions?: RowOptions) => {
      const batches = sheetRows(archive, path, context, (bytes) => {
        read = bytes
      })
      return tableRows(batches, headings.length, headerRow, rowOptions)
    },
    estimateRows: estimate(first, headerRow, unpackedSize),
    bytes: size,
    bytesRead: () => Math.min(size, Math.round((read / unpackedSize) * size)),
  }
}

function findHeadings(
  sample: SheetRow[],
  given: number | undefined,
): { headerRow: number; headings: string[] } {
  const headerRow = given ?? findHeaderRow(sample)
  const header = headerCells(sample, headerRow)
  if (headerRow !== 0 && !header) unreadable('no-such-row', { limit: sample.at(-1)?.number })
  return {
    headerRow,
    headings: nameHeadings(
      header ?? [],
      sample.filter((row) => row.number > headerRow),
    ),
  }
}

interface FirstRows {
  rows: SheetRow[]
  /** The sheet has no more. */
  all: boolean
  /** As the sheet states it. */
  lastRow: number | undefined
  bytes: number
}

/** Some programs state the used range wrongly or not at all; then the size of the first rows tells. */
function estimate(
  { rows, all, lastRow = 0, bytes }: FirstRows,
  headerRow: number,
  unpackedSize: number,
): number {
  const seen = rows.filter((row) => row.number > headerRow).length
  if (all) return seen
  return lastRow > (rows.at(-1)?.number ?? 0)
    ? lastRow - headerRow
    : Math.round((seen * unpackedSize) / bytes)
}

async function firstRows(
  archive: Archive,
  path: string,
  context: SheetContext,
  count: number,
): Promise<FirstRows> {
  const stream = await archive.read(path)
  const reader = sheetReader(context)
  const rows: SheetRow[] = []
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      rows.push(...reader.write(chunk))
      bytes += chunk.length
      if (rows.length >= count || reader.ended() || (rows.length === 0 && bytes > emptyAfter)) break
    }
  } finally {
    stream.destroy()
  }
  return { rows, all: reader.ended(), lastRow: reader.lastRow(), bytes }
}

async function* sheetRows(
  archive: Archive,
  path: string,
  context: SheetContext,
  progress: (bytes: number) => void,
) {
  const stream = await archive.read(path)
  const reader = sheetReader(context)
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length
      progress(bytes)
      yield reader.write(chunk)
      if (reader.ended()) break
    }
    if (!reader.ended()) unreadable('damaged')
    progress(archive.size(path))
  } finally {
    stream.destroy()
  }
}

async function* tableRows(
  batches: AsyncIterable<SheetRow[]>,
  width: number,
  headerRow: number,
  { from = 1, signal }: RowOptions = {},
): AsyncGenerator<TableRow> {
  let count = 0
  try {
    for await (const batch of batches) {
      signal?.throwIfAborted()
      for (const row of batch) {
        if (row.number <= headerRow) continue
        if (++count > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
        if (row.number >= from) yield fitted(row, width)
      }
    }
  } catch (error) {
    throw refusal(error, signal)
  }
}

function fitted(row: SheetRow, width: number): TableRow {
  while (row.cells.length < width) row.cells.push('')
  if (row.cells.length > width) row.problem = 'stray-cells'
  return row
}
