import type { Entity } from '../../../kernel/entities/entity.ts'
import { type Failure, fail, isFailure } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { isPlanted } from '../../../server/plants.ts'
import { undoAct } from '../../../server/records/undo.ts'
import { perform, requireSense } from './acts.ts'
import {
  forgetAct,
  idsFrom,
  lastAct,
  lockRun,
  type RunRow,
  saveAct,
  saveRefusals,
  saveRun,
} from './runs.queries.ts'
import { requireStanding } from './standing.ts'

/** Records written with one statement. */
const together = 100
/** Nobody waits longer for records that are being changed: a batch ends after so many milliseconds. */
const longestBatch = 800

export interface Batch {
  run: RunRow
  refusals: { id: string; failure: Failure }[]
  /** Whether there is more to do. */
  goesOn: boolean
}

/**
 * Changes the next records of a run in the transaction of `ctx`, which is one act. What became of them and how far the
 * run is are written with them, so nothing is done twice, whoever comes after a kill.
 */
export async function takeBatch(ctx: Ctx, id: string): Promise<Batch> {
  const run = await lockRun(ctx, id)
  if (run.status !== 'running') return { run, refusals: [], goesOn: false }
  const entity = entityOf(ctx, run)
  requireStanding(ctx, entity, run.act, run.standing)
  await requireSense(ctx, entity, run.act)
  const ids = await idsFrom(ctx, id, run.position)
  const until = performance.now() + longestBatch
  const refusals: Batch['refusals'] = []
  let taken = 0
  while (taken < ids.length && (taken === 0 || performance.now() < until)) {
    const part = ids.slice(taken, taken + together)
    for (const outcome of await perform(ctx, entity, run.act, part)) {
      if ('failure' in outcome) refusals.push(outcome)
      else run[outcome.result]++
    }
    taken += part.length
  }
  run.position += taken
  run.refused += refusals.length
  const isDone = run.position >= run.total
  if (isDone) run.status = 'done'
  await saveRefusals(ctx, id, refusals)
  if (ctx.rowsBefore.size > 0) await saveAct(ctx, id)
  const { position, changed, unchanged, refused, status } = run
  await saveRun(ctx, id, {
    position,
    changed,
    unchanged,
    refused,
    status,
    ...(isDone && { finishedAt: ctx.now }),
  })
  return { run, refusals, goesOn: !isDone }
}

/** Takes back the newest batch that is left of a run; false when there is none. */
export async function undoBatch(ctx: Ctx, id: string): Promise<boolean> {
  const run = await lockRun(ctx, id)
  if (run.status !== 'undoing') return false
  const last = await lastAct(ctx, id)
  if (!last) {
    await saveRun(ctx, id, { status: 'undone', finishedAt: ctx.now })
    return false
  }
  try {
    const isLeft = last.seq === 1 && isPlanted('half-undone')
    const { undone, kept } = isLeft ? { undone: [], kept: [] } : await undoAct(ctx, last.act, 'lenient')
    await saveRun(ctx, id, { undone: run.undone + undone.length, kept: run.kept + kept.length })
  } catch (error) {
    // Somebody has taken this batch back on its own already.
    if (!isFailure(error, 'record.not-found') || error.params.entity !== 'act') throw error
  }
  await forgetAct(ctx, id, last.seq)
  return true
}

/** The kind of record a run is about, as the workspace has it now. */
export function entityOf(ctx: Ctx, { entity }: Pick<RunRow, 'entity'>): Entity {
  return (
    ctx.registry.catalog.find(entity) ??
    fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  )
}
