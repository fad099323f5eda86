import { expect, test } from 'vitest'
import { inOtherLayout, matchScore } from './match.ts'

test('a text typed in the wrong layout is understood both ways', () => {
  expect(inOtherLayout('bdfyjd')).toBe('иванов')
  expect(inOtherLayout('вуфды')).toBe('deals')
})

test('the beginning of a title beats a word inside, which beats a part of a word', () => {
  expect(matchScore('нов', 'Новая сделка')).toBe(3)
  expect(matchScore('сде', 'Новая сделка')).toBe(2)
  expect(matchScore('елк', 'Новая сделка')).toBe(1)
  expect(matchScore('ё', 'Новая сделка')).toBe(0)
})

test('words may come in any order', () => {
  expect(matchScore('theme dark', 'Switch to the dark theme')).toBe(2)
})
