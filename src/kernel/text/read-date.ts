import { momentIn } from './zone.ts'

const months = [
  ['jan', 'янв'],
  ['feb', 'фев'],
  ['mar', 'мар'],
  ['apr', 'апр'],
  ['may', 'ма'],
  ['jun', 'июн'],
  ['jul', 'июл'],
  ['aug', 'авг'],
  ['sep', 'сен'],
  ['oct', 'окт'],
  ['nov', 'ноя'],
  ['dec', 'дек'],
]

/**
 * Reads a calendar day as people and programs write it: `2026-11-22`, `22.11.2026`, `22.11.26`, `11/22/2026`,
 * `22 ноября 2026`, `22-Nov-26`, `Nov 22, 2026`. With slashes the language decides (en: month first) unless a part over 12
 * settles it. Returns `YYYY-MM-DD` or null.
 */
export function readDate(text: string, locale: 'ru' | 'en'): string | null {
  return splitDateTime(text, locale)?.day ?? null
}

/** Reads a moment; without an offset of its own it is in `timeZone`, without a time of day it is midnight there. */
export function readDateTime(text: string, locale: 'ru' | 'en', timeZone: string): string | null {
  const parts = splitDateTime(text, locale)
  if (!parts) return null
  const time = readTime(parts.rest)
  if (!time) return null
  try {
    const moment = time.offset
      ? new Date(`${parts.day}T${time.clock}${time.offset}`).toISOString()
      : momentIn(timeZone, parts.day, time.clock)
    return isInEra(moment) ? moment : null
  } catch {
    return null
  }
}

function splitDateTime(text: string, locale: 'ru' | 'en'): { day: string; rest: string } | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)(.*)$/s.exec(text)
  if (iso) return day(iso[1]!, iso[2]!, iso[3]!, iso[4]!)
  const dotted = /^(\d{1,2})[.-](\d{1,2})[.-](\d{4}|\d{2})(?!\d)(.*)$/s.exec(text)
  if (dotted) return day(dotted[3]!, dotted[2]!, dotted[1]!, dotted[4]!)
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?!\d)(.*)$/s.exec(text)
  if (slashed) {
    const [, first = '', second = '', year = '', rest = ''] = slashed
    const monthFirst = Number(first) > 12 ? false : Number(second) > 12 ? true : locale === 'en'
    return monthFirst ? day(year, first, second, rest) : day(year, second, first, rest)
  }
  const worded = /^(\d{1,2})[\s.-]+(\p{L}{3,9})[.,]*[\s.-]+(\d{4}|\d{2})(?![\d:])(?:\s*г\.?)?(.*)$/su.exec(
    text,
  )
  if (worded) return day(worded[3]!, monthNumber(worded[2]!), worded[1]!, worded[4]!)
  const english = /^(\p{L}{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})(?!\d)(.*)$/su.exec(text)
  if (english) return day(english[3]!, monthNumber(english[1]!), english[2]!, english[4]!)
  return null
}

function day(year: string, month: string, date: string, rest: string) {
  const fullYear = year.length === 2 ? (Number(year) < 70 ? `20${year}` : `19${year}`) : year
  const text = `${fullYear}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const moment = new Date(`${text}T00:00Z`)
  // The 31st of February is read as the 3rd of March; it is no day.
  const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
  return isDay && isInEra(text) ? { day: text, rest } : null
}

/** From the year 1 to 9999: what lies outside cannot be stored. */
function isInEra(text: string): boolean {
  return /^(?!0000)\d{4}-/.test(text)
}

function monthNumber(word: string): string {
  const lower = word.toLowerCase()
  const index = months.findIndex((names) => names.some((name) => lower.startsWith(name)))
  return String(index + 1)
}

function readTime(rest: string): { clock: string; offset: string | null } | null {
  const trimmed = rest.trim().replace(/^[T,]\s*/, '')
  if (trimmed === '') return { clock: '00:00', offset: null }
  const match =
    /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]m)?\s*(Z|UTC|GMT)?([+-]\d{2}(?::?\d{2})?)?$/i.exec(
      trimmed,
    )
  if (!match) return null
  const [, hourText = '', minute = '', second = '00', fraction, half, zone, shift] = match
  let hour = Number(hourText)
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const clock = `${String(hour).padStart(2, '0')}:${minute}:${second}${fraction ? `.${fraction.slice(0, 3)}` : ''}`
  return {
    clock,
    offset: shift ? `${shift.slice(0, 3)}:${shift.slice(3).slice(-2) || '00'}` : zone ? 'Z' : null,
  }
}
