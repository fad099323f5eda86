import type { ByteSource } from '../bytes.ts'
import { refusal } from '../damage.ts'
import { findHeadings, fitRow, isBlank } from '../fit-row.ts'
import type { NumberedRow } from '../header-row.ts'
import { limits, type OpenOptions, type RowOptions, type Table, type TableRow, unreadable } from '../table.ts'
import { type CsvRecord, csvSplitter } from './csv-records.ts'
import { decoded, type StartOfText } from './csv-text.ts'
import { delimiterLine, findDelimiter, findNewline } from './find-delimiter.ts'
import type { TextNature } from './find-encoding.ts'
import { refuseForeignText } from './foreign-text.ts'

/** Everything a pass over the file needs to cut it into records. */
interface Dialect {
  nature: TextNature
  delimiter: string
  newline: '\n' | '\r'
  /** The file begins with Excel's `sep=` line, which is no row. */
  delimiterLine: boolean
}

/** Opens delimited text by its nature and start, which tell the dialect and the headings; nothing stays open. */
export async function openCsv(
  source: ByteSource,
  nature: TextNature,
  start: StartOfText,
  options: OpenOptions,
): Promise<Table> {
  refuseForeignText(start.text)
  if (start.complete && !/[\p{L}\p{N}]/u.test(start.text)) unreadable('empty')
  const dialect = findDialect(start, nature, options)
  const records = splitStart(start, dialect)
  const { headerRow, headings } = findHeadings(records, options.headerRow)
  const found = records.length - headerRow
  let bytesRead = 0
  return {
    format: 'csv',
    encoding: nature.encoding,
    delimiter: dialect.delimiter,
    sheets: [],
    sheet: null,
    headerRow,
    headings,
    rows: (rowOptions) => {
      const records = pieces(source, dialect, (bytes) => {
        bytesRead = bytes
      })
      return tableRows(records, { dialect, headerRow, width: headings.length }, rowOptions)
    },
    estimateRows: start.complete ? found : Math.round((found * nature.bytes) / start.bytes),
    bytes: source.size,
    bytesRead: () => bytesRead,
    close: async () => {},
  }
}

function findDialect({ text, complete }: StartOfText, nature: TextNature, options: OpenOptions): Dialect {
  const newline = findNewline(text)
  const named = delimiterLine(text)
  const delimiter = options.delimiter ?? named ?? findDelimiter(text, newline, complete)
  return { nature, newline, delimiter, delimiterLine: named !== undefined }
}

function splitStart({ text, complete }: StartOfText, dialect: Dialect): NumberedRow[] {
  const splitter = csvSplitter(dialect.delimiter, dialect.newline)
  let records = [...splitter.write(text)]
  if (complete || records.length === 0) records = records.concat([...splitter.end()])
  return records
    .slice(dialect.delimiterLine ? 1 : 0)
    .map(({ cells }, index) => ({ number: index + 1, cells }))
}

/** The records of each piece of the file, cut only as they are taken: a slow reader holds one piece at a time. */
async function* pieces(source: ByteSource, dialect: Dialect, progress: (bytes: number) => void) {
  const splitter = csvSplitter(dialect.delimiter, dialect.newline)
  for await (const { text } of decoded(source, dialect.nature, progress)) yield splitter.write(text)
  yield splitter.end()
}

async function* tableRows(
  pieces: AsyncIterable<Iterable<CsvRecord>>,
  { dialect, headerRow, width }: { dialect: Dialect; headerRow: number; width: number },
  { from = 1, signal }: RowOptions = {},
): AsyncGenerator<TableRow> {
  let number = dialect.delimiterLine ? -1 : 0
  let count = 0
  try {
    for await (const piece of pieces) {
      signal?.throwIfAborted()
      for (const record of piece) {
        number++
        if (number <= headerRow || isBlank(record.cells)) continue
        if (++count > limits.rows) unreadable('too-many-rows', { limit: limits.rows })
        if (number >= from) yield fitRow({ number, ...record }, width, dialect.nature.damaged)
      }
    }
  } catch (error) {
    throw refusal(error, signal)
  }
}
