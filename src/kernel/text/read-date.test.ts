import { describe, expect, test } from 'vitest'
import { readDate, readDateTime } from './read-date.ts'
import { usualDate } from './usual-date.ts'

describe('a day', () => {
  test('is read in the ways of both languages', () => {
    for (const text of [
      '2026-11-22',
      '22.11.2026',
      '22.11.26',
      '22 ноября 2026 г.',
      'Nov 22, 2026',
      '22/11/2026',
    ]) {
      expect(readDate(text, 'ru'), text).toBe('2026-11-22')
    }
    expect(readDate('11/12/2026', 'en')).toBe('2026-11-12')
    expect(readDate('11/12/2026', 'ru')).toBe('2026-12-11')
  })

  test('is read as spreadsheets write it', () => {
    for (const text of ['22-Nov-26', '22 Nov 26', '22.ноя.2026', '22.11.2026 г.'])
      expect(readDate(text, 'ru'), text).toBe('2026-11-22')
    expect(readDate('30 September 2026', 'en')).toBe('2026-09-30')
    expect(readDate('22 ноября 14:05', 'ru')).toBeNull()
  })

  test('is read as letters, forms and programs write it once it is put as usual', () => {
    for (const text of [
      '22nd November 2026',
      '22nd of November 2026',
      'November 22nd, 2026',
      '22 ноября 2026 года',
      'вс, 22 ноября 2026',
      'Sun, 22 Nov 2026 10:00:00 +0300',
      '20261122',
      '20261122T100000Z',
    ])
      expect(readDate(usualDate(text), 'ru'), text).toBe('2026-11-22')
    expect(readDate(usualDate('01012026'), 'ru')).toBeNull()
  })

  test('that is on no calendar is none', () => {
    expect(readDate('31.02.2026', 'ru')).toBeNull()
    expect(readDate('29.02.2025', 'ru')).toBeNull()
    expect(readDate('29.02.2024', 'ru')).toBe('2024-02-29')
    expect(readDate('2026-13-01', 'en')).toBeNull()
    expect(readDate('00.01.2026', 'ru')).toBeNull()
    expect(readDate('0000-01-01', 'en')).toBeNull()
    expect(readDate('0001-01-01', 'en')).toBe('0001-01-01')
  })
})

describe('a moment', () => {
  test('without an offset is on the clocks of the reader', () => {
    expect(readDateTime('22.11.2026 14:05', 'ru', 'Europe/Moscow')).toBe('2026-11-22T11:05:00.000Z')
    expect(readDateTime('Nov 22, 2026 2:05 PM', 'en', 'America/New_York')).toBe('2026-11-22T19:05:00.000Z')
    expect(readDateTime('2026-11-22', 'ru', 'Asia/Tokyo')).toBe('2026-11-21T15:00:00.000Z')
  })

  test('has its time told in more than one way', () => {
    for (const text of [
      '22.11.2026 г. в 14:05',
      '22 ноября 2026 г., 14:05',
      'Nov 22, 2026 at 2:05 PM',
      'Sun Nov 22 2026 14:05:00 GMT+0300 (Moscow Standard Time)',
      '2026-11-22 14:05:00+03',
    ])
      expect(readDateTime(usualDate(text), 'ru', 'Europe/Moscow'), text).toBe('2026-11-22T11:05:00.000Z')
    expect(readDateTime('11/22/2026 2:05 PM UTC', 'en', 'Asia/Tokyo')).toBe('2026-11-22T14:05:00.000Z')
  })

  test('keeps its own offset', () => {
    for (const text of [
      '2026-11-22T14:05:00+03:00',
      '2026-11-22 14:05 +0300',
      '2026-11-22T11:05:00Z',
      '2026-11-22 11:05:00 UTC',
    ]) {
      expect(readDateTime(text, 'en', 'Asia/Tokyo'), text).toBe('2026-11-22T11:05:00.000Z')
    }
    expect(readDateTime('2026-11-22T11:05:33.123456789Z', 'en', 'UTC')).toBe('2026-11-22T11:05:33.123Z')
  })

  test('skipped by a change of clocks moves forward with it', () => {
    expect(readDateTime('2026-03-29 02:30', 'en', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
  })

  test('with an impossible time is none', () => {
    expect(readDateTime('22.11.2026 25:00', 'ru', 'UTC')).toBeNull()
    expect(readDateTime('22.11.2026 14:65', 'ru', 'UTC')).toBeNull()
  })
})
