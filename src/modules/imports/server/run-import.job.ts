import { Failure } from '../../../kernel/errors/errors.ts'
import type { FileStore } from '../../../server/files/file-store.ts'
import { openTable } from '../../../server/files/tabular/open-table.ts'
import type { Table, TableRow } from '../../../server/files/tabular/table.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { type ImportCounts, type ImportSettings, noCounts } from '../import-settings.ts'
import { type ImportRun, openRun } from './import-run.ts'
import { fixesOf, lockImport, saveAct, saveImport, saveRows } from './imports.queries.ts'
import type { PlannedRow } from './plan-batch.ts'
import type { ReadRow } from './read-row.ts'
import { importRows } from './write-batch.ts'

/** The first batch is small, so that a screen shows progress at once. */
const firstBatch = 100
const batchSize = 1000

export const importKey = (id: string) => `imports/${id}`

/** The file of an import as its settings say to read it. */
export function openImportFile(
  files: FileStore,
  id: string,
  settings: Partial<ImportSettings>,
): Promise<Table> {
  const { encoding, delimiter, sheet, headerRow } = settings
  return openTable(files.path(importKey(id)), { encoding, delimiter, sheet, headerRow })
}

/** Brings a file in, or checks it. */
export const runImportJob: JobHandler = {
  name: 'import.run',
  run: ({ payload, ctx }) => goThrough(ctx, payload.id as string, payload.enqueuedBy as string, 'running'),
}

export const checkImportJob: JobHandler = {
  name: 'import.check',
  run: ({ payload, ctx }) => goThrough(ctx, payload.id as string, payload.enqueuedBy as string, 'checking'),
}

/**
 * Goes through the file batch by batch. The rows of a batch, what became of them and the position in the file
 * are one transaction, so after a kill the next try goes on exactly where this one stopped.
 */
async function goThrough(
  job: JobContext,
  id: string,
  actor: string,
  as: 'running' | 'checking',
): Promise<void> {
  const begun = await job.act(actor, async (ctx) => {
    const row = await lockImport(ctx, id)
    if (row.status !== as) return null
    return { row, run: await openRun(ctx, row, as === 'checking'), fixes: await fixesOf(ctx, id) }
  })
  if (!begun?.row.settings) return
  const { row, run, fixes } = begun
  // A check keeps nothing to go on from, so it starts anew.
  const from = as === 'checking' ? 0 : row.position
  try {
    const table = await openImportFile(job.install.files, id, row.settings!)
    try {
      let position = from
      let counts = from === 0 ? noCounts : (row.counts ?? noCounts)
      for await (const batch of readAhead(
        batchesOf(table, from, job.signal, (one) => run.read(mended(one, run, fixes))),
      )) {
        const next = await importBatch(job, { id, actor, as, run, position, counts, table }, batch)
        if (!next) return
        ;({ position, counts } = next)
      }
    } finally {
      await table.close()
    }
    const done = as === 'checking' ? ('checked' as const) : ('done' as const)
    await finish(job, id, actor, as, { status: done, progress: 1000 })
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'server.unavailable') throw error
    await finish(job, id, actor, as, {
      status: 'failed',
      failure: { code: error.code, params: error.params },
    })
  }
}

interface Place {
  id: string
  actor: string
  as: 'running' | 'checking'
  run: ImportRun
  position: number
  counts: ImportCounts
  table: Table
}

/** One batch in one transaction; null when the import was cancelled or another worker has it. */
function importBatch(
  job: JobContext,
  place: Place,
  batch: ReadRow[],
): Promise<{ position: number; counts: ImportCounts } | null> {
  const { id, actor, as, run, position, table } = place
  let tried = false
  return job.act(actor, async (ctx) => {
    const row = await lockImport(ctx, id)
    if (row.status !== as || (as === 'running' && row.position !== position)) return null
    if (tried) run.refs.forget()
    tried = true
    if (as === 'running') run.state = { turn: row.state.turn ?? 0, places: { ...row.state.places } }
    const planned = await importRows(ctx, run, batch)
    const counts = add(place.counts, planned)
    const last = batch.at(-1)!.number
    await saveRows(
      ctx,
      id,
      as === 'checking' ? planned.filter(({ problems }) => problems.length > 0) : planned,
    )
    if (ctx.rowsBefore.size > 0) await saveAct(ctx, id)
    const progress = Math.min(999, Math.floor((table.bytesRead() / Math.max(1, table.bytes)) * 1000))
    await saveImport(ctx, id, {
      counts,
      progress,
      ...(as === 'running' ? { position: last, state: run.state } : {}),
    })
    return { position: last, counts }
  })
}

async function* batchesOf(
  table: Table,
  after: number,
  signal: AbortSignal,
  read: ImportRun['read'],
): AsyncGenerator<ReadRow[]> {
  let batch: ReadRow[] = []
  let size = firstBatch
  for await (const row of table.rows({ from: after + 1, signal })) {
    batch.push(read(row))
    if (batch.length < size) continue
    yield batch
    batch = []
    size = batchSize
  }
  if (batch.length > 0) yield batch
}

/** Reads the next batch while the database is busy with this one. */
async function* readAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = source.next()
  try {
    for (;;) {
      const { value, done } = await next
      if (done) return
      next = source.next()
      // Awaited at the top; until then a failure must not count as unhandled.
      next.catch(() => {})
      yield value
    }
  } finally {
    await next.catch(() => {})
    await source.return(undefined)
  }
}

/** Cells mended in the check stand in the place of the file's, and mend the row. */
function mended(row: TableRow, run: ImportRun, fixes: Map<number, Record<string, string>>): TableRow {
  const fix = fixes.get(row.number)
  if (!fix) return row
  const cells = run.headings.map((heading, index) => fix[heading] ?? row.cells[index] ?? '')
  return { number: row.number, cells }
}

function add(counts: ImportCounts, rows: PlannedRow[]): ImportCounts {
  const sum = { ...counts }
  for (const { outcome, problems } of rows) {
    sum[outcome]++
    if (outcome !== 'failed' && problems.length > 0) sum.warnings++
  }
  return sum
}

function finish(
  job: JobContext,
  id: string,
  actor: string,
  as: string,
  changes: Parameters<typeof saveImport>[2],
): Promise<void> {
  return job.act(actor, async (ctx) => {
    const row = await lockImport(ctx, id)
    if (row.status === as) await saveImport(ctx, id, { ...changes, finishedAt: ctx.now })
  })
}
