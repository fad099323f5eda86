import { expect, it } from 'vitest'
import { type Period, periodNames, periodOf, periods } from './periods.ts'
import { dayOf } from './relative-date.ts'

// Monday, the last month of its quarter but one.
const clock = { now: new Date('2026-11-23T09:00:00Z'), timeZone: 'Europe/Moscow' }
const daysOf = (period: Period) => periods[period].map((day) => dayOf(day, clock)).join(' ')

it.each<[Period, string]>([
  ['today', '2026-11-23 2026-11-23'],
  ['yesterday', '2026-11-22 2026-11-22'],
  ['thisWeek', '2026-11-23 2026-11-29'],
  ['lastWeek', '2026-11-16 2026-11-22'],
  ['nextWeek', '2026-11-30 2026-12-06'],
  ['thisMonth', '2026-11-01 2026-11-30'],
  ['lastMonth', '2026-10-01 2026-10-31'],
  ['nextMonth', '2026-12-01 2026-12-31'],
  ['thisQuarter', '2026-10-01 2026-12-31'],
  ['lastQuarter', '2026-07-01 2026-09-30'],
  ['nextQuarter', '2027-01-01 2027-03-31'],
  ['thisYear', '2026-01-01 2026-12-31'],
  ['lastYear', '2025-01-01 2025-12-31'],
  ['nextYear', '2027-01-01 2027-12-31'],
  ['last7Days', '2026-11-17 2026-11-23'],
  ['next30Days', '2026-11-23 2026-12-22'],
])('%s is %s', (period, days) => {
  expect(daysOf(period)).toBe(days)
})

it('a period is known by its days, however they are written', () => {
  for (const name of periodNames) expect(periodOf(JSON.parse(JSON.stringify(periods[name])))).toBe(name)
  expect(
    periodOf([
      { relative: 'today', offset: { days: 0 } },
      { relative: 'today', offset: {} },
    ]),
  ).toBe('today')
  for (const other of [
    undefined,
    '2026-11-23',
    { relative: 'today' },
    ['2026-11-23', '2026-11-23'],
    [{ relative: 'today' }, { relative: 'now' }],
    [{ relative: 'today' }, undefined],
  ])
    expect(periodOf(other)).toBeNull()
})
