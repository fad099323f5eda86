import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { ApiError } from '../api/errors.ts'
import { allNouns } from '../app/registry.ts'
import type { Translate } from './i18n.ts'

/** The sentence of a failure in the reader's language. */
export function errorSentence(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('errors.server.unexpected')
  const key = `errors.${error.code}`
  if (!t.has(key)) return t('errors.server.unexpected')
  const { entity, fields } = error.params
  const sentence = t.dyn(key, paramsOf(t, error))
  if (!Array.isArray(fields)) return sentence
  const names = fields.map((name) => t.dyn(`fields.${String(entity)}.${String(name)}`))
  return `${sentence} ${t('records.missing.named', { names: names.join(', ') })}`
}

/** What is wrong with each field, as sentences by the field's name. */
export function fieldSentences(t: Translate, error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const sentences = error.problems.map(({ field, error: code, params }) => [
    field,
    t.dyn(`errors.${code}`, params, t('errors.value.invalid')),
  ])
  return Object.fromEntries(sentences)
}

/** A pause the server asks for comes in seconds; sentences tell it in minutes, and a field by its name. */
function paramsOf(t: Translate, { params }: ApiError): Record<string, unknown> {
  const { retryAfter, field, entity } = params
  const noun = typeof entity === 'string' ? allNouns().find(entity) : undefined
  return {
    ...(typeof retryAfter === 'number' && { minutes: Math.ceil(retryAfter / 60) }),
    ...params,
    ...(noun && typeof field === 'string' && { field: fieldName(t, noun, field) }),
  }
}

/** Not read as a path of a filter is: that would refuse a field the reader does not know. */
function fieldName(t: Translate, noun: Entity, path: string): string {
  let at: Entity | undefined = noun
  const names = path.split('.').map((name) => {
    const field: Field | undefined = at?.fields[name]
    const label = at ? t.dyn(`fields.${at.name}.${name}`, {}, name) : name
    at = field?.type.name === 'ref' ? allNouns().find(field.options.to) : undefined
    return label
  })
  return names.join(' › ')
}
