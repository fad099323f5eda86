import { describe, expect, test } from 'vitest'
import * as format from './format.ts'

const zone = 'Europe/Moscow'
const moment = '2026-11-22T11:05:00.000Z'
const million = { amount: 125_000_000, currency: 'RUB' }
/** Intl writes several kinds of spaces that must not break; which ones is not the matter here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ')

test('sizes of files are written in the largest unit they fill', () => {
  expect([0, 382, 1024, 2_500_000].map((size) => plain(format.formatBytes(size, 'ru')))).toEqual([
    '0 байт',
    '382 байта',
    '1 кБ',
    '2,4 МБ',
  ])
  expect(format.formatBytes(3 * 1024 ** 3, 'en')).toBe('3 GB')
})

describe('numbers and money', () => {
  test('are written the Russian way', () => {
    expect(plain(format.formatNumber(1_234_567.5, 'ru'))).toBe('1 234 567,5')
    expect(plain(format.formatMoney(million, 'ru'))).toBe('1 250 000 ₽')
    expect(plain(format.formatMoneyCompact({ amount: 130_000_000, currency: 'RUB' }, 'ru'))).toBe('1,3 млн ₽')
    expect(plain(format.formatPercent(0.237, 'ru'))).toBe('23,7 %')
  })

  test('are written the English way', () => {
    expect(format.formatNumber(1_234_567.5, 'en')).toBe('1,234,567.5')
    expect(format.formatMoney(million, 'en')).toBe('₽1,250,000')
    expect(format.formatCompact(1_300_000, 'en')).toBe('1.3M')
    expect(format.formatPercent(0.237, 'en')).toBe('23.7%')
  })

  test('minor units are shown when there are any', () => {
    expect(plain(format.formatMoney({ amount: 1250, currency: 'EUR' }, 'en'))).toBe('€12.50')
    expect(format.formatMoney({ amount: 1250, currency: 'JPY' }, 'en')).toBe('¥1,250')
  })
})

describe('days and moments', () => {
  test('in tables are short', () => {
    expect(format.formatDay('2026-11-22', 'ru')).toBe('22.11.2026')
    expect(format.formatDay('2026-11-22', 'en')).toBe('11/22/2026')
    expect(plain(format.formatMoment(moment, 'ru', zone))).toBe('22.11.2026, 14:05')
  })

  test('in words follow the reader', () => {
    expect(plain(format.formatMomentLong(moment, 'ru', zone))).toBe('22 нояб. 2026 г., 14:05')
    expect(plain(format.formatMomentLong(moment, 'en', zone))).toBe('Nov 22, 2026, 2:05 PM')
  })

  test('a due moment is as short as it can be told', () => {
    const now = new Date('2026-11-22T20:00:00Z')
    const due = (at: string, locale: format.Locale) => plain(format.formatDue(at, locale, zone, now))
    expect(due('2026-11-22T06:30:00Z', 'ru')).toBe('сегодня, 9:30')
    // Past midnight in Moscow it is tomorrow, though not yet in UTC.
    expect(due('2026-11-22T21:30:00Z', 'ru')).toBe('завтра, 0:30')
    expect(due('2026-11-21T06:30:00Z', 'en')).toBe('yesterday, 9:30 AM')
    expect(due('2026-11-26T07:00:00Z', 'ru')).toBe('чт, 10:00')
    expect(due('2026-12-05T07:00:00Z', 'ru')).toBe('5 дек., 10:00')
    expect(due('2027-01-05T07:00:00Z', 'en')).toBe('Jan 5, 2027, 10:00 AM')
  })

  test('time passed is told under a week, then the day', () => {
    const now = new Date('2026-11-22T12:00:00Z')
    const ago = (at: string) => plain(format.formatRelative(at, 'ru', zone, now))
    expect(ago('2026-11-22T11:59:50Z')).toBe('сейчас')
    expect(ago('2026-11-22T11:40:00Z')).toMatch(/^20 мин\.? назад$/)
    expect(ago('2026-11-22T10:00:00Z')).toBe('2 ч назад')
    expect(ago('2026-11-19T12:00:00Z')).toBe('3 дн. назад')
    expect(ago('2026-11-10T12:00:00Z')).toBe('10 нояб. 2026 г.')
  })
})
