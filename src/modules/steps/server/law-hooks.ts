import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { StepOnRow } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import { changeRecord, removeRow } from '../../../server/records/write.ts'
import type { Draft, RecordHooks, Values } from '../../../server/registry.ts'
import { sentences } from '../../../server/sentences.ts'
import { step } from '../step.entity.ts'
import { closeStep, draftStep, type NextStep, openSteps, requireLive } from './next-step.ts'
import { liveStages, type StageRow } from './stages.queries.ts'
import { findStep } from './steps.queries.ts'

/**
 * Keeps the next-step law on the plain life of leads and deals: a new one gets its first step, a deleted one
 * gives it up, a restored one gets another, a new owner takes the step over. The database would refuse the
 * commit otherwise.
 */
export const lawHooks: RecordHooks = {
  appliesTo: (entity) => entity.worked,

  async beforeCreate(ctx, entity, drafts) {
    const stages = (await liveStages(ctx)).filter(({ worksOn }) => worksOn === entity.name)
    for (const { values } of drafts) {
      const stage = chooseStage(stages, values.pipeline, values.stage)
      values.pipeline = stage.pipeline
      values.stage = stage.id
      values.owner ??= ctx.actor.via === 'system' ? null : ctx.actor.userId
      values.status ??= 'open'
      values.attempts ??= 0
      values.stageSince ??= ctx.now.toISOString()
      if (values.status !== 'open') values.closedAt ??= ctx.now.toISOString()
    }
    await requireLiveFirstSteps(ctx, drafts)
    planFirstSteps(entity.name, drafts, stages, (draft, stage) => {
      const wanted = (draft.extra.nextStep ?? {}) as NextStep
      const record = { id: draft.id, version: 1, ...draft.values }
      return draftStep(ctx, entity, record, stage, wanted, {
        attempt: (draft.values.attempts as number) + 1,
        postponements: 0,
      })
    })
  },

  async afterCreate(ctx, _entity, _records, drafts) {
    await openSteps(
      ctx,
      drafts.flatMap(({ extra }) => (extra.stepDraft ? [extra.stepDraft as Draft] : [])),
    )
  },

  async beforeUpdate(ctx, entity, before, changes) {
    if (changes.stage !== undefined || changes.pipeline !== undefined) {
      const stages = (await liveStages(ctx)).filter(({ worksOn }) => worksOn === entity.name)
      const pipeline = changes.pipeline ?? (changes.stage ? undefined : before.pipeline)
      const stage = chooseStage(stages, pipeline, changes.stage)
      changes.pipeline = stage.pipeline
      changes.stage = stage.id
    }
    if (isEntering(before, changes)) changes.stageSince = ctx.now.toISOString()
  },

  async afterUpdate(ctx, _entity, before, after) {
    const open = before.step as StepOnRow | null | undefined
    if (!open || after.owner === before.owner || open.owner !== before.owner || after.nextStep !== open.id)
      return
    await changeRecord(
      ctx,
      step,
      await findStep(ctx, open.id),
      { owner: after.owner },
      { kind: 'step.changed' },
    )
  },

  async beforeDelete(ctx, _entity, before) {
    if (before.nextStep) await removeRow(ctx, step, await findStep(ctx, before.nextStep as string))
    return { nextStep: null, nextStepDueAt: null }
  },

  /** The survivor keeps the one open step, at the earliest date promised; the steps of the others are followed by it. */
  async beforeMerge(ctx, entity, survivor, losers) {
    const ending: { loser: StoredRecord; open: StoredRecord }[] = []
    for (const loser of losers)
      if (loser.nextStep) ending.push({ loser, open: await findStep(ctx, loser.nextStep as string) })
    if (ending.length === 0) return { nextStep: null, nextStepDueAt: null }
    const kept = await findStep(ctx, survivor.nextStep as string)
    const earliest = [kept, ...ending.map(({ open }) => open)].sort(
      (one, other) => Date.parse(one.dueAt as string) - Date.parse(other.dueAt as string),
    )[0]!
    const say = await sentences(ctx.workspace.locale)
    const { kind, title, dueAt } = earliest
    const next = {
      id: kept.id,
      values: {},
      extra: {},
      particulars: { kind, title, dueAt, owner: kept.owner },
    }
    for (const { loser, open } of ending)
      await closeStep(ctx, entity, loser, open, {
        outcome: 'postponed',
        reason: say('steps.mergedReason'),
        next,
      })
    if (earliest !== kept)
      await changeRecord(ctx, step, kept, { kind, title, dueAt }, { kind: 'step.changed' })
    return { nextStep: null, nextStepDueAt: null }
  },

  async beforeRestore(ctx, entity, before) {
    if (before.status !== 'open') return {}
    const stage = (await liveStages(ctx)).find(({ id }) => id === before.stage)
    if (!stage) fail('stage.other-pipeline')
    const draft = draftStep(
      ctx,
      entity,
      before,
      stage,
      {},
      { attempt: ((before.attempts as number) ?? 0) + 1, postponements: 0 },
    )
    await openSteps(ctx, [draft])
    return { nextStep: draft.id, nextStepDueAt: draft.values.dueAt }
  },
}

/** Whether a record comes to another stage, or is worked on again where it was left. */
function isEntering(before: StoredRecord, { stage, status }: Values): boolean {
  return (stage !== undefined && stage !== before.stage) || (status === 'open' && before.status !== 'open')
}

/** The stage asked for, or the first of the pipeline asked for, or the very first. */
export function chooseStage(stages: StageRow[], pipeline: unknown, stage: unknown): StageRow {
  const found = stages.find(
    (one) => (stage ? one.id === stage : true) && (pipeline ? one.pipeline === pipeline : true),
  )
  if (!found)
    fail('stage.other-pipeline', {}, [{ field: stage ? 'stage' : 'pipeline', error: 'value.not-found' }])
  return found
}

/** What many drafts name, as the rows of an import do, is looked up once. */
async function requireLiveFirstSteps(ctx: Ctx, drafts: Draft[]): Promise<void> {
  if (ctx.actor.via === 'system') return
  const wanted = drafts.map(({ extra }) => (extra.nextStep ?? {}) as NextStep)
  for (const kind of new Set(wanted.map((one) => one.kind))) await requireLive(ctx, { kind }, 'nextStep.')
  for (const owner of new Set(wanted.map((one) => one.owner))) await requireLive(ctx, { owner }, 'nextStep.')
}

function planFirstSteps(
  name: string,
  drafts: Draft[],
  stages: StageRow[],
  plan: (draft: Draft, stage: StageRow) => Draft,
): void {
  const byId = new Map(stages.map((stage) => [stage.id, stage]))
  for (const draft of drafts) {
    // What comes with its history names the step it is at, and brings it in the same transaction.
    if (draft.values.status !== 'open' || draft.values.nextStep) continue
    if (!draft.values.owner)
      fail('input.invalid', { entity: name }, [{ field: 'owner', error: 'value.required' }])
    // chooseStage has put a live stage into every draft.
    const first = plan(draft, byId.get(draft.values.stage as string)!)
    draft.values.nextStep = first.id
    draft.values.nextStepDueAt = first.values.dueAt
    draft.extra.stepDraft = first
  }
}
