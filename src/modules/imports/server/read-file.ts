import type { Table } from '../../../server/files/tabular/table.ts'
import type { ImportFile } from '../import-settings.ts'

const sampleSize = 20

/** What a wizard needs to know of a file: how it is written, its headings and first rows. */
export async function fileOf(table: Table): Promise<ImportFile> {
  const sample: string[][] = []
  for await (const { cells } of table.rows()) {
    sample.push(cells.map((cell) => cell.slice(0, 200)))
    if (sample.length === sampleSize) break
  }
  const { format, encoding, delimiter, sheets, sheet, headerRow, headings, estimateRows, bytes } = table
  return { size: bytes, format, encoding, delimiter, sheets, sheet, headerRow, headings, sample, estimatedRows: estimateRows ?? null }
}
