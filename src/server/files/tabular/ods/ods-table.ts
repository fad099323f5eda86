import { refusal } from '../damage.ts'
import { sampleRows } from '../fit-row.ts'
import { findHeaderRow, headerCells, nameHeadings } from '../header-row.ts'
import { limits, type OpenOptions, type RowOptions, type Table, type TableRow, unreadable } from '../table.ts'
import type { Archive } from '../xlsx/archive.ts'
import { readXml, xmlFeed } from '../xlsx/xml.ts'
import { type OdsRow, odsRows } from './ods-rows.ts'

const content = 'content.xml'

/** A table of the document: its name, its first rows and how many rows it has. */
interface Sheet {
  name: string
  rows: OdsRow[]
  count: number
}

/** Whether a zip is a spreadsheet of LibreOffice and its kin. */
export async function isOds(archive: Archive): Promise<boolean> {
  if (!archive.has('mimetype') || !archive.has(content)) return false
  let kind = ''
  for await (const chunk of (await archive.read('mimetype')) as AsyncIterable<Buffer>) {
    kind += chunk.toString('latin1')
    if (kind.length > 200) break
  }
  return kind.startsWith('application/vnd.oasis.opendocument.spreadsheet')
}

/** Opens a table of a spreadsheet document. One pass tells what its tables hold; the archive stays open until it is closed. */
export async function openOds(archive: Archive, size: number, options: OpenOptions): Promise<Table> {
  await refuseEncrypted(archive)
  const kept = Math.max(sampleRows, options.headerRow ?? 0)
  const sheets = await lookThrough(archive, kept)
  const filled = sheets.filter(({ count }) => count > 0)
  const sheet = options.sheet === undefined ? filled[0] : sheets.find(({ name }) => name === options.sheet)
  if (!sheet && options.sheet !== undefined) unreadable('no-such-sheet', { value: options.sheet })
  if (!sheet || sheet.count === 0) unreadable('empty')
  const headerRow = options.headerRow ?? findHeaderRow(sheet.rows.slice(0, sampleRows))
  const header = headerCells(sheet.rows, headerRow)
  if (headerRow !== 0 && !header) unreadable('no-such-row', { limit: sheet.rows.at(-1)?.number })
  const headings = nameHeadings(
    header ?? [],
    sheet.rows.filter(({ number }) => number > headerRow),
  )
  let read = 0
  return {
    format: 'ods',
    encoding: null,
    delimiter: null,
    sheets: filled.map(({ name }) => name),
    sheet: sheet.name,
    headerRow,
    headings,
    rows: (rowOptions) => {
      const batches = rowsOf(archive, (bytes) => {
        read = bytes
      })
      return tableRows(
        batches,
        { table: sheets.indexOf(sheet), headerRow, width: headings.length },
        rowOptions,
      )
    },
    estimateRows: Math.max(0, sheet.count - sheet.rows.filter(({ number }) => number <= headerRow).length),
    bytes: size,
    bytesRead: () => Math.min(size, Math.round((read / Math.max(1, archive.size(content))) * size)),
    close: async () => archive.close(),
  }
}

/** A document with a password says so in its manifest; its content is no XML then. */
async function refuseEncrypted(archive: Archive): Promise<void> {
  if (!archive.has('META-INF/manifest.xml')) return
  await readXml(await archive.read('META-INF/manifest.xml'), {
    open: (name) => name === 'encryption-data' && unreadable('password'),
  })
}

async function lookThrough(archive: Archive, kept: number): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  const handlers = odsRows({
    table: (name) => sheets.push({ name, rows: [], count: 0 }),
    row(row) {
      const sheet = sheets[row.table]!
      if (++sheet.count > limits.rows + kept) unreadable('too-many-rows', { limit: limits.rows })
      if (sheet.rows.length < kept) sheet.rows.push(row)
    },
  })
  await readXml(await archive.read(content), handlers)
  return sheets
}

/** The rows each piece of the content brings to an end. */
async function* rowsOf(archive: Archive, progress: (bytes: number) => void): AsyncGenerator<OdsRow[]> {
  const stream = await archive.read(content)
  let rows: OdsRow[] = []
  const feed = xmlFeed(odsRows({ table: () => {}, row: (row) => rows.push(row) }))
  let bytes = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length
      progress(bytes)
      feed.write(chunk)
      yield rows
      rows = []
    }
    feed.end()
    yield rows
  } finally {
    stream.destroy()
  }
}

async function* tableRows(
  batches: AsyncIterable<OdsRow[]>,
  of: { table: number; headerRow: number; width: number },
  { from = 1, signal }: RowOptions = {},
): AsyncGenerator<TableRow> {
  let count = 0
  try {
    for await (const rows of batches) {
      signal?.throwIfAborted()
      for (const row of rows) {
        if (row.table > of.table) return
        if (row.table < of.table || row.number <= of.headerRow) continue
        if (++count > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
        if (row.number >= from) yield fitted(row, of.width)
      }
    }
  } catch (error) {
    throw refusal(error, signal)
  }
}

/** Empty cells at the end of a row are not in the file; what stands beside the table belongs to no column. */
function fitted({ number, cells, problem }: OdsRow, width: number): TableRow {
  const wide = Array.from({ length: Math.max(width, cells.length) }, (_, column) => cells[column] ?? '')
  const named = cells.length > width ? 'stray-cells' : problem
  return named ? { number, cells: wide, problem: named } : { number, cells: wide }
}
