import { expect, it } from 'vitest'
import { roundDecimal } from './round-decimal.ts'

it.each([
  [2.5, 0, 3],
  [-2.5, 0, -3],
  [1.005, 2, 1.01],
  [0.1 + 0.2, 6, 0.3],
  [123456.789, -2, 123500],
  [0, 2, 0],
])('%d of %i digits is %d', (value, digits, rounded) => {
  expect(roundDecimal(value, digits)).toBe(rounded)
})

it.each([
  [9_000_000_000_000.125, 9_000_000_000_000.12],
  [9_000_000_000_000.375, 9_000_000_000_000.38],
  [9_000_000_000_000.25, 9_000_000_000_000.25],
])('of %d fifteen digits are sure, the even one of two as near', (value, rounded) => {
  expect(roundDecimal(value, 6)).toBe(rounded)
})
