import { offsetUnits, type RelativeDate } from './filter.ts'

type Offset = RelativeDate['offset']

const from = (relative: RelativeDate['relative'], offset?: Offset): RelativeDate =>
  offset ? { relative, offset } : { relative }
const today = (days: number) => from('today', days === 0 ? undefined : { days })

/** This, the last and the next stretch of so many months that begins at a point. */
const stretches = (point: RelativeDate['relative'], months: number) =>
  [
    [from(point), from(point, { months, days: -1 })],
    [from(point, { months: -months }), from(point, { days: -1 })],
    [from(point, { months }), from(point, { months: 2 * months, days: -1 })],
  ] as const

const [thisMonth, lastMonth, nextMonth] = stretches('startOfMonth', 1)
const [thisQuarter, lastQuarter, nextQuarter] = stretches('startOfQuarter', 3)
const [thisYear, lastYear, nextYear] = stretches('startOfYear', 12)

/**
 * The periods people speak of, each by its first and its last day, as a filter has them: `{"op": "between", "value":
 * periods.thisMonth}`. The last and the next so many days begin and end with today.
 */
export const periods = {
  today: [today(0), today(0)],
  yesterday: [today(-1), today(-1)],
  tomorrow: [today(1), today(1)],
  thisWeek: [from('startOfWeek'), from('startOfWeek', { days: 6 })],
  lastWeek: [from('startOfWeek', { weeks: -1 }), from('startOfWeek', { days: -1 })],
  nextWeek: [from('startOfWeek', { weeks: 1 }), from('startOfWeek', { weeks: 1, days: 6 })],
  ...{ thisMonth, lastMonth, nextMonth },
  ...{ thisQuarter, lastQuarter, nextQuarter },
  ...{ thisYear, lastYear, nextYear },
  last7Days: [today(-6), today(0)],
  last30Days: [today(-29), today(0)],
  last90Days: [today(-89), today(0)],
  next7Days: [today(0), today(6)],
  next30Days: [today(0), today(29)],
  next90Days: [today(0), today(89)],
} as const satisfies Record<string, readonly [RelativeDate, RelativeDate]>

export type Period = keyof typeof periods

export const periodNames = Object.keys(periods) as Period[]

/** The period that a pair of days is; null for any other pair. */
export function periodOf(value: unknown): Period | null {
  const wanted = keyOf(value)
  return wanted === null ? null : (periodNames.find((name) => keyOf(periods[name]) === wanted) ?? null)
}

function keyOf(pair: unknown): string | null {
  if (!Array.isArray(pair) || !pair.every(isRelative)) return null
  return pair
    .map(({ relative, offset = {} }) => [relative, ...offsetUnits.map((unit) => offset[unit] ?? 0)].join(' '))
    .join(', ')
}

const isRelative = (value: unknown): value is RelativeDate =>
  typeof value === 'object' && value !== null && 'relative' in value
