import type { Ctx } from '../../../server/context.ts'
import { defaultPipelines, defaultStepKinds, type StageKey, type StepKindKey, type Subject } from '../../pipelines/index.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { firstPipelines, stepKinds } from './samples.queries.ts'

/** Where the shipped stages and step kinds are found in this workspace, which may have changed them. */
export interface Places {
  stage(subject: Subject, key: StageKey): string
  /** Pipeline and stage in which a lead or deal begins. */
  beginning(subject: Subject): { pipeline: string; stage: string }
  kind(key: StepKindKey): string
}

/**
 * Finds one's way in the workspace's own pipelines: stages by their order, the last one standing for all that are
 * missing; step kinds by name, else by icon.
 */
export async function findPlaces(ctx: Ctx): Promise<Places> {
  const { locale, model } = ctx.workspace
  const stages = await firstPipelines(ctx)
  const kinds = await stepKinds(ctx)
  const shipped = defaultPipelines(model, locale)
  const shippedKinds = new Map(defaultStepKinds(locale).map((kind) => [kind.key, kind]))
  const placeOf = (subject: Subject, index: number) => {
    const own = stages.filter(({ worksOn }) => worksOn === subject)
    return own[index] ?? own.at(-1) ?? fail('stage.other-pipeline')
  }
  return {
    stage(subject, key) {
      const order = shipped.find(({ worksOn }) => worksOn === subject)?.stages.findIndex((stage) => stage.key === key) ?? 0
      return placeOf(subject, order).id
    },
    beginning(subject) {
      const { id, pipeline } = placeOf(subject, 0)
      return { pipeline, stage: id }
    },
    kind(key) {
      const { name, icon } = shippedKinds.get(key) ?? {}
      const found = kinds.find((kind) => kind.name === name) ?? kinds.find((kind) => kind.icon === icon) ?? kinds[0]
      return found?.id ?? fail('input.invalid', {}, [{ field: 'kind', error: 'value.not-found' }])
    },
  }
}
