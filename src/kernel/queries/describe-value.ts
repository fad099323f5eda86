import type { Money } from '../fields/types/money.ts'
import { currencyDigits } from '../text/currency.ts'
import type { FieldPath } from './field-path.ts'
import { type OffsetUnit, offsetUnits, type RelativeDate } from './filter.ts'

/** Says a sentence by its key, as i18next does; `context` picks a variant. */
export type Translate = (key: string, params?: Record<string, unknown>) => string

/** What a sentence needs beyond the words themselves. */
export interface Described {
  /** Name of the record a ref points at; "the chosen record" when it is not known. */
  titleOf?(entity: string, id: string): string | undefined
  /** Zone moments are told in; UTC when not given. */
  timeZone?: string
}

/** One value of a term as its reader writes it. `filter.language` tells how numbers and dates are written. */
export function describeValue(
  value: unknown,
  { entity, name, field }: FieldPath,
  t: Translate,
  described: Described,
): string {
  if (typeof value === 'object' && value !== null) {
    if ('me' in value) return t('filter.values.me')
    if ('myTeam' in value) return t('filter.values.myTeam')
    return 'relative' in value ? describeRelative(value as RelativeDate, t) : describeMoney(value as Money, t)
  }
  if (typeof value === 'boolean') return t(value ? 'filter.values.yes' : 'filter.values.no')
  // Four digits stay together: the number may be a year.
  if (typeof value === 'number')
    return new Intl.NumberFormat(t('filter.language'), { useGrouping: 'min2' }).format(value)
  const text = String(value)
  switch (field.type.name) {
    case 'choice':
    case 'multiChoice':
      return t(`${field.options.namedBy ?? `choices.${entity.name}.${name}`}.${text}`)
    case 'ref':
    case 'refs':
      return described.titleOf?.(field.options.to, text) ?? t('filter.values.record')
    case 'date':
    case 'dateTime':
      return describeDate(text, t, described.timeZone ?? 'UTC')
    default:
      return t('filter.values.text', { text })
  }
}

function describeMoney({ amount, currency }: Money, t: Translate): string {
  const digits = currencyDigits(currency)
  const value = amount / 10 ** digits
  return new Intl.NumberFormat(t('filter.language'), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(value)
}

function describeDate(text: string, t: Translate, timeZone: string): string {
  const language = t('filter.language')
  if (!text.includes('T'))
    return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      Date.parse(text),
    )
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    Date.parse(text),
  )
}

function describeRelative({ relative, offset = {} }: RelativeDate, t: Translate): string {
  const shifts = offsetUnits.flatMap((unit) => (offset[unit] ? [{ unit, by: offset[unit] }] : []))
  const point = t(`filter.values.${relative}`)
  const [first] = shifts
  if (!first) return point
  const language = t('filter.language')
  if (shifts.length === 1 && relative === 'today')
    return describeShift(first, language, first.unit === 'days' ? 'auto' : 'always')
  const shift = shifts.map((one) => describeShift(one, language, 'always')).join(', ')
  if (relative !== 'now') return t('filter.values.shifted', { point, shift })
  return shifts.length === 1 && first.unit === 'hours' ? shift : t('filter.values.nowShifted', { shift })
}

function describeShift(
  { unit, by }: { unit: OffsetUnit; by: number },
  language: string,
  numeric: 'auto' | 'always',
): string {
  return new Intl.RelativeTimeFormat(language, { numeric }).format(by, unit)
}
