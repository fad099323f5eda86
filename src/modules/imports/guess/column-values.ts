import { readAmount } from '../../../kernel/text/read-amount.ts'
import { readDate } from '../../../kernel/text/read-date.ts'
import { usualDate } from '../../../kernel/text/usual-date.ts'

/** Shapes a value may have; a number may also be a telephone. */
export type ValueShape = 'email' | 'phone' | 'url' | 'date' | 'number' | 'integer' | 'boolean' | 'country'

/** What the sample of one column looks like. */
export interface ColumnValues {
  /** Share of rows with a value. */
  filled: number
  /** How many values there are in the sample. */
  count: number
  /** Different values by values. */
  distinct: number
  /** Share of the values of this shape. */
  share(shape: ValueShape): number
}

const rowsJudged = 200
const longest = 200
const tests: Record<ValueShape, (text: string) => boolean> = {
  email: (text) => /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text),
  phone: (text) =>
    /^\+?[\d\s().–-]{7,24}(?:(?:,|;|доб|ext|x)[\s.]*\d{1,6})?$/i.test(text) &&
    isPhoneLength(text) &&
    !isDate(text),
  url: (text) =>
    /^(?:https?:\/\/|www\.)\S+$/i.test(text) || /^(?:[a-zа-я\d-]+\.)+[a-zа-я]{2,}(?:\/\S*)?$/i.test(text),
  date: isDate,
  number: (text) => number(text) !== null,
  integer: (text) => /^-?\d+$/.test(number(text) ?? ''),
  boolean: (text) => /^(?:yes|no|y|n|true|false|0|1|да|нет|истина|ложь|\+|-)$/i.test(text),
  country: (text) => countries().has(text.toLowerCase()),
}

/** Looks at the values of one column. */
export function columnValues(sample: readonly (readonly string[])[], column: number): ColumnValues {
  const rows = sample.slice(0, rowsJudged)
  const values = rows
    .map((row) => (row[column] ?? '').slice(0, longest).trim())
    .filter((value) => value !== '')
  const shares = new Map<ValueShape, number>()
  return {
    filled: rows.length === 0 ? 0 : values.length / rows.length,
    count: values.length,
    distinct: values.length === 0 ? 0 : new Set(values).size / values.length,
    share(shape) {
      let share = shares.get(shape)
      if (share === undefined) {
        share = values.length === 0 ? 0 : values.filter(tests[shape]).length / values.length
        shares.set(shape, share)
      }
      return share
    },
  }
}

function isPhoneLength(text: string): boolean {
  const digits = text.replace(/\D/g, '').length
  const dressed = /^\+|[\s().–-]/.test(text)
  return digits <= 20 && digits >= (dressed ? 7 : 10)
}

function isDate(given: string): boolean {
  const text = usualDate(given)
  return readDate(text, 'ru') !== null || readDate(text, 'en') !== null
}

/** The number in a text, with or without a currency. */
function number(text: string): string | null {
  return readAmount(text.replace(/\s?%$/, ''))
}

let known: Set<string> | undefined

/** Names of all countries in both languages. */
function countries(): Set<string> {
  if (known) return known
  known = new Set()
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index))
  for (const language of ['en', 'ru']) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
      const name = names.of(code)?.toLowerCase()
      if (name) known.add(name)
    }
  }
  for (const name of ['usa', 'uk', 'сша', 'рф', 'российская федерация', 'korea', 'белоруссия'])
    known.add(name)
  return known
}
