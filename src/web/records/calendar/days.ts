import type { Field } from '../../../kernel/fields/f.ts'
import { addDays, addMonths, clockIn, momentIn, weekdayOf } from '../../../kernel/text/zone.ts'

export type Span = 'month' | 'week'

/** The weeks a calendar shows around a day, each of seven days from Monday on. */
export function weeksOf(at: string, span: Span): readonly (readonly string[])[] {
  const first = span === 'month' ? `${at.slice(0, 8)}01` : at
  const last = span === 'month' ? addDays(addMonths(first, 1), -1) : at
  const weeks: string[][] = []
  for (let monday = addDays(first, 1 - weekdayOf(first)); monday <= last; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_one, at) => addDays(monday, at)))
  return weeks
}

/** The day shown after a step forward or back. */
export function stepped(at: string, span: Span, by: 1 | -1): string {
  return span === 'month' ? addMonths(`${at.slice(0, 8)}01`, by) : addDays(at, 7 * by)
}

/** The day a value of a date field falls on, on the clocks of the reader; null for none. */
export function dayOfValue(field: Field, value: unknown, timeZone: string): string | null {
  if (typeof value !== 'string') return null
  return field.type.name === 'date' ? value : clockIn(timeZone, value).day
}

/** The value moved to another day; a moment keeps its time of day. */
export function movedTo(field: Field, value: unknown, day: string, timeZone: string): string {
  if (field.type.name === 'date' || typeof value !== 'string') return day
  return momentIn(timeZone, day, clockIn(timeZone, value).time)
}
