import { fail } from '../../../kernel/errors/errors.ts'

/** What the user may say about a file instead of letting it be found. */
export interface OpenOptions {
  /** A name iconv-lite knows: `windows-1251`, `utf-8` … CSV only. */
  encoding?: string
  /** One character. CSV only. */
  delimiter?: string
  /** Name of a worksheet, hidden ones included. XLSX only. */
  sheet?: string
  /** Number of the row with the headings as the user sees it; 0 when the file has none. */
  headerRow?: number
}

/** One row below the headings; rows without a filled cell are left out. */
export interface TableRow {
  /** 1-based, as a spreadsheet program shows it: the physical row of a sheet, the record of a CSV or JSON file, the card. */
  number: number
  /**
   * As many as there are headings; more only in a row with the problem `too-many-cells` or `stray-cells`.
   * They may share memory with the piece of file they came from, so keep few of them for long.
   */
  cells: string[]
  problem?: RowProblem
}

export interface RowOptions {
  /** Number of the first row wanted. */
  from?: number
  signal?: AbortSignal
}

/** An open file of rows and columns. Each call of `rows` reads it anew; nothing is held but the shared texts of a workbook. */
export interface Table {
  format: 'csv' | 'xlsx' | 'ods' | 'html' | 'vcard' | 'json'
  /** Found or given; null for a workbook. */
  encoding: string | null
  delimiter: string | null
  /** Visible worksheets that hold something; empty for CSV. */
  sheets: string[]
  sheet: string | null
  /** Row the headings stand in; 0 when the file has none, as with cards and JSON. */
  headerRow: number
  /** Trimmed and unique; a column without one is called by its letter. */
  headings: string[]
  /** Refuses with `import.unreadable` when the file turns out to be broken or beyond a limit. */
  rows(options?: RowOptions): AsyncIterable<TableRow>
  /** Rows below the headings, roughly. */
  estimateRows: number
  /** Size of the file. */
  bytes: number
  /** How far the newest pass of `rows` is, on the scale of `bytes`. */
  bytesRead(): number
  /** Gives back the file and the memory; call it when done, whatever happened. */
  close(): Promise<void>
}

/**
 * What may be wrong with one row, sentence `import.row.<key>`. An error means the cells cannot be trusted; after a
 * warning they are what the file says, but perhaps not what its author meant.
 */
export const rowProblems = {
  'unclosed-quote': 'error',
  'too-many-cells': 'error',
  'bad-characters': 'error',
  'bad-quote': 'warning',
  'too-few-cells': 'warning',
  'stray-cells': 'warning',
  'formula-error': 'warning',
  'formula-without-value': 'warning',
  'card-not-closed': 'warning',
  'picture-left-out': 'warning',
  'not-a-record': 'error',
} as const satisfies Record<string, 'error' | 'warning'>

export type RowProblem = keyof typeof rowProblems

/** Why a file cannot be read, sentence `import.unreadable.<reason>`. */
export const unreadableReasons = [
  'gone',
  'empty',
  'damaged',
  'too-large',
  'unpacks-too-large',
  'too-many-entries',
  'too-many-sheets',
  'too-many-columns',
  'too-many-rows',
  'too-many-texts',
  'line-too-long',
  'unsafe',
  'password',
  'old-excel',
  'excel-binary',
  'opendocument',
  'web-page',
  'xml',
  'json',
  'calendar',
  'mail',
  'pdf',
  'image',
  'document',
  'archive',
  'binary',
  'no-such-sheet',
  'no-such-row',
  'unknown-encoding',
  'unknown-delimiter',
] as const

export type UnreadableReason = (typeof unreadableReasons)[number]

/** Refuses the file: `import.unreadable` with the reason and, for a limit, its number as `limit`. */
export function unreadable(reason: UnreadableReason, params: { limit?: number; value?: string } = {}): never {
  fail('import.unreadable', { reason, ...params })
}

/** Bounds of what is read from one file. */
export const limits = {
  bytes: 100 * 1024 * 1024,
  /** Unpacked may be this many times the packed size, or `unpackedFloor` if that is more … */
  ratio: 100,
  unpackedFloor: 50 * 1024 * 1024,
  /** … but never more than this. */
  unpacked: 4 * 1024 ** 3,
  entries: 10_000,
  sheets: 50,
  columns: 500,
  rows: 1_000_000,
  /** Different texts of one workbook. */
  texts: 5_000_000,
  /** Characters of one line of CSV or one piece of XML; no honest cell comes near. */
  line: 4_000_000,
  /** Characters a quoted cell may run on before its quote is taken for unclosed. */
  quoted: 1_000_000,
} as const
