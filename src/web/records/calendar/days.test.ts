import { describe, expect, it } from 'vitest'
import { f } from '../../../kernel/fields/f.ts'
import { addDays } from '../../../kernel/text/zone.ts'
import { dayOfValue, movedTo, stepped, weeksOf } from './days.ts'

describe('a month', () => {
  it('is whole weeks from Monday, each day once, for every month of ten years', () => {
    for (let at = '2020-01-15'; at < '2030-01-01'; at = stepped(at, 'month', 1)) {
      const days = weeksOf(at, 'month').flat()
      expect(days.length % 7).toBe(0)
      expect(new Date(`${days[0]}T00:00Z`).getUTCDay()).toBe(1)
      days.forEach((day, place) => {
        expect(day).toBe(addDays(days[0]!, place))
      })
      expect(days.filter((day) => day.startsWith(at.slice(0, 7))).length).toBeGreaterThan(27)
      expect(days.length).toBeLessThanOrEqual(42)
    }
  })

  it('is followed by the next one, from its last days too', () => {
    expect(stepped('2026-01-31', 'month', 1)).toBe('2026-02-01')
    expect(stepped('2026-03-31', 'month', -1)).toBe('2026-02-01')
  })
})

it('a week is one row of seven days', () => {
  expect(weeksOf('2026-11-29', 'week')).toEqual([
    ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29'],
  ])
})

describe('a moment', () => {
  const field = f.dateTime()
  it('stands on the day of the reader and keeps its time when it is moved', () => {
    const late = '2026-11-22T22:30:00.000Z'
    expect(dayOfValue(field, late, 'Europe/Moscow')).toBe('2026-11-23')
    const moved = movedTo(field, late, '2026-11-30', 'Europe/Moscow')
    expect(moved).toBe('2026-11-29T22:30:00.000Z')
    expect(dayOfValue(field, moved, 'Europe/Moscow')).toBe('2026-11-30')
  })
})

it('a date is moved as it is', () => {
  expect(movedTo(f.date(), '2026-11-22', '2026-12-01', 'Asia/Tokyo')).toBe('2026-12-01')
})
