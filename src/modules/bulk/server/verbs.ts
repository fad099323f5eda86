import { uuidv7 } from 'uuidv7'
import {
  type BulkAct,
  type BulkRefusal,
  bulkAtOnce,
  cancelBulk,
  previewBulk,
  startBulk,
  undoBulk,
} from '../../../kernel/commands/bulk.ts'
import { undoDays } from '../../../kernel/commands/records.ts'
import { mostSelected, type RecordSelection } from '../../../kernel/commands/selection.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { writableEntity } from '../../../server/records/named-entity.ts'
import { countSelected } from '../../../server/records/selection.ts'
import { handle } from '../../../server/registry.ts'
import { requireSense } from './acts.ts'
import { type Batch, takeBatch, undoBatch } from './batches.ts'
import { insertRun, keepSelected, lockOwnRun, saveRun } from './runs.queries.ts'
import { actionOf, standingOf } from './standing.ts'

export const previewHandler = handle(previewBulk, async (ctx, { entity: name, selection, act }) => {
  const entity = writableEntity(ctx, name)
  await requireSense(ctx, entity, act)
  return requireSome(ctx, entity, selection, act)
})

export const startHandler = handle(startBulk, async (ctx, { entity: name, selection, act, expect }) => {
  const entity = writableEntity(ctx, name)
  await requireSense(ctx, entity, act)
  await requireSome(ctx, entity, selection, act)
  const id = uuidv7()
  await insertRun(ctx, { id, entity: name, act, standing: standingOf(ctx, entity, act) }, selection)
  const total = await keepSelected(ctx, id, entity, selection, mostSelected)
  if (expect !== undefined && total !== expect) fail('bulk.count-changed', { total, expected: expect })
  const batch = total <= bulkAtOnce ? await takeBatch(ctx, id) : null
  if (!batch || batch.goesOn) await ctx.enqueue('bulk.run', { id }, queueOf(ctx))
  return begun(ctx, id, total, batch)
})

export const cancelHandler = handle(cancelBulk, async (ctx, { id }) => {
  const run = await lockOwnRun(ctx, id)
  if (run.status !== 'running') fail('bulk.wrong-state')
  await saveRun(ctx, id, { status: 'cancelled', finishedAt: ctx.now })
  return { id, status: 'cancelled' as const }
})

export const undoHandler = handle(undoBulk, async (ctx, { id }) => {
  const run = await lockOwnRun(ctx, id)
  if (!['done', 'failed', 'cancelled'].includes(run.status)) fail('bulk.wrong-state')
  const age = ctx.now.getTime() - new Date(run.finishedAt ?? ctx.now).getTime()
  if (age > undoDays * 86_400_000) fail('bulk.undo-late', { days: undoDays })
  await saveRun(ctx, id, { status: 'undoing', failure: null, finishedAt: null })
  if (run.changed > bulkAtOnce) {
    await ctx.enqueue('bulk.undo', { id }, queueOf(ctx))
    return { id, status: 'undoing' as const }
  }
  while (await undoBatch(ctx, id));
  return { id, status: 'undone' as const }
})

/** Counts a selection; refuses one that is empty, too large, or out of the actor's reach as a whole. */
async function requireSome(ctx: Ctx, entity: Entity, selection: RecordSelection, act: BulkAct) {
  const action = actionOf(act)
  const { total, allowed } = await countSelected(ctx, entity, selection, action)
  if (total === 0) fail('record.not-found', { entity: entity.name })
  if (total > mostSelected) fail('bulk.too-many', { most: mostSelected })
  if (allowed === 0) fail('access.denied', { right: `${entity.rightsObject}:${action}` })
  return { total, allowed }
}

function begun(ctx: Ctx, id: string, total: number, batch: Batch | null) {
  const run = batch?.run
  const isDone = run?.status === 'done'
  const failed: BulkRefusal[] = isDone
    ? batch!.refusals.map(({ id: record, failure: { code, params, problems } }) => ({
        id: record,
        code,
        params,
        problems,
      }))
    : []
  return {
    id,
    status: run?.status ?? ('running' as const),
    total,
    changed: run?.changed ?? 0,
    unchanged: run?.unchanged ?? 0,
    refused: run?.refused ?? 0,
    failed,
    event: isDone && run.changed > 0 ? ctx.act : null,
  }
}

/** Mass changes of a workspace go one after another: two at once would mostly wait for one another's records. */
function queueOf({ workspace }: Ctx): string {
  return `bulk ${workspace.id}`
}
