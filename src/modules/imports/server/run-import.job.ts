import { uuidv7 } from 'uuidv7'
import { Failure, isPassing } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { type ImportCounts, noCounts } from '../import-settings.ts'
import { batchesOf } from './batches.ts'
import { openImportFile } from './import-file.ts'
import { firstStatistics, importBatches, type Mode, type Pass } from './import-pass.ts'
import { openRun } from './import-run.ts'
import { fixesOf, type ImportRow, lockImport, lockProgress, saveImport } from './imports.queries.ts'
import { requireSamePerson } from './require-same-person.ts'
import { sortingBeside } from './sorting.ts'

/** Brings a file in. */
export const runImportJob: JobHandler = { name: 'import.run', run: (job) => goThrough(job, 'running') }

/** Goes through a file without writing a record. */
export const checkImportJob: JobHandler = { name: 'import.check', run: (job) => goThrough(job, 'checking') }

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
      const pass: Pass = {
        ...{ job, id, actor, mode, run, table, position, counts, name },
        nextStatistics: mode === 'running' ? position + firstStatistics : Number.POSITIVE_INFINITY,
        sorting: sortingBeside(job),
        decided: null,
      }
      const batches = batchesOf(table, { after: position, signal: job.signal, run, fixes })
      if (!(await importBatches(pass, batches))) return
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

function countsOf({ counts }: ImportRow, position: number): ImportCounts {
  return position === 0 ? noCounts : (counts ?? noCounts)
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
  if (isAborted || isPassing(error)) throw error
  const { code, params } = error instanceof Failure ? error : new Failure('server.unexpected')
  await finish(job, id, actor, mode, { status: 'failed', failure: { code, params } })
  if (!(error instanceof Failure)) throw error
}
