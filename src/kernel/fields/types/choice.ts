import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

export interface ChoiceOptions {
  /** Stored keys; their names in both languages are `choices.<entity>.<field>.<key>`. */
  choices: readonly string[]
}

/** One of a fixed list of keys. */
export const choice: FieldType<string, ChoiceOptions> = {
  name: 'choice',
  ...oneColumn('text'),
  operators: ['eq', 'neq', 'in', 'notIn', 'empty', 'notEmpty'],
  schema: ({ choices }) => z.enum(choices as [string, ...string[]]),
  parse(text, { choices }) {
    const key = choices.find((one) => one.toLowerCase() === text.toLowerCase())
    return key
      ? { ok: true, value: key }
      : { ok: false, error: 'value.not-a-choice', params: { choices: choices.join(', ') } }
  },
  print: (value) => value,
  fromColumns: ([value]) => value as string,
}
