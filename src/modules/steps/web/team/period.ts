import { addDays } from '../../../../kernel/text/zone.ts'
import { mondayOf } from '../calendar/span.ts'

export type Period = 'day' | 'week' | 'month'

/** First and last day, `2026-11-16`, both part of it. */
export interface Span {
  from: string
  to: string
}

/** The span a period looks at when nobody says otherwise: today, this week from Monday, this month from the first. */
export function currentSpan(period: Period, today: string): Span {
  if (period === 'day') return { from: today, to: today }
  if (period === 'week') return { from: mondayOf(today), to: addDays(mondayOf(today), 6) }
  return monthOf(today)
}

/** The span of the same length before or after; months stay whole months. */
export function shiftedSpan({ from, to }: Span, by: -1 | 1): Span {
  if (isMonth({ from, to })) return monthOf(addDays(by > 0 ? to : from, by))
  const length = daysIn({ from, to }) * by
  return { from: addDays(from, length), to: addDays(to, length) }
}

/** How many days a span has. */
function daysIn({ from, to }: Span): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000) + 1
}

/**
 * How often a goal for one period is met in a span: working days for a day, weeks for a week, months for a month.
 * A span shorter than the period asks for the whole goal.
 */
export function goalFactor(period: Period, { from, to }: Span): number {
  if (period === 'day') return Math.max(1, workingDays({ from, to }))
  if (period === 'week') return Math.max(1, Math.round(daysIn({ from, to }) / 7))
  return Math.max(
    1,
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 +
      Number(to.slice(5, 7)) -
      Number(from.slice(5, 7)) +
      1,
  )
}

const shownPeriods: Record<Period, number> = { day: 14, week: 8, month: 6 }

/** The span a chart looks at: at least as many periods as tell how things go, ending with those asked for. */
export function chartSpan(period: Period, { from, to }: Span): Span {
  const few = shownPeriods[period]
  if (periodsIn(period, { from, to }).length >= few) return { from, to }
  if (period === 'day') return { from: addDays(to, 1 - few), to }
  if (period === 'week') return { from: addDays(mondayOf(to), 7 * (1 - few)), to }
  let first = monthOf(to).from
  for (let index = 1; index < few; index++) first = monthOf(addDays(first, -1)).from
  return { from: first, to }
}

/** The periods of a span by their first days, also those in which nothing happened. */
export function periodsIn(period: Period, { from, to }: Span): string[] {
  const starts: string[] = []
  for (let day = startOf(period, from); day <= to; day = nextStart(period, day)) starts.push(day)
  return starts
}

function startOf(period: Period, day: string): string {
  return period === 'day' ? day : period === 'week' ? mondayOf(day) : `${day.slice(0, 7)}-01`
}

function nextStart(period: Period, day: string): string {
  if (period === 'day') return addDays(day, 1)
  return period === 'week' ? addDays(day, 7) : addDays(monthOf(day).to, 1)
}

function monthOf(day: string): Span {
  const from = `${day.slice(0, 7)}-01`
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1) }
}

function isMonth({ from, to }: Span): boolean {
  return monthOf(from).from === from && monthOf(from).to === to
}

function workingDays({ from, to }: Span): number {
  let count = 0
  for (let day = from; day <= to; day = addDays(day, 1))
    if (new Date(`${day}T12:00Z`).getUTCDay() % 6 !== 0) count++
  return count
}
