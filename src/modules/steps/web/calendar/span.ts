import { addDays } from '../../../../kernel/text/zone.ts'

export type CalendarView = 'day' | 'week'

/** The days a view shows around a day: itself, or its week from Monday. */
export function daysOf(view: CalendarView, on: string): string[] {
  if (view === 'day') return [on]
  const monday = mondayOf(on)
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

/** The day to look at after a step back or forth. */
export function shifted(view: CalendarView, on: string, by: -1 | 1): string {
  return addDays(on, by * (view === 'day' ? 1 : 7))
}

/** The Monday of the week that holds a day. */
export function mondayOf(day: string): string {
  return addDays(day, -((new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7))
}
