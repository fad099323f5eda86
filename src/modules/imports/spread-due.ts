import { Temporal } from 'temporal-polyfill'

const dayStart = 9
const dayMinutes = 9 * 60
/** Work handed out later than this starts on the next working day. */
const lastStart = 16

/**
 * When the n-th first step of one owner falls due (n from 0): `perDay` steps a working day, evenly between 9:00
 * and 18:00 of `timeZone`, from `startOn` or, when none is given, from today or the next working day.
 */
export function spreadDue(now: Date, n: number, { startOn, perDay }: { startOn?: string; perDay: number }, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const first = startOn ? Temporal.PlainDate.from(startOn) : local.toPlainDate().add({ days: local.hour >= lastStart ? 1 : 0 })
  const day = addWorkingDays(first, Math.floor(n / perDay))
  const minutes = Math.floor(((n % perDay) * dayMinutes) / perDay)
  const planned = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from({ hour: dayStart }).add({ minutes }) })
  return new Date(Math.max(planned.epochMilliseconds, now.getTime()))
}

function addWorkingDays(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const start = from.dayOfWeek <= 5 ? from : from.add({ days: 8 - from.dayOfWeek })
  const offset = start.dayOfWeek - 1 + count
  return start.add({ days: count + Math.floor(offset / 5) * 2 })
}
