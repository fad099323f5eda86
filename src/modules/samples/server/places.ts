import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import {
  defaultPipelines,
  defaultScripts,
  defaultStepKinds,
  type StageKey,
  type StepKindKey,
  type Subject,
} from '../../pipelines/index.ts'
import { liveStages, type StageRow } from '../../steps/server/index.ts'
import { stepKinds } from './samples.queries.ts'

/** Where the shipped stages and step kinds are found in this workspace, which may have changed them. */
export interface Places {
  stage(subject: Subject, key: StageKey): StageRow
  /** The stage in which a lead or deal begins. */
  beginning(subject: Subject): StageRow
  kind(key: StepKindKey): string
  /** Whether the answer to this question is kept in a field of the record. */
  isField(question: string): boolean
  /** What a question asks. */
  wording(question: string): string
}

/**
 * Finds its way in the workspace's own first pipelines: stages by their order, the last one standing for all that
 * are missing; step kinds by name, else by icon.
 */
export async function findPlaces(ctx: Ctx): Promise<Places> {
  const { locale, model } = ctx.workspace
  const live = await liveStages(ctx)
  const kinds = await stepKinds(ctx)
  const shipped = defaultPipelines(model, locale)
  const shippedKinds = new Map(defaultStepKinds(locale).map((kind) => [kind.key, kind]))
  const questions = defaultScripts(model, locale).flatMap((script) => script.questions)
  const wordings = new Map<string, string>(questions.map(({ id, text }) => [id, text]))
  const fields = new Set<string>(questions.filter(({ field }) => field).map(({ id }) => id))
  const placeOf = (subject: Subject, index: number) => {
    const [first] = live.filter(({ worksOn }) => worksOn === subject)
    const own = live.filter(({ pipeline }) => pipeline === first?.pipeline)
    return own[index] ?? own.at(-1) ?? fail('stage.other-pipeline')
  }
  return {
    stage(subject, key) {
      const own = shipped.find(({ worksOn }) => worksOn === subject)?.stages ?? []
      return placeOf(
        subject,
        own.findIndex((stage) => stage.key === key),
      )
    },
    beginning: (subject) => placeOf(subject, 0),
    isField: (question) => fields.has(question),
    wording: (question) => wordings.get(question) ?? question,
    kind(key) {
      const { name, icon } = shippedKinds.get(key) ?? {}
      const found =
        kinds.find((kind) => kind.name === name) ?? kinds.find((kind) => kind.icon === icon) ?? kinds[0]
      return found?.id ?? fail('input.invalid', {}, [{ field: 'kind', error: 'value.not-found' }])
    },
  }
}
