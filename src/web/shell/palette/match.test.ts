import { expect, test } from 'vitest'
import { matchScore } from './match.ts'

test('the beginning of a title beats a word inside, which beats a part of a word', () => {
  expect(matchScore('нов', 'Новая сделка')).toBe(5)
  expect(matchScore('сде', 'Новая сделка')).toBe(4)
  expect(matchScore('елк', 'Новая сделка')).toBe(3)
  expect(matchScore('ж', 'Новая сделка')).toBe(0)
})

test('words may come in any order', () => {
  expect(matchScore('theme dark', 'Switch to the dark theme')).toBe(4)
})

test.each([
  ['cjplfnm', 'Создать лид'],
  ['ктщцт', 'Ктщцт'],
  ['ыуеештпы', 'Settings'],
  ['yfpyfxbnm', 'Назначить'],
])('%s is %s in the other layout', (typed, title) => {
  expect(matchScore(typed, title)).toBeGreaterThanOrEqual(4)
})

test.each([
  ['sozdat', 'Создать лид'],
  ['naznachit', 'Назначить ответственного'],
  ['сеттингс', 'Settings'],
  ['сделки', 'Новая сделка'],
])('%s answers %s by its sound or form', (typed, title) => {
  expect(matchScore(typed, title)).toBe(2)
})

test('one slip in a longer word is forgiven', () => {
  expect(matchScore('настрйоки', 'Настройки')).toBe(1)
  expect(matchScore('setings', 'Settings')).toBeGreaterThan(0)
  expect(matchScore('delt', 'Team')).toBe(0)
})

test('what is something else is not found', () => {
  for (const typed of ['импорт', 'zzz', 'qqqq', '%', 'отчёт']) {
    expect(matchScore(typed, 'Новая сделка')).toBe(0)
    expect(matchScore(typed, 'Contacts')).toBe(0)
  }
})
