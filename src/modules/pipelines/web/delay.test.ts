import { expect, test } from 'vitest'
import { delayFrom, minutesOf } from './delay.ts'

test('minutes are said in the largest unit that fits', () => {
  expect(delayFrom(5)).toEqual({ count: 5, unit: 'minutes' })
  expect(delayFrom(90)).toEqual({ count: 90, unit: 'minutes' })
  expect(delayFrom(180)).toEqual({ count: 3, unit: 'hours' })
  expect(delayFrom(2880)).toEqual({ count: 2, unit: 'days' })
  expect(delayFrom(0)).toEqual({ count: 0, unit: 'minutes' })
})

test('and come back the same, up to a year', () => {
  for (const minutes of [0, 5, 90, 180, 1440, 7200]) expect(minutesOf(delayFrom(minutes))).toBe(minutes)
  expect(minutesOf({ count: 9999, unit: 'days' })).toBe(527_040)
  expect(minutesOf({ count: -3, unit: 'hours' })).toBe(0)
})
