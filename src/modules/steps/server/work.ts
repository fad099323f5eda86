import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { getRecord, lockRecord } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { step } from '../step.entity.ts'
import { liveStages, type StageRow } from './stages.queries.ts'
import { findStep } from './steps.queries.ts'

/** A lead or deal locked for a verb, with its open step. */
export interface Work {
  entity: Entity
  record: StoredRecord
  open: StoredRecord
  stage: StageRow
}

/** Locks the lead or deal of an open step. A step that has just been closed tells by whom, when and how. */
export async function lockWorkOfStep(ctx: Ctx, stepId: string): Promise<Work> {
  const found = await getRecord(ctx, step, stepId)
  const entity = ctx.registry.catalog.entity(found.lead ? 'lead' : 'deal')
  const record = await lockRecord(ctx, entity, (found.lead ?? found.deal) as string, 'update')
  // Read again: until the lock was ours somebody else may have closed it.
  const open = await findStep(ctx, stepId)
  if (open.closedAt)
    fail('step.already-closed', { by: open.closedBy, at: open.closedAt, outcome: open.outcome })
  return { entity, record, open, stage: await stageOf(ctx, record) }
}

/** Locks an open lead or deal together with its step; a closed one is refused. */
export async function lockOpenWork(ctx: Ctx, name: string, id: string): Promise<Work> {
  const entity = ctx.registry.catalog.entity(name)
  const record = await lockRecord(ctx, entity, id, 'update')
  if (record.status !== 'open') fail('status.wrong', { entity: name, status: record.status })
  const open = await findStep(ctx, record.nextStep as string)
  return { entity, record, open, stage: await stageOf(ctx, record) }
}

/** The stage a record stands on, which may have been archived since. */
export async function stageOf(ctx: Ctx, record: StoredRecord): Promise<StageRow> {
  const stages = await liveStages(ctx)
  const stage =
    stages.find(({ id }) => id === record.stage) ??
    stages.find(({ pipeline }) => pipeline === record.pipeline)
  if (!stage) fail('stage.other-pipeline')
  return stage
}
