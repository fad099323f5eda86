import { describe, expect, test } from 'vitest'
import { addDays, addMonths, clockIn, daysBetween, momentIn, weekdayOf } from './zone.ts'

describe('clocks of a time zone', () => {
  test('a moment is read on the clocks of the zone', () => {
    expect(clockIn('Europe/Moscow', '2026-11-22T21:30:00Z')).toEqual({ day: '2026-11-23', time: '00:30' })
    expect(clockIn('America/New_York', '2026-11-22T21:30:00Z')).toEqual({ day: '2026-11-22', time: '16:30' })
  })

  test('a clock reading leads back to its moment', () => {
    for (const zone of [
      'Europe/Moscow',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Europe/Berlin',
      'Pacific/Auckland',
    ]) {
      for (const moment of ['2026-01-15T10:00:00.000Z', '2026-07-15T23:45:00.000Z']) {
        const { day, time } = clockIn(zone, moment)
        expect(momentIn(zone, day, time)).toBe(moment)
      }
    }
  })

  test('a time skipped in spring moves forward', () => {
    expect(momentIn('Europe/Berlin', '2026-03-29', '02:30')).toBe('2026-03-29T01:30:00.000Z')
  })

  test('a time that happens twice in autumn is the first', () => {
    expect(momentIn('Europe/Berlin', '2026-10-25', '02:30')).toBe('2026-10-25T00:30:00.000Z')
  })

  test('seconds are kept', () => {
    expect(momentIn('Europe/Moscow', '2026-11-22', '14:05:33.120')).toBe('2026-11-22T11:05:33.120Z')
  })

  test('days are counted by the calendar', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3)
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  test('a month more keeps the day where the month has it', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2026-11-22', 3)).toBe('2027-02-22')
    expect(addMonths('2027-12-31', 2)).toBe('2028-02-29')
  })

  test('a week ends on Sunday', () => {
    expect([weekdayOf('2026-11-22'), weekdayOf('2026-11-23')]).toEqual([7, 1])
  })
})
