export const delayUnits = ['minutes', 'hours', 'days'] as const
export type DelayUnit = (typeof delayUnits)[number]

export interface Delay {
  count: number
  unit: DelayUnit
}

const minutesIn: Record<DelayUnit, number> = { minutes: 1, hours: 60, days: 1440 }
/** A year and a day; the longest a stage may suggest. */
const most = 527_040

/** Minutes in the largest unit that says them exactly: 90 is 90 minutes, 120 is 2 hours, 2880 is 2 days. */
export function delayFrom(minutes: number): Delay {
  const unit =
    delayUnits.toReversed().find((one) => minutes > 0 && minutes % minutesIn[one] === 0) ?? 'minutes'
  return { count: minutes / minutesIn[unit], unit }
}

/** Back to minutes, no more than a stage may suggest. */
export function minutesOf({ count, unit }: Delay): number {
  return Math.min(most, Math.max(0, Math.round(count * minutesIn[unit])))
}
