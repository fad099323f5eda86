import { Temporal } from 'temporal-polyfill'

/** Minutes after midnight between which this company picks up the phone. */
export const opensAt = 9 * 60
export const closesAt = 19 * 60

const day = 24 * 60 * 60_000

/**
 * The company's working days, counted from today: 0 is today, -1 the working day before it, 1 the one after.
 * Today is always a working day: somebody who tries the demo on a Sunday should not find everybody gone fishing.
 */
export interface WorkCalendar {
  /** Minutes since midnight, local time. */
  minuteNow: number
  /** The last working day on which something can already have happened. */
  lastWorked: number
  /** The moment `minute` minutes into a working day. */
  at(workday: number, minute: number): Date
  /** The date of a working day, `2026-11-22`. */
  dateOf(workday: number): string
  /** Month of a working day, 1 to 12. */
  monthOf(workday: number): number
  /** 1 for Monday to 7 for Sunday. */
  weekdayOf(workday: number): number
  /** The first working day not before the same date so many months later. */
  monthsAfter(workday: number, months: number): number
}

/** Draws the calendar around a moment in a zone. Holidays are those nobody works on where the language is spoken. */
export function workCalendar(now: Date, timeZone: string, locale: 'ru' | 'en'): WorkCalendar {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone)
  const today = local.toPlainDate()
  const minuteNow = local.hour * 60 + local.minute
  const days = new Map<number, { date: Temporal.PlainDate; midnight: number }>([[0, dayOf(today)]])

  function dayOf(date: Temporal.PlainDate) {
    // Clocks change at night, so noon tells the offset of all working hours of the day.
    const noon = date.toPlainDateTime({ hour: 12 }).toZonedDateTime(timeZone).epochMilliseconds
    return { date, midnight: noon - day / 2 }
  }

  function find(workday: number): { date: Temporal.PlainDate; midnight: number } {
    const known = days.get(workday)
    if (known) return known
    const direction = Math.sign(workday)
    let date = find(workday - direction).date
    do date = date.add({ days: direction })
    while (isDayOff(date, locale))
    const found = dayOf(date)
    days.set(workday, found)
    return found
  }

  return {
    minuteNow,
    lastWorked: minuteNow > opensAt + 45 ? 0 : -1,
    at: (workday, minute) => new Date(find(workday).midnight + minute * 60_000),
    dateOf: (workday) => find(workday).date.toString(),
    monthOf: (workday) => find(workday).date.month,
    weekdayOf: (workday) => find(workday).date.dayOfWeek,
    monthsAfter(workday, months) {
      const date = find(workday).date.add({ months })
      let found = workday + months * 18
      while (Temporal.PlainDate.compare(find(found).date, date) < 0) found += 1
      return found
    },
  }
}

const holidays = {
  ru: ['1-1', '1-2', '1-3', '1-4', '1-5', '1-6', '1-7', '1-8', '2-23', '3-8', '5-1', '5-9', '6-12', '11-4'],
  en: ['1-1', '7-4', '12-24', '12-25', '12-26'],
}

function isDayOff(date: Temporal.PlainDate, locale: 'ru' | 'en'): boolean {
  return date.dayOfWeek > 5 || holidays[locale].includes(`${date.month}-${date.day}`)
}
