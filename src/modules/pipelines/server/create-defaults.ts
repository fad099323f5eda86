import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../../server/context.ts'
import { createRecords } from '../../../server/records/write.ts'
import type { Draft, Founding, Values } from '../../../server/registry.ts'
import { defaultPipelines, defaultStepKinds } from '../defaults/pipelines.ts'
import { defaultScripts } from '../defaults/scripts.ts'
import { pipeline, script, stage, stepKind } from '../pipeline.entity.ts'

/** Gives a new workspace the pipelines of its model with their stages, the kinds of steps and the scripts. */
export async function createDefaultPipelines(ctx: Ctx, { locale, model }: Founding): Promise<void> {
  const kinds = defaultStepKinds(locale).map(({ key, ...values }, position) => ({
    key,
    draft: draftOf({ ...values, position }),
  }))
  await createRecords(
    ctx,
    stepKind,
    kinds.map(({ draft }) => draft),
  )
  const kindIds = new Map(kinds.map(({ key, draft }) => [key, draft.id]))

  const pipelines = defaultPipelines(model, locale).map(({ stages, ...values }, position) => ({
    worksOn: values.worksOn,
    stages,
    draft: draftOf({ ...values, position }),
  }))
  await createRecords(
    ctx,
    pipeline,
    pipelines.map(({ draft }) => draft),
  )
  const stages = pipelines.flatMap((one) =>
    one.stages.map(({ key: _key, stepKind: kind, ...values }, position) =>
      draftOf({ ...values, position, pipeline: one.draft.id, stepKind: kindIds.get(kind) }),
    ),
  )
  await createRecords(ctx, stage, stages)

  const pipelineIds = new Map(pipelines.map(({ worksOn, draft }) => [worksOn, draft.id]))
  const scripts = defaultScripts(model, locale).map((values) =>
    draftOf({ ...values, pipeline: pipelineIds.get(values.pipeline) }),
  )
  await createRecords(ctx, script, scripts)
}

function draftOf(values: Values): Draft {
  return { id: uuidv7(), values, extra: {} }
}
