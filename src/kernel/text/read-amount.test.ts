import { expect, it } from 'vitest'
import { readAmount } from './read-amount.ts'
import { readDecimal } from './read-number.ts'

it.each([
  ['1 200 руб.', '1200'],
  ['12.50 EUR', '12.50'],
  ['EUR 1.234.567,50', '1234567.50'],
  ['$1.5M', '1500000'],
  ['1,2 млн руб.', '1200000'],
  ['1.25 млрд', '1250000000'],
  ['500 тыс.', '500000'],
  ['500 тыс. руб', '500000'],
  ['0,5 млн ₽', '500000'],
  ['250 т.р.', '250000'],
  ['15k', '15000'],
  ['15 к', '15000'],
  ['500р', '500'],
  ['-3.5', '-3.5'],
  ['6.0E7', '60000000'],
  ['-1,25e2 EUR', '-125'],
  ['1.2345E2', '123.45'],
  ['1.5e-3', '0.0015'],
])('%s is %s', (text, amount) => {
  expect(readAmount(text)).toBe(amount)
})

it.each([
  '500 за 3 шт',
  '100-200',
  'от 500',
  '300 CA$',
  '500 ₹',
  'договорная',
  '5 лет',
  '12 мес',
  '',
  '1200 XQZ',
])('%s is no amount', (text) => {
  expect(readAmount(text)).toBeNull()
})

it('a comma behind a nought is that of a fraction', () => {
  expect(readDecimal('0,125')).toBe('0.125')
  expect(readDecimal('1,125')).toBe('1125')
})
