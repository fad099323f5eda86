import { Failure, isPassing } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { takeBatch, undoBatch } from './batches.ts'
import { lockRun, saveRun } from './runs.queries.ts'
import { requireSamePerson } from './standing.ts'

/** Changes the records of a run batch by batch; after a kill the next try goes on where this one stopped. */
export const runBulkJob: JobHandler = {
  name: 'bulk.run',
  run: (job) => goOn(job, 'running', async (ctx, id) => (await takeBatch(ctx, id)).goesOn),
}

/** Takes a run back, its newest batch first, each in a transaction of its own. */
export const undoBulkJob: JobHandler = {
  name: 'bulk.undo',
  run: (job) => goOn(job, 'undoing', undoBatch),
}

async function goOn(
  { payload, ctx: job }: Parameters<JobHandler['run']>[0],
  status: 'running' | 'undoing',
  work: (ctx: Ctx, id: string) => Promise<boolean>,
): Promise<void> {
  // Both are put in by the verbs of this module and the platform.
  const { id, enqueuedBy: actor } = payload as { id: string; enqueuedBy: string }
  const batch = async (ctx: Ctx) => {
    job.signal.throwIfAborted()
    requireSamePerson(ctx, actor)
    const goesOn = await work(ctx, id)
    if (goesOn) await job.progressed(ctx)
    return goesOn
  }
  try {
    while (await job.act(actor, batch));
  } catch (error) {
    await stop(job, id, status, error)
  }
}

/**
 * A refusal ends the run and is told to its owner. What passes by itself is left to the next try of the job, and a fault
 * of ours is both told and reported.
 */
async function stop(job: JobContext, id: string, status: string, error: unknown): Promise<void> {
  if (job.signal.aborted || isPassing(error)) throw error
  const { code, params } = error instanceof Failure ? error : new Failure('server.unexpected')
  await job.act(null, async (ctx) => {
    const run = await lockRun(ctx, id)
    if (run.status === status)
      await saveRun(ctx, id, { status: 'failed', failure: { code, params }, finishedAt: ctx.now })
  })
  if (!(error instanceof Failure)) throw error
}
