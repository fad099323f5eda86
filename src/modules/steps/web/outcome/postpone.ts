import { addDays, clockIn, momentIn } from '../../../../kernel/text/zone.ts'

export const postponeChoices = ['hour', 'tomorrow', 'monday', 'week'] as const
export type PostponeChoice = (typeof postponeChoices)[number]

/**
 * The moments a step may be put off to with one press. All but the first keep the time of day the step was due at;
 * `monday` is the next one, never today. An hour is rounded up to five minutes.
 */
export function postponeMoments(now: Date, dueAt: string, timeZone: string): Record<PostponeChoice, string> {
  const { day } = clockIn(timeZone, now)
  const { time } = clockIn(timeZone, dueAt)
  // 0 is Sunday; from Monday to Monday are seven days.
  const toMonday = (8 - new Date(`${day}T12:00Z`).getUTCDay()) % 7 || 7
  return {
    hour: new Date(Math.ceil((now.getTime() + 3_600_000) / 300_000) * 300_000).toISOString(),
    tomorrow: momentIn(timeZone, addDays(day, 1), time),
    monday: momentIn(timeZone, addDays(day, toMonday), time),
    week: momentIn(timeZone, addDays(day, 7), time),
  }
}
