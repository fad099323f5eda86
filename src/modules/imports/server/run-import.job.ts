import { uuidv7 } from 'uuidv7'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { refreshStatistics } from '../../../server/db/statistics.ts'
import { emit } from '../../../server/events/events.ts'
import type { Table } from '../../../server/files/tabular/table.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { type ImportCounts, noCounts } from '../import-settings.ts'
import { batchesOf, readAhead } from './batches.ts'
import { openImportFile } from './import-file.ts'
import { type ImportRun, openRun, stateOf } from './import-run.ts'
import {
  fixesOf,
  type ImportRow,
  lockImport,
  lockProgress,
  saveAct,
  saveImport,
  saveRows,
} from './imports.queries.ts'
import type { PlannedRow } from './plan-batch.ts'
import type { ReadRow } from './read-row.ts'
import { importRows, isPassing } from './write-batch.ts'

type Mode = 'running' | 'checking'

/** Brings a file in. */
export const runImportJob: JobHandler = { name: 'import.run', run: (job) => goThrough(job, 'running') }

/** Goes through a file without writing a record. */
export const checkImportJob: JobHandler = { name: 'import.check', run: (job) => goThrough(job, 'checking') }

/** One pass over one file by one worker. */
interface Pass {
  job: JobContext
  id: string
  /** Who imports; every batch is an act of this person. */
  actor: string
  mode: Mode
  run: ImportRun
  table: Table
  position: number
  counts: ImportCounts
  /** Name of this pass; a check that another worker has begun anew is left to it. */
  name: string
  /** The row after which the planner is told how full the tables have become. */
  nextStatistics: number
}

/** Rows of an import after which statistics are taken for the first time; then at five times as many, and so on. */
const firstStatistics = 1000

/**
 * Goes through the file batch by batch. The rows of a batch, what became of them and the position in the file
 * are one transaction, so after a kill the next try goes on exactly where this one stopped.
 */
async function goThrough({ payload, ctx: job }: Parameters<JobHandler['run']>[0], mode: Mode): Promise<void> {
  // Both are put in by the verbs of this module and the platform.
  const { id, enqueuedBy: actor } = payload as { id: string; enqueuedBy: string }
  try {
    const begun = await job.act(actor, (ctx) => begin(ctx, id, actor, mode))
    if (!begun) return
    const { row, run, fixes, name } = begun
    const table = await openImportFile(job.install.files, id, run.settings)
    try {
      // A check keeps nothing to go on from, so it starts anew.
      const position = mode === 'checking' ? 0 : row.position
      const counts = countsOf(row, position)
      const nextStatistics = mode === 'running' ? position + firstStatistics : Number.POSITIVE_INFINITY
      const pass: Pass = { job, id, actor, mode, run, table, position, counts, name, nextStatistics }
      for await (const batch of readAhead(
        batchesOf(table, { after: position, signal: job.signal, run, fixes }),
      ))
        if (!(await importBatch(pass, batch))) return
    } finally {
      await table.close()
    }
    await finish(job, id, actor, mode, { status: mode === 'checking' ? 'checked' : 'done', progress: 1000 })
  } catch (error) {
    await stop(job, id, actor, mode, error)
  }
}

async function begin(ctx: Ctx, id: string, actor: string, mode: Mode) {
  const row = await lockImport(ctx, id)
  if (row.status !== mode) return null
  requireSamePerson(ctx, actor)
  const name = uuidv7()
  if (mode === 'checking') await saveImport(ctx, id, { state: { pass: name } })
  return { row, name, run: await openRun(ctx, row, mode === 'checking'), fixes: await fixesOf(ctx, id) }
}

/** Nobody works on in the name of somebody who may not any more. */
export function requireSamePerson(ctx: Ctx, actor: string): void {
  if (ctx.actor.userId !== actor) fail('access.denied', { right: 'import:create' })
}

function countsOf({ counts }: ImportRow, position: number): ImportCounts {
  return position === 0 ? noCounts : (counts ?? noCounts)
}

/** One batch in one transaction; false when the import was cancelled or another worker has it. */
async function importBatch(pass: Pass, batch: ReadRow[]): Promise<boolean> {
  const { job, id, actor, mode, run } = pass
  let tries = 0
  const done = await job.act(actor, async (ctx) => {
    const now = await lockProgress(ctx, id)
    if (now.status !== mode || !isMine(pass, now)) return null
    requireSamePerson(ctx, actor)
    if (tries++ > 0) startAnew(run)
    if (mode === 'running') run.state = stateOf(now)
    const rows = await importRows(ctx, run, batch)
    const counts = added(pass.counts, rows)
    const position = batch.at(-1)!.number
    await saveRows(ctx, id, rows)
    if (ctx.rowsBefore.size > 0) await saveAct(ctx, id)
    const progress = { counts, progress: progressOf(pass.table) }
    await saveImport(ctx, id, mode === 'running' ? { ...progress, position, state: run.state } : progress)
    await job.progressed(ctx)
    const isDue = position >= pass.nextStatistics
    if (isDue) await refreshStatistics(ctx, writtenTables(ctx, run))
    return { position, counts, nextStatistics: isDue ? position * 5 : pass.nextStatistics }
  })
  if (done) Object.assign(pass, done)
  return done !== null
}

/** Tables that grow with this import. */
function writtenTables({ registry }: Ctx, { entity, makes }: ImportRun): string[] {
  const kinds = registry.entities.filter(({ name }) => name === entity.name || makes(name))
  const isPeople = kinds.some(({ name }) => name === 'contact')
  return [
    ...kinds.map(({ table }) => table),
    ...(entity.worked ? ['steps'] : []),
    ...(isPeople ? ['identities'] : []),
  ]
}

function isMine({ mode, position, name }: Pass, now: Pick<ImportRow, 'position' | 'state'>): boolean {
  return mode === 'running' ? now.position === position : now.state.pass === name
}

/** The transaction was rolled back and is run again: what was found and made in it is not there. */
function startAnew(run: ImportRun): void {
  // What a check remembers cannot be taken back, so it begins again from the first row.
  if (run.isCheck) fail('server.unavailable')
  run.refs.forget()
  run.ways = null
}

function progressOf(table: Table): number {
  return Math.min(999, Math.floor((table.bytesRead() / Math.max(1, table.bytes)) * 1000))
}

function added(counts: ImportCounts, rows: PlannedRow[]): ImportCounts {
  const linked = { ...counts.linked }
  const sum = { ...counts }
  for (const { outcome, problems, linked: others } of rows) {
    sum[outcome]++
    if (outcome !== 'failed')
      for (const { kind, isNew } of others) {
        const { created, found } = linked[kind] ?? { created: 0, found: 0 }
        linked[kind] = isNew ? { created: created + 1, found } : { created, found: found + 1 }
      }
    if (outcome !== 'failed' && problems.length > 0) sum.warnings++
  }
  if (Object.keys(linked).length > 0) sum.linked = linked
  return sum
}

function finish(
  job: JobContext,
  id: string,
  actor: string,
  mode: Mode,
  changes: Parameters<typeof saveImport>[2],
): Promise<void> {
  return job.act(actor, async (ctx) => {
    const { status } = await lockProgress(ctx, id)
    if (status !== mode) return
    await saveImport(ctx, id, { ...changes, finishedAt: ctx.now })
    if (mode === 'checking') return
    const data = { import: id, status: changes.status }
    emit(ctx, { kind: 'user.import-finished', entity: 'user', recordId: actor, data })
  })
}

/**
 * A refusal ends the import and is told to its owner, who may put it right and go on. What passes by itself is left to
 * the next try of the job, and a fault of ours is both told and reported.
 */
async function stop(job: JobContext, id: string, actor: string, mode: Mode, error: unknown): Promise<void> {
  const isAborted = job.signal.aborted
  if (isAborted || (error instanceof Failure && isPassing(error))) throw error
  const { code, params } = error instanceof Failure ? error : new Failure('server.unexpected')
  await finish(job, id, actor, mode, { status: 'failed', failure: { code, params } })
  if (!(error instanceof Failure)) throw error
}
