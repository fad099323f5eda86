import iconv from 'iconv-lite'
import { type ByteSource, byteSource, readStart } from './bytes.ts'
import { openCsv } from './csv/csv-table.ts'
import { isJsonText, readStartOfText } from './csv/csv-text.ts'
import { findEncoding } from './csv/find-encoding.ts'
import { refusal } from './damage.ts'
import { isHtmlText, openHtml } from './html/html-table.ts'
import { openJson } from './json/json-table.ts'
import { isOds, openOds } from './ods/ods-table.ts'
import { packedFile } from './packed-file.ts'
import { sniff } from './sniff.ts'
import { limits, type OpenOptions, type Table, unreadable } from './table.ts'
import { openVcard } from './vcard/vcard-table.ts'
import { openArchive } from './xlsx/archive.ts'
import { openXlsx } from './xlsx/xlsx-table.ts'

/** Enough for the directory of a compound file, which may stand far from its beginning. */
const sniffed = 1024 * 1024

/**
 * Opens a file of records (CSV, JSON, address cards, a table of a web page, these also gzipped or alone in a zip, XLSX or ODS) whatever its
 * name says, and finds its encoding, delimiter, sheet and headings unless told. Refuses with `import.unreadable` and a `reason`. Close the table when done.
 */
export async function openTable(path: string, options: OpenOptions = {}): Promise<Table> {
  const { start, size } = await readStart(path, sniffed).catch(goneOrBroken)
  if (size > limits.bytes) unreadable('too-large', { limit: limits.bytes / 1024 ** 2 })
  if (size === 0) unreadable('empty')
  const kind = sniff(start)
  if (typeof kind === 'object') unreadable(kind.refused)
  try {
    return await (kind === 'zip'
      ? openZip(path, size, options)
      : openText(byteSource(path, size, kind === 'gzip'), options))
  } catch (error) {
    throw refusal(error)
  }
}

function goneOrBroken(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') unreadable('gone')
  throw error
}

/** A workbook, a spreadsheet document, or one file that was packed. */
async function openZip(path: string, size: number, options: OpenOptions): Promise<Table> {
  const archive = await openArchive(path, size)
  try {
    const packed = await packedFile(archive, size)
    if (packed) return { ...(await openText(packed, options)), close: async () => archive.close() }
    if (await isOds(archive)) return await openOds(archive, size, options)
  } catch (error) {
    archive.close()
    throw error
  }
  archive.close()
  return openXlsx(path, size, options)
}

/** Text is told apart by how it begins. */
async function openText(source: ByteSource, options: OpenOptions): Promise<Table> {
  refuseOptions(options)
  const nature = await findEncoding(source, options.encoding)
  const start = await readStartOfText(source, nature)
  if (isVcardText(start.text)) return openVcard(source, nature)
  if (isHtmlText(start.text)) return openHtml(source, nature, options)
  if (isJsonText(start.text)) return openJson(source, nature, start.text)
  return openCsv(source, nature, start, options)
}

/** Cards begin with `BEGIN:VCARD` on a line of its own; some programs put a line or two before it. */
function isVcardText(text: string): boolean {
  return /(?:^|[\r\n])[ \t]*BEGIN:VCARD[ \t]*(?:[\r\n]|$)/i.test(text.slice(0, 4096).replace(/^\ufeff/, ''))
}

function refuseOptions({ encoding, delimiter }: OpenOptions): void {
  if (encoding !== undefined && !iconv.encodingExists(encoding))
    unreadable('unknown-encoding', { value: encoding })
  if (delimiter !== undefined && !/^[^"\r\n]$/.test(delimiter))
    unreadable('unknown-delimiter', { value: delimiter })
}
