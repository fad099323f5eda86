import { closesAt, opensAt, type WorkCalendar } from './calendar.ts'
import type { Dice } from './dice.ts'
import type { Beat, Ending } from './plot.ts'
import type { Seller } from './world.ts'

/** A point in working time. */
export interface Slot {
  workday: number
  minute: number
}

/** A story whose events have their places and whose open end, if it has one, is about to get a date. */
export interface Outline {
  seller: Seller
  ending: Ending
  beats: Beat[]
  /** When the current step of an open record is due; null of a closed one. */
  due: Slot | null
}

const horizon = 10

/**
 * Fills everybody's diary: an open record is due today, was due before, or comes due within two weeks. What
 * waited longest is overdue, what came in last is for today.
 */
export function fillDiaries(outlines: Outline[], calendar: WorkCalendar, dice: Dice): void {
  for (const outline of outlines)
    if (outline.ending === 'parked') outline.due = wakeUp(outline, calendar, dice)
  for (const seller of new Set(outlines.map((outline) => outline.seller))) {
    const open = outlines.filter((outline) => outline.seller === seller && outline.ending === 'open')
    fillDiary(open, seller, calendar, dice.fork(seller.key))
  }
}

function fillDiary(open: Outline[], seller: Seller, calendar: WorkCalendar, dice: Dice): void {
  const byAge = [...open].sort((a, b) => lastDay(a) - lastDay(b))
  const overdue = byAge.filter((outline) => lastDay(outline) < -2).slice(0, seller.habits.overdue)
  for (const outline of overdue)
    outline.due = { workday: dice.between(Math.max(-7, lastDay(outline) + 1), -1), minute: quarter(dice) }

  const rest = byAge.filter((outline) => !overdue.includes(outline))
  const fresh = rest.filter(
    (outline) => outline.beats.length === 1 && lastDay(outline) >= -1 && endsBefore(outline, 17 * 60),
  )
  const waiting = dice.shuffle(rest.filter((outline) => !fresh.includes(outline) && lastDay(outline) < 0))
  const today = [...fresh, ...waiting].slice(0, seller.habits.today)
  spreadOverToday(today, calendar, dice)

  for (const outline of rest) {
    if (today.includes(outline)) continue
    // Most of what is promised is promised for the next few days.
    const workday = Math.min(dice.between(1, horizon), dice.between(1, horizon + 4))
    outline.due = { workday, minute: quarter(dice) }
  }
}

/** Quarters of an hour left today, each used once, so that the queue reads like a day somebody can live. */
function spreadOverToday(today: Outline[], calendar: WorkCalendar, dice: Dice): void {
  const first = Math.max(opensAt, Math.min(calendar.minuteNow - 30, closesAt - 6 * 60))
  const quarters: number[] = []
  for (let minute = Math.ceil(first / 15) * 15; minute < closesAt; minute += 15) quarters.push(minute)
  const free = dice.shuffle(quarters)
  for (const outline of [...today].sort((a, b) => touchedToday(b) - touchedToday(a))) {
    const index = free.findIndex((minute) => minute > touchedToday(outline))
    const [minute = closesAt - 15] = free.splice(Math.max(0, index), 1)
    outline.due = { workday: 0, minute }
  }
}

function wakeUp(outline: Outline, calendar: WorkCalendar, dice: Dice): Slot {
  const asleepSince = lastDay(outline)
  const months = returnMonths(outline, calendar)
  return { workday: calendar.monthsAfter(asleepSince, months), minute: quarter(dice) }
}

/** After how many months to come back: the first of the usual terms that lies ahead. */
export function returnMonths(outline: Outline, calendar: WorkCalendar): 3 | 6 | 12 {
  const terms = [3, 6] as const
  return terms.find((months) => calendar.monthsAfter(lastDay(outline), months) > 0) ?? 12
}

function lastDay(outline: Outline): number {
  return outline.beats.at(-1)?.workday ?? 0
}

function touchedToday(outline: Outline): number {
  return lastDay(outline) === 0 ? (outline.beats.at(-1)?.minute ?? 0) : -1
}

function endsBefore(outline: Outline, minute: number): boolean {
  return touchedToday(outline) < minute
}

function quarter(dice: Dice): number {
  return dice.between(opensAt / 15, closesAt / 15 - 1) * 15
}
