import { useMemo } from 'react'
import { ApiError } from '../../../web/api/errors.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { errorSentence } from '../../../web/text/errors.ts'
import { type Translate, useT } from '../../../web/text/i18n.ts'
import type { MessageKey } from '../../../web/text/messages.ts'
import type { ImportFile } from '../index.ts'
import { targetsOf } from '../targets.ts'
import type { RowProblem } from './check/problem.ts'
import type { ImportRecord, Kind } from './import-record.ts'
import { nounOf } from './nouns.ts'

/** Sentences of imports that are put together from names and numbers. */
export function useImportWords() {
  const t = useT()
  const words = useFieldWords()
  return useMemo(
    () => ({
      /** A sentence with a number in it. */
      counted: (key: MessageKey, count: number, params: Record<string, unknown> = {}) =>
        t(key, { count, ...params }),
      /** `8 647 deals` */
      records: (kind: Kind, count: number) => words.count(kind, count),
      /** Name of what a column may lead to. */
      target: (kind: Kind, key: string) => {
        if (key === '') return t('import.target.row')
        const linked = targetsOf(nounOf(kind)).find((target) => target.key === key)?.linked
        if (linked) {
          const part = `import.target.${linked.field}`
          const name = t.has(part) ? t.dyn(part) : words.field(linked.noun, linked.field)
          return t('import.target.linked', { record: words.field(nounOf(kind), linked.by), field: name })
        }
        const own = `import.target.${key}`
        return t.has(own) ? t.dyn(own) : words.field(nounOf(kind), key)
      },
      /** What a column is called: address cards have headings of their own, which are told in words. */
      heading: ({ format }: Pick<ImportFile, 'format'>, heading: string) => {
        const key = `import.card.${heading.replace('.', '-')}`
        return format === 'vcard' && t.has(key) ? t.dyn(key) : heading
      },
      /** What is wrong with a cell or a row. */
      problem: ({ field, error, severity, params }: RowProblem) => {
        // A name that is not found has its own consequence: the row stays out, or the field stays empty.
        const own = [
          `import.problem.${field}.${error}.${severity}`,
          `import.problem.any.${error}.${severity}`,
        ]
        const key = [...own, `errors.${error}`, `import.row.${error}`].find(t.has)
        return key ? t.dyn(key, params) : t('errors.value.invalid')
      },
      /** Why an import stopped. */
      failure: ({ failure }: Pick<ImportRecord, 'failure'>) =>
        failureSentence(t, failure?.code ?? '', failure?.params ?? {}),
      status: (one: ImportRecord) => t.dyn(`choices.import.status.${one.status}`),
    }),
    [t, words],
  )
}

/** The sentence of whatever a request threw. */
export function refusalSentence(t: Translate, error: unknown): string {
  return error instanceof ApiError ? failureSentence(t, error.code, error.params) : errorSentence(t, error)
}

/** The sentence of a refusal; a file that cannot be read says why. */
export function failureSentence(t: Translate, code: string, params: Record<string, unknown>): string {
  const reason = `import.unreadable.${String(params.reason)}`
  if (code === 'import.unreadable' && t.has(reason)) return t.dyn(reason, params)
  return t.has(`errors.${code}`) ? t.dyn(`errors.${code}`, params) : t('errors.server.unexpected')
}
