import { ApiError } from '../api/errors.ts'
import type { Translate } from './i18n.ts'

/** The sentence of a failure in the reader's language. */
export function errorSentence(t: Translate, error: unknown): string {
  if (!(error instanceof ApiError)) return t('errors.server.unexpected')
  const key = `errors.${error.code}`
  if (!t.has(key)) return t('errors.server.unexpected')
  const { entity, fields } = error.params
  const sentence = t.dyn(key, paramsOf(error))
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

/** A pause the server asks for comes in seconds; sentences tell it in minutes. */
function paramsOf({ params }: ApiError): Record<string, unknown> {
  const { retryAfter } = params
  return typeof retryAfter === 'number' ? { minutes: Math.ceil(retryAfter / 60), ...params } : params
}
