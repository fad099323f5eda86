import type { Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import type { Parsed, TextEnv } from '../../kernel/fields/field-type.ts'
import { withoutCurrency } from '../../kernel/text/currency.ts'
import { usualDate } from '../../kernel/text/usual-date.ts'

/** What a cell says: a value, the text of it and of further ones beside it; nothing at all; or what cannot be read. */
export type CellValue =
  | { ok: true; value: unknown; text: string; others: string[] }
  | { ok: 'nothing' }
  | Extract<Parsed<unknown>, { ok: false }>

/** How the values of a type stand beside one another in one cell; ` ::: ` is Google's way. */
const partedBy: Record<string, RegExp> = {
  email: /:::|[\n,;|]+/,
  phone: /:::|[\n,;/|]+|\s+(?=\+\d)/,
  url: /:::|[\n;|]+|,?\s+/,
}
/** More values than this in one cell are none. */
const most = 20
/** Longer texts are none either, and parsing them costs. */
const longest = 500

/**
 * Reads a cell as a value of a field, the way files write it: beyond what the type reads by itself, addresses with names
 * (`Ivan <ivan@x.ru>`), several values in a cell, days as numbers, figures with a unit, and words that say there is
 * nothing (`-`, `n/a`, `0000-00-00`).
 */
export function cellValue(
  { noun, name }: { noun: Entity; name: string },
  given: string,
  env: TextEnv,
): CellValue {
  const field = noun.fields[name]!
  const text = isNumber(name, field) ? withoutExponent(given) : given
  if (text === null) return { ok: false, error: 'digits-lost' }
  if (isDash(text) && !['boolean', 'json'].includes(field.type.name)) return { ok: 'nothing' }
  const whole = read(field, text, env)
  if (whole.ok) return { ...whole, text, others: [] }
  if (saysNothing(field, text)) return { ok: 'nothing' }
  const parting = partedBy[field.type.name]
  if (!parting || text.length > longest) return whole
  const parts = text
    .split(parting, most)
    .flatMap((part) => separate(field, part))
    .map((part) => part.trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
  const readings = parts.map((part) => read(field, part, env))
  const at = readings.findIndex(({ ok }) => ok)
  const first = readings[at]
  return first?.ok ? { ...first, text: parts[at]!, others: parts.filter((_, index) => index !== at) } : whole
}

const isDash = (text: string) => /^[-–—−_]+$/.test(text)
const nothing =
  /^(?:[-–—−_.*?/\\~\s]+|#?n\/a|#?н\/д|null|nil|none|nan|undefined|нет|нет данных|не указан[оаы]?|не заполнен[оаы]?|отсутствует|0000-00-00(?:[T ][\d:.]+)?|0?0[./]0?0[./](?:00)?00)$/i
/** Words that may be names there, so they stand for themselves. */
const wordy = ['text', 'longText', 'richText', 'address', 'choice', 'multiChoice', 'boolean', 'json']

/** Whether a text in a cell of this field says that there is no value. */
export function saysNothing({ type: { name } }: Field, text: string): boolean {
  if (wordy.includes(name)) return false
  return nothing.test(text) || (/^0+(?:[.,]0+)?$/.test(text) && ['phone', 'date', 'dateTime'].includes(name))
}

/** What a formula that went wrong leaves in a file. */
const failed =
  /^#(?:n\/a|н\/д|(?:ref|ссылка|value|знач|num|число|div\/0|дел\/0)!|name\?|имя\?|null!|пусто!)$/i

/** Whether a cell holds the error of a formula, as spreadsheets save it into CSV. */
export const isFormulaError = (text: string): boolean => failed.test(text)

/** A long number as spreadsheets show it: of `7.92E+10` most is gone, of `7.916123456E+10` noughts at the end. */
const scientific = /^([1-9])(?:[.,](\d+))?e\+?(\d{1,2})$/i

function read(field: Field, text: string, env: TextEnv): Parsed<unknown> {
  const { type, options } = field
  const parsed = type.parse(text, options, env)
  if (parsed.ok) return parsed
  const other = otherWriting(type.name, text, env)
  if (other === null || other === text) return parsed
  const again = type.parse(other, options, env)
  return again.ok ? again : parsed
}

/** Numbers that name something, so that every figure counts. */
const isNumber = (name: string, { type }: Field) =>
  type.name === 'phone' || ['externalId', 'taxId', 'sku'].includes(name)

/** Such a number as its figures, without an exponent and the fraction of nought; null when some of them are not there. */
function withoutExponent(text: string): string | null {
  if (/^\d{5,20}[.,]0$/.test(text)) return text.slice(0, -2)
  const [, first = '', rest = '', power] = scientific.exec(text) ?? []
  if (power === undefined) return text
  const hidden = Number(power) - rest.length
  return hidden < 0 || hidden > 3 ? null : first + rest + '0'.repeat(hidden)
}

/** The same value as the type itself reads it; null when there is no other way to see it. */
function otherWriting(type: string, text: string, env: TextEnv): string | null {
  switch (type) {
    case 'email':
      if (text.indexOf('@') !== text.lastIndexOf('@')) return null
      return /[^\s<>()"'«»[\],;:]+@[^\s<>()"'«»[\],;:]+/.exec(text)?.[0].replace(/\.+$/, '') ?? null
    case 'money':
      return withKopecks(text)
    case 'integer':
    case 'decimal':
    case 'percent':
    case 'rating':
      return withoutCurrency(text.replace(/\s*(?:%|шт\.?|чел\.?|человек|pcs)$/i, '')).trim()
    case 'date':
    case 'dateTime':
      return dayOfNumber(text, type, env) ?? usualDate(text)
    default:
      return null
  }
}

/** Kopecks told in words are a fraction: `100 руб. 5 коп.` is `100.05 ₽`. */
function withKopecks(text: string): string {
  return text.replace(
    /(\d)\s*р(?:уб\p{L}*)?\.?\s*(\d\d?)\s*коп\p{L}*\.?$/iu,
    (_, last: string, kopecks: string) => `${last}.${kopecks.padStart(2, '0')} ₽`,
  )
}

/** Days since 1900 as spreadsheets count them, and seconds or milliseconds since 1970. */
function dayOfNumber(text: string, type: 'date' | 'dateTime', { timeZone }: TextEnv): string | null {
  const serial = /^([1-7]\d{4})(?:[.,](\d+))?$/.exec(text)
  if (serial) {
    const days = Number(`${serial[1]}.${serial[2] ?? 0}`)
    const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString().slice(0, 19)
    return type === 'date' ? moment.slice(0, 10) : moment
  }
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return null
  const moment = new Date(text.length === 10 ? Number(text) * 1000 : Number(text))
  return type === 'dateTime'
    ? moment.toISOString()
    : new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment)
}

/** Addresses and long numbers may stand beside one another with nothing but a blank between them. */
function separate({ type }: Field, part: string): string[] {
  const words = part.trim().split(/\s+/)
  if (words.length < 2) return [part]
  const isList =
    (type.name === 'email' && words.filter((word) => word.includes('@')).length > 1) ||
    (type.name === 'phone' && words.every((word) => /^\+?\d{10,13}$/.test(word)))
  return isList ? words : [part]
}
