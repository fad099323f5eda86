import { describe, expect, it } from 'vitest'
import type { RelativeDate } from './filter.ts'
import { dayOf, spanOf } from './relative-date.ts'

// 02:30 on Monday in Moscow, still Sunday in New York.
const now = new Date('2026-11-22T23:30:00.000Z')

describe('dayOf', () => {
  const cases: [RelativeDate, string, string][] = [
    [{ relative: 'today' }, 'Europe/Moscow', '2026-11-23'],
    [{ relative: 'today' }, 'America/New_York', '2026-11-22'],
    [{ relative: 'now', offset: { hours: -3 } }, 'Europe/Moscow', '2026-11-22'],
    [{ relative: 'startOfWeek' }, 'Europe/Moscow', '2026-11-23'],
    [{ relative: 'startOfWeek' }, 'America/New_York', '2026-11-16'],
    [{ relative: 'startOfWeek', offset: { weeks: -1, days: 4 } }, 'Europe/Moscow', '2026-11-20'],
    [{ relative: 'startOfMonth', offset: { months: 4, days: -1 } }, 'Europe/Moscow', '2027-02-28'],
    [{ relative: 'today', offset: {} }, 'Europe/Moscow', '2026-11-23'],
  ]
  it.each(cases)('%j in %s is %s', (value, timeZone, expected) => {
    expect(dayOf(value, { now, timeZone })).toBe(expected)
  })

  it('leaves a calendar day as it is', () => {
    expect(dayOf('2026-01-01', { now, timeZone: 'Pacific/Apia' })).toBe('2026-01-01')
  })
})

describe('spanOf', () => {
  const berlin = { now, timeZone: 'Europe/Berlin' }

  it('makes the day the clocks go forward 23 hours long', () => {
    expect(spanOf('2026-03-29', berlin)).toEqual({
      from: '2026-03-28T23:00:00.000Z',
      until: '2026-03-29T22:00:00.000Z',
    })
  })

  it('makes the day the clocks go back 25 hours long', () => {
    expect(spanOf('2026-10-25', berlin)).toEqual({
      from: '2026-10-24T22:00:00.000Z',
      until: '2026-10-25T23:00:00.000Z',
    })
  })

  it('starts a day without midnight at its first moment', () => {
    expect(spanOf('2026-03-08', { now, timeZone: 'America/Havana' }).from).toBe('2026-03-08T05:00:00.000Z')
  })

  it('gives no time to a day a zone skipped', () => {
    const { from, until } = spanOf('2011-12-30', { now, timeZone: 'Pacific/Apia' })
    expect(from).toBe(until)
  })

  it('takes a moment for its millisecond', () => {
    expect(spanOf('2026-11-22T12:00:00+03:00', berlin)).toEqual({
      from: '2026-11-22T09:00:00.000Z',
      until: '2026-11-22T09:00:00.001Z',
    })
    expect(spanOf({ relative: 'now', offset: { hours: -1 } }, berlin).from).toBe('2026-11-22T22:30:00.000Z')
  })

  it('keeps the time of day across a change of clocks when moved by days', () => {
    const beforeChange = { now: new Date('2026-03-28T09:00:00Z'), timeZone: 'Europe/Berlin' }
    expect(spanOf({ relative: 'now', offset: { days: 1 } }, beforeChange).from).toBe(
      '2026-03-29T08:00:00.000Z',
    )
    expect(spanOf({ relative: 'now', offset: { hours: 24 } }, beforeChange).from).toBe(
      '2026-03-29T09:00:00.000Z',
    )
  })
})
