import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'
import { type ChoiceOptions, keyOfChoice, nameOfChoice } from './choice.ts'

/** Several of a fixed list of keys, each once, in the order of the list; never none of them. */
export const multiChoice: FieldType<string[], ChoiceOptions> = {
  name: 'multiChoice',
  ...oneColumn('text[]'),
  operators: ['in', 'hasAll', 'notIn', 'empty', 'notEmpty'],
  schema: ({ choices }) =>
    z
      .array(z.enum(choices as [string, ...string[]]))
      .min(1)
      .max(choices.length)
      .overwrite((given) => choices.filter((one) => given.includes(one))),
  parse(text, options, { locale }) {
    const named = text
      .split(/[;,\n]/)
      .map((one) => one.trim())
      .filter(Boolean)
    const keys = named.map((one) => keyOfChoice(one, options))
    if (named.length > 0 && keys.every((key) => key !== undefined))
      return { ok: true, value: options.choices.filter((one) => keys.includes(one)) }
    const choices = options.choices.map((one) => nameOfChoice(one, options, locale)).join(', ')
    return { ok: false, error: 'value.not-a-choice', params: { choices } }
  },
  // A mark that parts names does not stand within one.
  print: (value, options, { locale }) =>
    value.map((one) => nameOfChoice(one, options, locale).replaceAll(/[;,]/g, ' ')).join('; '),
  fromColumns: ([value]) => value as string[],
}
