import type { Money } from '../../kernel/fields/types/money.ts'
import { currencyDigits } from '../../kernel/text/currency.ts'
import { clockIn, daysBetween } from '../../kernel/text/zone.ts'

export type Locale = 'ru' | 'en'

const regions: Record<Locale, string> = { ru: 'ru-RU', en: 'en-US' }

/** `1 234 567,5` or `1,234,567.5`. */
export function formatNumber(value: number, locale: Locale, decimals = 2): string {
  return numberFormat(locale, { maximumFractionDigits: decimals }).format(value)
}

/** `1,3 млн` or `1.3M`. */
export function formatCompact(value: number, locale: Locale): string {
  return numberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** A share of one as `23,7 %` or `23.7%`. */
export function formatPercent(share: number, locale: Locale, decimals = 1): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: decimals }).format(share)
}

/** `1 250 000 ₽` or `₽1,250,000`; minor units only when there are any. */
export function formatMoney({ amount, currency }: Money, locale: Locale): string {
  const digits = currencyDigits(currency)
  const value = amount / 10 ** digits
  return numberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** `1,3 млн ₽` or `₽1.3M`, for column heads and cards. */
export function formatMoneyCompact({ amount, currency }: Money, locale: Locale): string {
  return numberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(amount / 10 ** currencyDigits(currency))
}

/** A calendar day for tables and fields: `22.11.2026` or `11/22/2026`. */
export function formatDay(day: string, locale: Locale): string {
  return dateFormat(locale, { timeZone: 'UTC', year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    noon(day),
  )
}

/** A calendar day in words: `22 нояб. 2026 г.` or `Nov 22, 2026`. */
export function formatDayLong(day: string, locale: Locale): string {
  return dateFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'short', day: 'numeric' }).format(
    noon(day),
  )
}

/** A month (`2026-11`) in words: `ноябрь 2026 г.` or `November 2026`. */
export function formatMonth(month: string, locale: Locale): string {
  return dateFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(noon(`${month}-15`))
}

/** The weekday of a day: `пн` or `Mon`. */
export function formatWeekday(day: string, locale: Locale): string {
  return dateFormat(locale, { timeZone: 'UTC', weekday: 'short' }).format(noon(day))
}

/** A moment for tables: `22.11.2026, 14:05` or `11/22/2026, 2:05 PM`. */
export function formatMoment(moment: string, locale: Locale, timeZone: string): string {
  return dateFormat(locale, {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(moment))
}

/** A moment in words: `22 нояб. 2026 г., 14:05` or `Nov 22, 2026, 2:05 PM`. */
export function formatMomentLong(moment: string, locale: Locale, timeZone: string): string {
  return dateFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment))
}

/** Time of day: `14:05` or `2:05 PM`. */
export function formatTime(moment: string, locale: Locale, timeZone: string): string {
  return dateFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' }).format(new Date(moment))
}

/**
 * A due moment as short as it can be told: `сегодня, 9:30`, `завтра, 10:00`, `пн, 10:00` within six days, else
 * `5 дек., 10:00`, with the year when it is another one.
 */
export function formatDue(moment: string, locale: Locale, timeZone: string, now = new Date()): string {
  const today = clockIn(timeZone, now).day
  const { day } = clockIn(timeZone, moment)
  const days = daysBetween(today, day)
  const time = formatTime(moment, locale, timeZone)
  return `${dayName(day, days, today, locale)}, ${time}`
}

/** The day of a due moment: `сегодня`, `завтра`, `пн`, `5 дек.`. */
export function formatDueDay(day: string, locale: Locale, today: string): string {
  return dayName(day, daysBetween(today, day), today, locale)
}

/** `2 ч назад`, `через 3 дн.` under seven days, else the day in words. */
export function formatRelative(moment: string, locale: Locale, timeZone: string, now = new Date()): string {
  const seconds = (new Date(moment).getTime() - now.getTime()) / 1000
  const size = Math.abs(seconds)
  if (size >= 7 * 86_400) return formatDayLong(clockIn(timeZone, moment).day, locale)
  const relative = relativeFormat(locale)
  if (size < 45) return relative.format(0, 'second')
  if (size < 45 * 60) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 22 * 3600) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86_400) || Math.sign(seconds), 'day')
}

function dayName(day: string, days: number, today: string, locale: Locale): string {
  if (days >= -1 && days <= 1) return relativeFormat(locale, 'long').format(days, 'day')
  if (days > 1 && days < 7) return dateFormat(locale, { timeZone: 'UTC', weekday: 'short' }).format(noon(day))
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  return dateFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(noon(day))
}

const noon = (day: string) => new Date(`${day}T12:00:00Z`)

// Making an Intl formatter costs more than a hundred uses of one.
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>()

function keep<Format extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const found = kept.get(key)
  // The key names the kind of format, so what is found under it is of that kind.
  if (found) return found as Format
  const made = make()
  kept.set(key, made)
  return made
}

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions) {
  return keep(
    `number ${locale} ${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(regions[locale], options),
  )
}

function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions) {
  return keep(
    `date ${locale} ${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(regions[locale], options),
  )
}

function relativeFormat(locale: Locale, style: 'short' | 'long' = 'short') {
  return keep(
    `relative ${locale} ${style}`,
    () => new Intl.RelativeTimeFormat(regions[locale], { numeric: 'auto', style }),
  )
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** Size of a file: `2.4 MB`. */
export function formatBytes(bytes: number, locale: Locale): string {
  const step = Math.min(byteUnits.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: byteUnits[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1024 ** step)
}
