import { Temporal } from 'temporal-polyfill'

const workStart = 9
const workEnd = 18
const morning = '10:00'

/**
 * When a step suggested by a stage falls due: `delayMinutes` after `now`. A delay of a day or more lands at
 * 10:00 of its day, a shorter one that would end outside 9–18 lands at 10:00 of the next working day; Saturdays
 * and Sundays are passed over. Times of day are in `timeZone`; the result is UTC.
 */
export function suggestDue(now: Date, delayMinutes: number, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .add({ minutes: delayMinutes })
  if (delayMinutes >= 1440) return at(workingDay(local.toPlainDate()), timeZone)
  const isWorkingTime = local.dayOfWeek <= 5 && local.hour >= workStart && local.hour < workEnd
  if (isWorkingTime) return new Date(local.round('minute').epochMilliseconds)
  const day = local.hour >= workEnd ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate()
  return at(workingDay(day), timeZone)
}

/** 10:00 of the working day `months` from now, or of the first one after it. */
export function dueInMonths(now: Date, months: number, timeZone: string): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  return at(workingDay(local.toPlainDate().add({ months })), timeZone)
}

function workingDay(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.dayOfWeek <= 5 ? day : day.add({ days: 8 - day.dayOfWeek })
}

function at(day: Temporal.PlainDate, timeZone: string): Date {
  return new Date(day.toZonedDateTime({ timeZone, plainTime: morning }).epochMilliseconds)
}
