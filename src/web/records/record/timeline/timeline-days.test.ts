import { describe, expect, it } from 'vitest'
import { groupByDay } from './timeline-days.ts'

describe('days of a timeline', () => {
  it('are those of the reader', () => {
    const items = [
      { at: '2026-11-22T21:30:00Z' },
      { at: '2026-11-22T20:00:00Z' },
      { at: '2026-11-21T10:00:00Z' },
    ]
    expect(groupByDay(items, 'Europe/Moscow').map(({ day, items: inside }) => [day, inside.length])).toEqual([
      ['2026-11-23', 1],
      ['2026-11-22', 1],
      ['2026-11-21', 1],
    ])
    expect(groupByDay(items, 'Europe/London')[0]?.items).toHaveLength(2)
  })

  it('of nothing are none', () => {
    expect(groupByDay([], 'UTC')).toEqual([])
  })
})
