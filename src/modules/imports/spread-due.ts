import { Temporal } from 'temporal-polyfill'

const dayStart = 9
const dayMinutes = 9 * 60
/** Work handed out later than this starts on the next working day. */
const lastStart = 16

/**
 * Spreads the first steps of one owner: `perDay` a working day, evenly between 9:00 and 18:00 of `timeZone`, from
 * `startOn` or, when none is given, from today or the next working day. The result tells when the n-th step (n from
 * 0) falls due, in UTC; never before `now`.
 */
export function spreadDue(
  now: Date,
  { startOn, perDay }: { startOn?: string; perDay: number },
  timeZone: string,
): (n: number) => Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const first = startOn
    ? Temporal.PlainDate.from(startOn)
    : local.toPlainDate().add({ days: local.hour >= lastStart ? 1 : 0 })
  const mornings = new Map<number, number>()
  return (n) => {
    const day = Math.floor(n / perDay)
    const morning = mornings.get(day) ?? morningOf(addWorkingDays(first, day), timeZone)
    mornings.set(day, morning)
    const minutes = Math.floor(((n % perDay) * dayMinutes) / perDay)
    return new Date(Math.max(morning + minutes * 60_000, now.getTime()))
  }
}

function addWorkingDays(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const start = from.dayOfWeek <= 5 ? from : from.add({ days: 8 - from.dayOfWeek })
  const offset = start.dayOfWeek - 1 + count
  return start.add({ days: count + Math.floor(offset / 5) * 2 })
}

/** Nine o'clock of a day; no zone changes its clocks during working hours. */
function morningOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime({ timeZone, plainTime: { hour: dayStart } }).epochMilliseconds
}
