import { Temporal } from 'temporal-polyfill'

export const repeats = ['day', 'week', 'month'] as const
export type Repeat = (typeof repeats)[number]

/** Hour of the day, in the zone of the workspace, at which what repeats is due: before people come to work. */
export const repeatHour = 6

/**
 * The next time after `now` at which something that repeats is due: every day, every Monday or every first of the
 * month at six in the zone (where clocks skip that hour, at the next there is).
 */
export function nextTime(every: Repeat, now: Date, timeZone: string): Date {
  const moment = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const timeOf = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone, plainTime: { hour: repeatHour } })
  let day = moment.toPlainDate()
  while (!isDay(every, day) || Temporal.ZonedDateTime.compare(timeOf(day), moment) <= 0)
    day = day.add({ days: 1 })
  return new Date(timeOf(day).epochMilliseconds)
}

function isDay(every: Repeat, day: Temporal.PlainDate): boolean {
  if (every === 'day') return true
  return every === 'week' ? day.dayOfWeek === 1 : day.day === 1
}
