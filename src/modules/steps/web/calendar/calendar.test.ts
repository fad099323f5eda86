import { describe, expect, test } from 'vitest'
import { bySlot, cellKey, movedTo, slotOf, slots } from './slots.ts'
import { daysOf, mondayOf, shifted } from './span.ts'

const moscow = 'Europe/Moscow'

describe('the days shown', () => {
  test('a week goes from Monday to Sunday', () => {
    const week = daysOf('week', '2026-11-22')
    expect(week).toHaveLength(7)
    expect([week[0], week[6]]).toEqual(['2026-11-16', '2026-11-22'])
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  })

  test('the next span is a day or a week on', () => {
    expect(shifted('day', '2026-11-30', 1)).toBe('2026-12-01')
    expect(shifted('week', '2026-11-22', -1)).toBe('2026-11-15')
  })
})

describe('the lines of a day', () => {
  test('hours from 8 to 19 have their own, the rest go to the ends', () => {
    expect(slots).toHaveLength(14)
    expect(slotOf('2026-11-22T05:00:00.000Z', moscow)).toEqual({ day: '2026-11-22', slot: 8 })
    expect(slotOf('2026-11-22T04:59:00.000Z', moscow).slot).toBe('early')
    expect(slotOf('2026-11-22T16:59:00.000Z', moscow).slot).toBe(19)
    expect(slotOf('2026-11-22T17:00:00.000Z', moscow).slot).toBe('late')
  })

  test('a step moved to another hour keeps its minutes', () => {
    expect(movedTo('2026-11-22T06:30:00.000Z', '2026-11-24', 14, moscow)).toBe('2026-11-24T11:30:00.000Z')
  })

  test('a step moved to another day keeps its time, early or late', () => {
    expect(movedTo('2026-11-22T02:10:00.000Z', '2026-11-23', 'early', moscow)).toBe(
      '2026-11-23T02:10:00.000Z',
    )
    expect(movedTo('2026-11-22T10:15:00.000Z', '2026-11-23', 'late', moscow)).toBe('2026-11-23T17:15:00.000Z')
  })

  test('steps of one hour stand together in their order', () => {
    const cells = bySlot(
      [{ dueAt: '2026-11-22T06:00:00.000Z' }, { dueAt: '2026-11-22T06:45:00.000Z' }],
      moscow,
    )
    expect(cells.get(cellKey('2026-11-22', 9))).toHaveLength(2)
  })
})
