import { Temporal } from 'temporal-polyfill'
import { offsetUnits, type RelativeDate } from './filter.ts'

/** A stretch of time from `from` up to, not including, `until`; ISO in UTC. */
export interface Span {
  from: string
  until: string
}

/** When and where "today" is asked. */
export interface Clock {
  now: Date
  /** IANA zone of the asker. */
  timeZone: string
}

/** The calendar day a value of a date field stands for. */
export function dayOf(value: string | RelativeDate, clock: Clock): string {
  return typeof value === 'string' ? value : relativeDate(value, clock).toPlainDate().toString()
}

/**
 * The stretch a value of a dateTime field stands for: a day is that day in the asker's zone, 23 or 25 hours long
 * where clocks change; a moment is its millisecond, because the API shows milliseconds and columns hold more.
 */
export function spanOf(value: string | RelativeDate, clock: Clock): Span {
  if (typeof value !== 'string') {
    const moment = relativeDate(value, clock)
    return value.relative === 'now' ? millisecond(moment.epochMilliseconds) : day(moment.toPlainDate(), clock)
  }
  return value.includes('T') ? millisecond(Date.parse(value)) : day(Temporal.PlainDate.from(value), clock)
}

function relativeDate({ relative, offset }: RelativeDate, { now, timeZone }: Clock): Temporal.ZonedDateTime {
  const moment = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  if (relative === 'now') return moved(moment, offset)
  const today = moment.toPlainDate()
  return moved(startOf(relative, today), offset).toZonedDateTime(timeZone)
}

function startOf(
  point: Exclude<RelativeDate['relative'], 'now'>,
  day: Temporal.PlainDate,
): Temporal.PlainDate {
  switch (point) {
    case 'today':
      return day
    case 'startOfWeek':
      return monday(day)
    case 'startOfMonth':
      return day.with({ day: 1 })
    case 'startOfQuarter':
      return day.with({ month: day.month - ((day.month - 1) % 3), day: 1 })
    case 'startOfYear':
      return day.with({ month: 1, day: 1 })
  }
}

/** One unit at a time, the largest first: a month on and a day back is the last day of a month. */
function moved<Point extends Temporal.PlainDate | Temporal.ZonedDateTime>(
  point: Point,
  offset: RelativeDate['offset'] = {},
): Point {
  // `add` gives back what it is called on.
  return offsetUnits.reduce((at, unit) => at.add({ [unit]: offset[unit] ?? 0 }) as Point, point)
}

function monday(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 })
}

function day(date: Temporal.PlainDate, { timeZone }: Clock): Span {
  const start = (of: Temporal.PlainDate) => iso(of.toZonedDateTime(timeZone).epochMilliseconds)
  return { from: start(date), until: start(date.add({ days: 1 })) }
}

function millisecond(at: number): Span {
  return { from: iso(at), until: iso(at + 1) }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
