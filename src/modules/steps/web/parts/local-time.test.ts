import { expect, test } from 'vitest'
import { localTime, zoneOf } from './local-time.ts'

test('the city tells the zone before the phone does', () => {
  expect(zoneOf('Екатеринбург', '+74951234567')).toBe('Asia/Yekaterinburg')
  expect(zoneOf('Novosibirsk', null)).toBe('Asia/Novosibirsk')
})

test('without a known city the phone tells it', () => {
  expect(zoneOf('Деревня', '+375291234567')).toBe('Europe/Minsk')
  expect(zoneOf(null, '+74951234567')).toBe('Europe/Moscow')
})

test('a mobile phone of a country with many zones tells nothing', () => {
  expect(zoneOf(null, '+79161234567')).toBeNull()
  expect(zoneOf(null, null)).toBeNull()
})

test('evenings and nights are late', () => {
  expect(localTime('Asia/Vladivostok', new Date('2026-11-23T09:00:00Z'))).toEqual({
    time: '19:00',
    isLate: false,
  })
  expect(localTime('Asia/Vladivostok', new Date('2026-11-23T11:00:00Z'))).toEqual({
    time: '21:00',
    isLate: true,
  })
  expect(localTime('Europe/London', new Date('2026-11-23T08:00:00Z'))).toEqual({
    time: '08:00',
    isLate: true,
  })
})
