import { cutText, storableText } from '../../../kernel/text/storable.ts'
import { FileGone, type FileStore } from '../../../server/files/file-store.ts'
import { openTable } from '../../../server/files/tabular/open-table.ts'
import { type Table, unreadable } from '../../../server/files/tabular/table.ts'
import type { ImportFile, ImportSettings } from '../import-settings.ts'

/** Key of the file of an import in the store. */
export const importKey = (id: string) => `imports/${id}`

/** The file of an import as its settings say to read it. */
export async function openImportFile(
  files: FileStore,
  id: string,
  settings: Partial<ImportSettings>,
): Promise<Table> {
  const { encoding, delimiter, sheet, headerRow } = settings
  const path = await files.local(importKey(id)).catch((error: unknown) => {
    if (error instanceof FileGone) unreadable('gone')
    throw error
  })
  return openTable(path, { encoding, delimiter, sheet, headerRow })
}

/** Enough rows to tell what a column holds; a wide file shows fewer, so that the answer stays small. */
const sampleRows = 100
const sampleText = 60_000
const sampleCell = 200

/** What a wizard needs to know of a file: how it is written, its headings and first rows. */
export async function lookAt(
  files: FileStore,
  id: string,
  settings: Partial<ImportSettings> = {},
): Promise<ImportFile> {
  const table = await openImportFile(files, id, settings)
  try {
    const sample = await sampleOf(table)
    const { format, encoding, delimiter, sheets, sheet, headerRow, headings, estimateRows, bytes } = table
    return {
      size: bytes,
      format,
      encoding,
      delimiter,
      sheets,
      sheet,
      headerRow,
      headings: headings.map(storableText),
      sample,
      estimatedRows: estimateRows,
    }
  } finally {
    await table.close()
  }
}

async function sampleOf(table: Table): Promise<string[][]> {
  const sample: string[][] = []
  let characters = 0
  for await (const { cells } of table.rows()) {
    const shown = cells.map((cell) => cutText(storableText(cell), sampleCell))
    sample.push(shown)
    characters += shown.join('').length + 3 * shown.length
    if (sample.length === sampleRows || characters > sampleText) break
  }
  return sample
}
