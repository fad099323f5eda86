import type { Table } from '../../../server/files/tabular/table.ts'
import type { ImportFile } from '../import-settings.ts'

/** Enough rows to tell what a column holds; a wide file shows fewer, so that the answer stays small. */
const sampleRows = 100
const sampleText = 60_000

/** What a wizard needs to know of a file: how it is written, its headings and first rows. */
export async function fileOf(table: Table): Promise<ImportFile> {
  const sample: string[][] = []
  let text = 0
  for await (const { cells } of table.rows()) {
    const shown = cells.map((cell) => cell.slice(0, 200))
    sample.push(shown)
    text += shown.join('').length + 3 * shown.length
    if (sample.length === sampleRows || text > sampleText) break
  }
  const { format, encoding, delimiter, sheets, sheet, headerRow, headings, estimateRows, bytes } = table
  return {
    size: bytes,
    format,
    encoding,
    delimiter,
    sheets,
    sheet,
    headerRow,
    headings,
    sample,
    estimatedRows: estimateRows ?? null,
  }
}
