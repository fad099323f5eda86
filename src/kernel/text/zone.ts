/** Day and time of day of a moment on the clocks of a time zone: `2026-11-22`, `14:05`. */
export function clockIn(timeZone: string, moment: string | Date): { day: string; time: string } {
  const parts = clockOf(timeZone).formatToParts(typeof moment === 'string' ? new Date(moment) : moment)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` }
}

/**
 * The moment when clocks of the zone show this day and time (`14:05`, seconds may follow), in UTC. A time skipped by
 * a change of clocks moves forward by the change; one that happens twice is the first.
 */
export function momentIn(timeZone: string, day: string, time: string): string {
  const wanted = Date.parse(`${day}T${time}Z`)
  // Two rounds: the offset found at the first guess may be that of the other side of a change of clocks.
  let guess = wanted
  for (let round = 0; round < 2; round++) guess = wanted - offsetAt(timeZone, guess)
  const earlier = guess - 3_600_000
  return new Date(earlier + offsetAt(timeZone, earlier) === wanted ? earlier : guess).toISOString()
}

/** Whole days from one day to another, `2026-11-22` to `2026-11-24` is 2. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000)
}

/** The day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** The same day so many months later, or the last day of a month that is shorter. */
export function addMonths(day: string, months: number): string {
  const first = new Date(`${day.slice(0, 7)}-01T00:00Z`)
  first.setUTCMonth(first.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(Number(day.slice(8)), lastDay))
  return first.toISOString().slice(0, 10)
}

/** Day of the week, Monday is 1 and Sunday 7. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00Z`).getUTCDay() || 7
}

function offsetAt(timeZone: string, epoch: number): number {
  const { day, time } = clockIn(timeZone, new Date(epoch))
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(epoch / 60_000) * 60_000
}

// Making a formatter costs more than fifty uses of one.
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, clock)
  return clock
}
