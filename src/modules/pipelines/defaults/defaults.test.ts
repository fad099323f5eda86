import { describe, expect, it } from 'vitest'
import { deal } from '../../deals/index.ts'
import { lead } from '../../leads/index.ts'
import { pipeline, questionShape, script, stage, stepKind } from '../pipeline.entity.ts'
import { defaultPipelines, defaultStepKinds, refusalReason } from './pipelines.ts'
import { defaultScripts } from './scripts.ts'

const models = ['transactional', 'collaborative', 'strategic'] as const
const locales = ['ru', 'en'] as const
const cases = models.flatMap((model) => locales.map((locale) => [model, locale] as const))

const isValid = (
  fields: Record<
    string,
    {
      type: { schema(options: object): { safeParse(value: unknown): { success: boolean } } }
      options: object
    }
  >,
  values: object,
) =>
  Object.entries(values).filter(
    ([name, value]) =>
      name in fields && !fields[name]?.type.schema(fields[name].options).safeParse(value).success,
  )

describe.each(cases)('%s, %s', (model, locale) => {
  const pipelines = defaultPipelines(model, locale)
  const scripts = defaultScripts(model, locale)

  it('has one pipeline for leads and one for deals', () => {
    expect(pipelines.map(({ worksOn }) => worksOn)).toEqual(['lead', 'deal'])
    for (const one of pipelines) {
      expect(isValid(pipeline.fields, one)).toEqual([])
      expect(one.refusalReasons.length).toBeGreaterThan(5)
    }
  })

  it('names every stage, each likelier to end well than the one before', () => {
    for (const { stages } of pipelines) {
      expect(new Set(stages.map(({ name }) => name)).size).toBe(stages.length)
      expect(stages.filter(({ key, name }) => name === key)).toEqual([])
      const probabilities = stages.map(({ probability }) => probability)
      expect(probabilities).toEqual([...new Set(probabilities)].sort((a, b) => a - b))
      for (const one of stages)
        expect(isValid(stage.fields, { ...one, stepKind: crypto.randomUUID() })).toEqual([])
    }
  })

  it('scripts three attempts, every answer going where the record keeps it', () => {
    for (const { worksOn } of pipelines) {
      const own = scripts.filter(({ pipeline: subject }) => subject === worksOn)
      expect(own.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
      const entity = worksOn === 'lead' ? lead : deal
      for (const one of own) {
        expect(
          isValid(script.fields, {
            name: one.name,
            opening: one.opening,
            attempt: one.attempt,
            questions: one.questions,
          }),
        ).toEqual([])
        expect(one.questions.length).toBeGreaterThanOrEqual(3)
        for (const question of one.questions) {
          expect(questionShape.safeParse(question).success).toBe(true)
          if (question.field) expect(entity.fields[question.field]?.readOnly).toBeFalsy()
          if (question.field) expect(Object.keys(entity.fields)).toContain(question.field)
        }
      }
    }
  })

  it('speaks one language', () => {
    const text = JSON.stringify([
      pipelines.map(({ name, refusalReasons, stages }) => [
        name,
        refusalReasons,
        stages.map((one) => one.name),
      ]),
      scripts.map(({ name, opening, questions }) => [name, opening, questions.map((one) => one.text)]),
    ])
    expect(text).not.toMatch(locale === 'ru' ? /[A-Za-z]/ : /[А-Яа-яЁё]/)
  })
})

it('has six kinds of steps in each language', () => {
  for (const locale of locales) {
    const kinds = defaultStepKinds(locale)
    expect(kinds.map(({ key }) => key)).toEqual(['call', 'message', 'mail', 'meeting', 'document', 'task'])
    for (const { name, icon } of kinds) expect(isValid(stepKind.fields, { name, icon })).toEqual([])
  }
})

it('words a refusal as the pipeline offers it', () => {
  const [, deals] = defaultPipelines('strategic', 'ru')
  expect(deals?.refusalReasons).toContain(refusalReason('deal', 'rival', 'ru'))
})
