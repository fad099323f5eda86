import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

export interface TextOptions {
  /** Longest allowed text in characters; 500 when not given. */
  max?: number
}

/** What can be asked of a text. */
export const textOperators = [
  'eq',
  'neq',
  'in',
  'notIn',
  'contains',
  'startsWith',
  'empty',
  'notEmpty',
] as const

function textLike(name: 'text' | 'longText', defaultMax: number): FieldType<string, TextOptions> {
  const limit = (options: TextOptions) => options.max ?? defaultMax
  return {
    name,
    ...oneColumn('text'),
    operators: textOperators,
    schema: (options) => z.string().trim().min(1).max(limit(options)),
    parse: (text, options) =>
      text.length > limit(options)
        ? { ok: false, error: 'value.too-long', params: { max: limit(options) } }
        : { ok: true, value: text },
    print: (value) => value,
    fromColumns: ([value]) => value as string,
  }
}

/** One line of text. */
export const text = textLike('text', 500)

/** Several lines of text. */
export const longText = textLike('longText', 20_000)
