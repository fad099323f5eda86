import { fail } from '../../../kernel/errors/errors.ts'
import { lockRecord, requireVisibleRefs } from '../../../server/records/read.ts'
import { changeRecord, timelinesOf } from '../../../server/records/write.ts'
import { handle } from '../../../server/registry.ts'
import { assignWork, changeStep, loseWork, moveWork, reopenWork, winWork } from '../step.commands.ts'
import { step } from '../step.entity.ts'
import { endStep } from './complete-step.ts'
import { chooseStage } from './law-hooks.ts'
import { draftStep, openSteps, requireLive, workAnswer } from './next-step.ts'
import { liveStages } from './stages.queries.ts'
import { lockOpenWork, lockWorkOfStep, stageOf } from './work.ts'

export const changeStepHandler = handle(changeStep, async (ctx, { step: id, ...wanted }) => {
  const { entity, record, open } = await lockWorkOfStep(ctx, id)
  await requireLive(ctx, wanted)
  const changes = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
  const after = await changeRecord(ctx, step, open, changes, {
    kind: 'step.changed',
    alsoOn: timelinesOf(entity, record),
  })
  return workAnswer(ctx, entity, record, after)
})

export const moveWorkHandler = handle(moveWork, async (ctx, { entity: name, id, stage }) => {
  const { entity, record, open } = await lockOpenWork(ctx, name, id)
  const stages = (await liveStages(ctx)).filter(({ worksOn }) => worksOn === name)
  const to = chooseStage(stages, undefined, stage)
  const after = await changeRecord(
    ctx,
    entity,
    record,
    { pipeline: to.pipeline, stage: to.id },
    { kind: `${name}.moved` },
  )
  return workAnswer(ctx, entity, after, open)
})

export const winWorkHandler = handle(winWork, async (ctx, { entity: name, id, note }) => {
  const work = await lockOpenWork(ctx, name, id)
  const { record } = await endStep(ctx, work, { outcome: 'result', note }, { close: 'won', reason: null })
  return workAnswer(ctx, work.entity, record, null)
})

export const loseWorkHandler = handle(loseWork, async (ctx, { entity: name, id, reason, note }) => {
  const work = await lockOpenWork(ctx, name, id)
  const { record } = await endStep(ctx, work, { outcome: 'refused', reason, note }, { close: 'lost', reason })
  return workAnswer(ctx, work.entity, record, null)
})

export const reopenWorkHandler = handle(reopenWork, async (ctx, { entity: name, id, next = {} }) => {
  const entity = ctx.registry.catalog.entity(name)
  const record = await lockRecord(ctx, entity, id, 'update')
  if (record.status === 'open') fail('status.wrong', { entity: name, status: 'open' })
  await requireLive(ctx, next, 'next.')
  const standing = { attempt: ((record.attempts as number | null) ?? 0) + 1, postponements: 0 }
  const draft = draftStep(ctx, entity, record, await stageOf(ctx, record), next, standing)
  const [open] = await openSteps(ctx, [draft])
  const first = { nextStep: draft.id, nextStepDueAt: draft.values.dueAt }
  const changes = { status: 'open', closedAt: null, closeReason: null, ...first }
  const after = await changeRecord(ctx, entity, record, changes, {
    kind: `${name}.reopened`,
    particulars: { next: draft.particulars },
  })
  return workAnswer(ctx, entity, after, open!)
})

export const assignWorkHandler = handle(assignWork, async (ctx, { entity: name, ids, owner }) => {
  const entity = ctx.registry.catalog.entity(name)
  await requireVisibleRefs(ctx, entity, { owner })
  // A fixed order of locks, so that two people assigning overlapping lists do not deadlock.
  for (const id of [...new Set(ids)].sort()) {
    const record = await lockRecord(ctx, entity, id, 'update')
    const after = await changeRecord(ctx, entity, record, { owner }, { kind: `${name}.assigned` })
    if (!after.nextStep) continue
    const { open } = await lockWorkOfStep(ctx, after.nextStep as string)
    await changeRecord(ctx, step, open, { owner }, { kind: 'step.changed' })
  }
  return { assigned: ids.length, event: ctx.act }
})
