import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

export interface ChoiceOptions {
  /** Stored keys; their names in both languages are `choices.<entity>.<field>.<key>`. */
  choices: readonly string[]
  /** Names given to the keys by the workspace, by key, where the choice is of its own making. */
  names?: Readonly<Record<string, Partial<Record<'en' | 'ru', string>>>>
  /** Where the names of the keys stand among the words, if not at `choices.<entity>.<field>`. */
  namedBy?: string
}

/** The key meant by a text: the key itself or a name of it, in any letter case. */
export function keyOfChoice(text: string, { choices, names = {} }: ChoiceOptions): string | undefined {
  const meant = text.toLowerCase()
  return (
    choices.find((key) => key.toLowerCase() === meant) ??
    choices.find((key) => Object.values(names[key] ?? {}).some((name) => name.toLowerCase() === meant))
  )
}

/** The name of a key as this reader knows it; the key itself where it has none. */
export function nameOfChoice(key: string, { names = {} }: ChoiceOptions, locale: 'en' | 'ru'): string {
  return names[key]?.[locale] ?? Object.values(names[key] ?? {})[0] ?? key
}

/** One of a fixed list of keys. */
export const choice: FieldType<string, ChoiceOptions> = {
  name: 'choice',
  ...oneColumn('text'),
  operators: ['eq', 'neq', 'in', 'notIn', 'empty', 'notEmpty'],
  schema: ({ choices }) => z.enum(choices as [string, ...string[]]),
  parse(text, options, { locale }) {
    const key = keyOfChoice(text, options)
    if (key) return { ok: true, value: key }
    const choices = options.choices.map((one) => nameOfChoice(one, options, locale)).join(', ')
    return { ok: false, error: 'value.not-a-choice', params: { choices } }
  },
  print: (value, options, { locale }) => nameOfChoice(value, options, locale),
  fromColumns: ([value]) => value as string,
}
