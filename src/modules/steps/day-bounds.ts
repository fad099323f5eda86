import { Temporal } from 'temporal-polyfill'

/** Start and end of a span of days in UTC; the end is not part of it. */
export interface Bounds {
  from: Date
  to: Date
}

/** The day, the week (from Monday) and the month that hold a moment, as people in `timeZone` see them. */
export function boundsAround(now: Date, timeZone: string): Record<'day' | 'week' | 'month', Bounds> {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const first = today.with({ day: 1 })
  return {
    day: between(today, today.add({ days: 1 }), timeZone),
    week: between(monday, monday.add({ days: 7 }), timeZone),
    month: between(first, first.add({ months: 1 }), timeZone),
  }
}

/** From the start of one day to the end of another, both `YYYY-MM-DD`. */
export function boundsOfDays(from: string, to: string, timeZone: string): Bounds {
  return between(Temporal.PlainDate.from(from), Temporal.PlainDate.from(to).add({ days: 1 }), timeZone)
}

function between(from: Temporal.PlainDate, to: Temporal.PlainDate, timeZone: string): Bounds {
  const at = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds)
  return { from: at(from), to: at(to) }
}
