import { expect, it } from 'vitest'
import { workCalendar } from './calendar.ts'

it('counts working days over weekends and holidays', () => {
  const calendar = workCalendar(new Date('2027-01-11T09:00:00Z'), 'Europe/Moscow', 'ru')
  expect([-2, -1, 0, 1, 5].map((day) => calendar.dateOf(day))).toEqual([
    '2026-12-30',
    '2026-12-31',
    '2027-01-11',
    '2027-01-12',
    '2027-01-18',
  ])
})

it('keeps local time when clocks change', () => {
  const calendar = workCalendar(new Date('2026-11-03T18:00:00Z'), 'America/New_York', 'en')
  expect([-3, 0].map((day) => calendar.at(day, 600).toISOString())).toEqual([
    '2026-10-29T14:00:00.000Z',
    '2026-11-03T15:00:00.000Z',
  ])
})

it('finds the working day some months later', () => {
  const calendar = workCalendar(new Date('2026-11-20T09:00:00Z'), 'Europe/Moscow', 'ru')
  expect(calendar.dateOf(calendar.monthsAfter(0, 3))).toBe('2027-02-22')
  expect(calendar.dateOf(calendar.monthsAfter(-20, 12))).toBe('2027-10-22')
})

it('takes today for a working day, whatever day it is', () => {
  const calendar = workCalendar(new Date('2026-11-22T04:00:00Z'), 'Europe/Moscow', 'ru')
  expect([calendar.dateOf(0), calendar.dateOf(-1), calendar.dateOf(1)]).toEqual([
    '2026-11-22',
    '2026-11-20',
    '2026-11-23',
  ])
  expect(calendar.lastWorked).toBe(-1)
})
