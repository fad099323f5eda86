import { describe, expect, it } from 'vitest'
import { contact } from '../customers/index.ts'
import { lead } from '../leads/index.ts'
import { cellValue, isFormulaError } from './cell-value.ts'

const env = { locale: 'ru', timeZone: 'Europe/Moscow', country: 'RU', currency: 'RUB' } as const
const read = (name: string, text: string, noun = contact) => cellValue({ noun, name }, text, env)
const value = (name: string, text: string, noun = contact) => {
  const found = read(name, text, noun)
  return found.ok === true ? [found.value, ...found.others] : found.ok === 'nothing' ? 'nothing' : found.error
}

describe('an e-mail', () => {
  it.each([
    ['Ivan Petrov <ivan@x.ru>', ['ivan@x.ru']],
    ['"Петров, Иван" <ivan@x.ru>', ['ivan@x.ru']],
    ['ivan@x.ru (работа)', ['ivan@x.ru']],
    ['ivan@x.ru.', ['ivan@x.ru']],
    ['a@x.ru ::: b@x.ru', ['a@x.ru', 'b@x.ru']],
    ['a@x.ru b@x.ru', ['a@x.ru', 'b@x.ru']],
    ['Иван <a@x.ru>; Анна <b@x.ru>', ['a@x.ru', 'Анна <b@x.ru>']],
    ['узнать', 'value.not-an-email'],
    ['нет', 'nothing'],
    ['—', 'nothing'],
  ])('%s', (text, wanted) => expect(value('email', text)).toEqual(wanted))
})

describe('a phone', () => {
  const first = '+79161234567'
  it.each([
    ['79161234567.0', [first]],
    ['7.9161234567E+10', [first]],
    ['7,9161234567e10', [first]],
    ['7,92E+10', 'digits-lost'],
    ['7.91612E+10', 'digits-lost'],
    ['8 916 123-45-67 (моб.)', [first]],
    ['моб. 8 (916) 123-45-67', [first]],
    ['+7 916 123-45-67 +7 495 111-22-33', [first, '+7 495 111-22-33']],
    ['89161234567 84951112233', [first, '84951112233']],
    ['(916) 123-45-67 ::: 84951112233', [first, '84951112233']],
    ['0', 'nothing'],
    ['н/д', 'nothing'],
    ['перезвонить', 'value.not-a-phone'],
  ])('%s', (text, wanted) => expect(value('phone', text)).toEqual(wanted))
})

describe('a day', () => {
  it.each([
    ['45983', ['2025-11-22']],
    ['45983,75', ['2025-11-22']],
    ['1763769600', ['2025-11-22']],
    ['1763769600000', ['2025-11-22']],
    ['0000-00-00', 'nothing'],
    ['0000-00-00 00:00:00', 'nothing'],
    ['0/0/00', 'nothing'],
    ['00.00.0000', 'nothing'],
    ['вс, 22 ноября 2025 года', ['2025-11-22']],
    ['November 22nd, 2025', ['2025-11-22']],
    ['20251122', ['2025-11-22']],
    ['скоро', 'value.not-a-date'],
    ['123', 'value.not-a-date'],
  ])('%s', (text, wanted) => expect(value('birthday', text)).toEqual(wanted))

  it('with a time is on the clocks of the reader', () => {
    expect(value('createdAt', '45983.5')).toEqual(['2025-11-22T09:00:00.000Z'])
    expect(value('createdAt', '1763769600')).toEqual(['2025-11-22T00:00:00.000Z'])
  })
})

describe('figures', () => {
  it.each([
    ['budget', '1,2 млн руб.', [{ amount: 120_000_000, currency: 'RUB' }]],
    ['budget', '1 100 руб. 5 коп.', [{ amount: 110_005, currency: 'RUB' }]],
    ['budget', '1234.5 EUR', [{ amount: 123_450, currency: 'EUR' }]],
    ['budget', '500 за 3 шт', 'value.not-money'],
    ['budget', 'NULL', 'nothing'],
    ['score', '70%', [70]],
    ['score', '12 шт.', [12]],
  ])('%s: %s', (name, text, wanted) => expect(value(name, text, lead)).toEqual(wanted))

  it('of what another system knows a record by are all there, or none', () => {
    expect(value('externalId', '7.70708E+11')).toBe('digits-lost')
    expect(value('externalId', '7707083893.0')).toEqual(['7707083893'])
    expect(value('externalId', 'A-1.0')).toEqual(['A-1.0'])
  })
})

it('an error of a formula is known', () => {
  expect(['#N/A', '#Н/Д', '#REF!', '#ССЫЛКА!', '#DIV/0!', '#NAME?'].every(isFormulaError)).toBe(true)
  expect(['#1', '#N', 'N/A'].some(isFormulaError)).toBe(false)
})
