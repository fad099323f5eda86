import { describe, expect, test } from 'vitest'
import { chartSpan, currentSpan, goalFactor, periodsIn, shiftedSpan } from './period.ts'

describe('the span of a period', () => {
  test('is today, the week from Monday or the whole month', () => {
    expect(currentSpan('day', '2026-11-22')).toEqual({ from: '2026-11-22', to: '2026-11-22' })
    expect(currentSpan('week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' })
    expect(currentSpan('month', '2026-02-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  })

  test('the one before a month is a month, before ten days ten days', () => {
    expect(shiftedSpan({ from: '2026-03-01', to: '2026-03-31' }, -1)).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    })
    expect(shiftedSpan({ from: '2026-12-01', to: '2026-12-31' }, 1)).toEqual({
      from: '2027-01-01',
      to: '2027-01-31',
    })
    expect(shiftedSpan({ from: '2026-11-11', to: '2026-11-20' }, 1)).toEqual({
      from: '2026-11-21',
      to: '2026-11-30',
    })
  })
})

describe('a goal over a span', () => {
  test('of a day counts working days', () => {
    expect(goalFactor('day', { from: '2026-11-16', to: '2026-11-22' })).toBe(5)
    expect(goalFactor('day', { from: '2026-11-22', to: '2026-11-22' })).toBe(1)
  })

  test('of a week or a month counts these', () => {
    expect(goalFactor('week', { from: '2026-11-02', to: '2026-11-29' })).toBe(4)
    expect(goalFactor('month', { from: '2026-11-01', to: '2027-01-31' })).toBe(3)
  })
})

test('a span is cut into its periods, the empty ones too', () => {
  expect(periodsIn('day', { from: '2026-11-20', to: '2026-11-22' })).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
  ])
  expect(periodsIn('week', { from: '2026-11-18', to: '2026-11-30' })).toEqual([
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ])
  expect(periodsIn('month', { from: '2026-11-05', to: '2027-01-02' })).toEqual([
    '2026-11-01',
    '2026-12-01',
    '2027-01-01',
  ])
})

test('a chart shows the periods before a short span', () => {
  expect(chartSpan('week', { from: '2026-11-16', to: '2026-11-22' })).toEqual({
    from: '2026-09-28',
    to: '2026-11-22',
  })
  expect(chartSpan('month', { from: '2026-11-01', to: '2026-11-30' })).toEqual({
    from: '2026-06-01',
    to: '2026-11-30',
  })
  expect(periodsIn('day', chartSpan('day', { from: '2026-11-22', to: '2026-11-22' }))).toHaveLength(14)
})
