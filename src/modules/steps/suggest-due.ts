import { addDays, addMonths, clockIn, momentIn, weekdayOf } from '../../kernel/text/zone.ts'

const workStart = '09:00'
const workEnd = '18:00'
const morning = '10:00'

/**
 * When a step suggested by a stage falls due: `delayMinutes` after `now`. A delay of a day or more lands at
 * 10:00 of its day, a shorter one that would end outside 9–18 lands at 10:00 of the next working day; Saturdays
 * and Sundays are passed over. Times of day are in `timeZone`; the result is UTC.
 */
export function suggestDue(now: Date, delayMinutes: number, timeZone: string): Date {
  const after = new Date(now.getTime() + delayMinutes * 60_000)
  const { day, time } = clockIn(timeZone, after)
  if (delayMinutes >= 1440) return morningOf(workingDay(day), timeZone)
  const isWorkingTime = weekdayOf(day) <= 5 && time >= workStart && time < workEnd
  if (isWorkingTime) return new Date(Math.round(after.getTime() / 60_000) * 60_000)
  return morningOf(workingDay(time >= workEnd ? addDays(day, 1) : day), timeZone)
}

/** The step that a stage suggests: its kind, and when it is due. */
export function suggestStep(stage: Record<string, unknown>, now: Date, timeZone: string) {
  const dueAt = suggestDue(now, Number(stage.stepDelayMinutes ?? 0), timeZone)
  return { kind: String(stage.stepKind), dueAt: dueAt.toISOString() }
}

/** 10:00 of the day `months` from now, or of the first working day after it. */
export function dueInMonths(now: Date, months: number, timeZone: string): Date {
  return morningOf(workingDay(addMonths(clockIn(timeZone, now).day, months)), timeZone)
}

function workingDay(day: string): string {
  const weekday = weekdayOf(day)
  return weekday <= 5 ? day : addDays(day, 8 - weekday)
}

function morningOf(day: string, timeZone: string): Date {
  return new Date(momentIn(timeZone, day, morning))
}
