import { setImmediate } from 'node:timers/promises'
import type { Table, TableRow } from '../../../server/files/tabular/table.ts'
import type { ImportRun } from './import-run.ts'
import type { ReadRow } from './read-row.ts'

/** The first batch is small, so that a screen shows progress at once. */
const firstBatch = 100
const batchSize = 2000
/** Rows read at a stretch; then whoever waits has the processor, be it the batch being written or a screen. */
const slice = 25
/** Rows of long texts come in smaller batches, so that memory stays bounded. */
const batchCharacters = 2_000_000

/** Cells mended by hand, by row and heading. */
export type Fixes = ReadonlyMap<number, Record<string, string>>

export interface BatchOptions {
  /** Number of the last row already dealt with. */
  after: number
  signal: AbortSignal
  run: Pick<ImportRun, 'read' | 'headings'>
  fixes: Fixes
}

/** The rows of a file, read and in batches. */
export async function* batchesOf(
  table: Table,
  { after, signal, run, fixes }: BatchOptions,
): AsyncGenerator<ReadRow[]> {
  let batch: ReadRow[] = []
  let size = firstBatch
  let characters = 0
  for await (const row of table.rows({ from: after + 1, signal })) {
    if (batch.length % slice === slice - 1) await setImmediate()
    batch.push(run.read(mended(row, run.headings, fixes.get(row.number))))
    for (const cell of row.cells) characters += cell.length
    if (batch.length < size && characters < batchCharacters) continue
    yield batch
    batch = []
    size = batchSize
    characters = 0
  }
  if (batch.length > 0) yield batch
}

/** Cells mended in the check stand in the place of the file's, and mend the row. */
function mended(row: TableRow, headings: string[], fix: Record<string, string> | undefined): TableRow {
  if (!fix) return row
  const cells = headings.map((heading, index) =>
    Object.hasOwn(fix, heading) ? fix[heading]! : (row.cells[index] ?? ''),
  )
  return { number: row.number, cells }
}
