import type { BulkAct } from '../../../kernel/commands/bulk.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRight } from '../../../server/records/access.ts'
import { changeMany, deleteMany, lockMany, type ManyOutcome } from '../../../server/records/change-many.ts'
import { requireVisibleRefs, type StepOnRow } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changesShape, refuseLimited, validate } from '../../../server/records/validate.ts'
import { deleteRecord, requireOwnScope, timelinesOf } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import { inSavepoint } from '../../../server/savepoint.ts'
import { step } from '../../steps/index.ts'
import { chooseStage, liveStages, requireLive } from '../../steps/server/index.ts'
import { bearsTags, ensureTags, findTags, requireNameable, tagsAfter } from '../../tags/server/index.ts'
import { actionOf } from './standing.ts'

/**
 * Refuses an act that cannot be done to any record of the kind: a wrong value, a stage or an owner that is not there,
 * a right that is lacking. Asked before a run begins, and again with each batch.
 */
export async function requireSense(ctx: Ctx, entity: Entity, act: BulkAct): Promise<void> {
  requireRight(ctx, entity, actionOf(act))
  if ((act.kind === 'move' || act.kind === 'step') && !entity.worked) wrong('act.kind')
  if (act.kind === 'edit') {
    if (Object.keys(act.changes).length === 0) wrong('act.changes')
    refuseLimited(entity, act.changes, 'act.changes.')
    const changes = validate(changesShape(entity), act.changes)
    await requireVisibleRefs(ctx, entity, changes, 'act.changes.')
    requireOwnScope(ctx, entity, changes)
  }
  if (act.kind === 'assign') {
    if (!entity.ownerField || entity.fields[entity.ownerField]?.readOnly) wrong('act.kind')
    await requireVisibleRefs(ctx, entity, { [entity.ownerField]: act.owner }, 'act.')
    requireOwnScope(ctx, entity, { [entity.ownerField]: act.owner })
  }
  if (act.kind === 'tag') {
    if (!bearsTags(entity)) wrong('act.kind')
    await requireNameable(ctx, act.add)
  }
  if (act.kind === 'move') await stageChanges(ctx, entity, act.stage)
  if (act.kind === 'step') {
    requireRight(ctx, step, 'update')
    await requireLive(ctx, act.next, 'act.next.')
  }
}

/** Does an act to these records; each is changed or told why not. */
export async function perform(
  ctx: Ctx,
  entity: Entity,
  act: BulkAct,
  ids: readonly string[],
): Promise<ManyOutcome[]> {
  const { records, refused } = await lockMany(ctx, entity, ids, actionOf(act))
  return [...refused, ...(await performOn(ctx, entity, act, records))]
}

async function performOn(
  ctx: Ctx,
  entity: Entity,
  act: BulkAct,
  records: StoredRecord[],
): Promise<ManyOutcome[]> {
  switch (act.kind) {
    case 'edit':
      return changeMany(ctx, entity, records, validate(changesShape(entity), act.changes))
    case 'assign':
      return assign(ctx, entity, records, act.owner)
    case 'move': {
      const { open, closed } = byStatus(entity, records)
      const to = await stageChanges(ctx, entity, act.stage)
      const story = { kind: `${entity.name}.moved` }
      return [...closed, ...(await changeMany(ctx, entity, open, to, () => story))]
    }
    case 'step':
      return setNextStep(ctx, entity, records, act.next)
    case 'tag':
      return tagMany(ctx, entity, records, act)
    case 'delete':
      return entity.softDelete ? deleteMany(ctx, entity, records) : removeEach(ctx, entity, records)
  }
}

/** An open step goes along with its record, whoever owned it. */
async function assign(
  ctx: Ctx,
  entity: Entity,
  records: StoredRecord[],
  owner: string,
): Promise<ManyOutcome[]> {
  const story = entity.worked ? { kind: `${entity.name}.assigned` } : {}
  const outcomes = await changeMany(ctx, entity, records, { [entity.ownerField!]: owner }, () => story)
  if (!entity.worked) return outcomes
  const given = new Set(outcomes.flatMap((one) => ('result' in one ? [one.id] : [])))
  const left = records.filter((one) => given.has(one.id) && isOfAnother(one, owner))
  const steps = await changeSteps(ctx, entity, left, { owner })
  const later = new Map(steps.map((one) => [one.id, one]))
  return outcomes.map((one) => {
    const ofStep = later.get(one.id)
    return ofStep && ('failure' in ofStep || ofStep.result === 'changed') ? ofStep : one
  })
}

/** Whether the open step of a record belongs to neither the new owner nor the former, with whom it goes by itself. */
function isOfAnother({ step: open, owner: former }: StoredRecord, owner: string): boolean {
  const by = (open as StepOnRow | null)?.owner
  return by !== undefined && by !== owner && by !== former
}

async function setNextStep(
  ctx: Ctx,
  entity: Entity,
  records: StoredRecord[],
  next: Values,
): Promise<ManyOutcome[]> {
  const { open, closed } = byStatus(entity, records)
  const wanted = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
  return [...closed, ...(await changeSteps(ctx, entity, open, wanted))]
}

/** Changes the open steps of locked records; told by the records. */
async function changeSteps(
  ctx: Ctx,
  entity: Entity,
  records: StoredRecord[],
  wanted: Values,
): Promise<ManyOutcome[]> {
  const byStep = new Map(records.map((record) => [record.nextStep as string, record]))
  const { records: steps, refused } = await lockMany(ctx, step, [...byStep.keys()].sort(), null)
  const outcomes = await changeMany(ctx, step, steps, normalised(wanted), ({ id }) => ({
    kind: 'step.changed',
    alsoOn: timelinesOf(entity, byStep.get(id)!),
  }))
  return [...refused, ...outcomes].map((one) => ({ ...one, id: byStep.get(one.id)!.id }))
}

/** A moment as steps have it, so that the same one is no change. */
function normalised(wanted: Values): Values {
  return typeof wanted.dueAt === 'string'
    ? { ...wanted, dueAt: new Date(wanted.dueAt).toISOString() }
    : wanted
}

/** Records that come to bear the same tags are changed together. */
async function tagMany(
  ctx: Ctx,
  entity: Entity,
  records: StoredRecord[],
  { add, remove }: Extract<BulkAct, { kind: 'tag' }>,
): Promise<ManyOutcome[]> {
  // Made with the first record that takes them, so that a run refused for every record leaves no new words.
  const given = records.length > 0 ? await ensureTags(ctx, add) : []
  const change = { add: given, remove: new Set((await findTags(ctx, remove)).values()) }
  const outcomes: ManyOutcome[] = []
  const alike = new Map<string, { tags: string[] | null; records: StoredRecord[] }>()
  for (const record of records) {
    try {
      const tags = tagsAfter(record, change)
      const key = String(tags)
      const group = alike.get(key) ?? { tags, records: [] }
      alike.set(key, { tags, records: [...group.records, record] })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      outcomes.push({ id: record.id, failure: error })
    }
  }
  for (const { tags, records: together } of alike.values())
    outcomes.push(...(await changeMany(ctx, entity, together, { tags })))
  return outcomes
}

async function removeEach(ctx: Ctx, entity: Entity, records: StoredRecord[]): Promise<ManyOutcome[]> {
  const outcomes: ManyOutcome[] = []
  for (const { id } of records) {
    try {
      await inSavepoint(ctx, () => deleteRecord(ctx, entity, id))
      outcomes.push({ id, result: 'changed' })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      outcomes.push({ id, failure: error })
    }
  }
  return outcomes
}

async function stageChanges(ctx: Ctx, entity: Entity, stage: string): Promise<Values> {
  const stages = (await liveStages(ctx)).filter(({ worksOn }) => worksOn === entity.name)
  const to = chooseStage(stages, undefined, stage)
  return { pipeline: to.pipeline, stage: to.id }
}

/** What is closed has neither a stage to go to nor a next step. */
function byStatus(entity: Entity, records: StoredRecord[]): { open: StoredRecord[]; closed: ManyOutcome[] } {
  const closed = records.filter(({ status }) => status !== 'open')
  return {
    open: records.filter(({ status }) => status === 'open'),
    closed: closed.map(({ id, status }) => ({
      id,
      failure: new Failure('status.wrong', { entity: entity.name, status }),
    })),
  }
}

function wrong(field: string): never {
  return fail('input.invalid', {}, [{ field, error: 'value.invalid' }])
}
