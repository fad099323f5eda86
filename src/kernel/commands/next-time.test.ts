import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { nextTime, repeatHour, repeats } from './next-time.ts'

const at = (every: (typeof repeats)[number], now: string, zone = 'Europe/Moscow') =>
  nextTime(every, new Date(now), zone).toISOString()

it('is six in the morning of the next day, Monday or first of the month', () => {
  expect(at('day', '2026-11-23T02:59:59Z')).toBe('2026-11-23T03:00:00.000Z')
  expect(at('day', '2026-11-23T03:00:00Z')).toBe('2026-11-24T03:00:00.000Z')
  expect(at('week', '2026-11-23T03:00:00Z')).toBe('2026-11-30T03:00:00.000Z')
  expect(at('month', '2026-12-31T22:00:00Z')).toBe('2027-01-01T03:00:00.000Z')
})

it('comes after now, within the period, and at six wherever one is', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/Havana', 'Pacific/Apia', 'Australia/Lord_Howe']
  const days = { day: 1, week: 7, month: 31 }
  const moments = fc.date({ min: new Date('2012-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(moments, fc.constantFrom(...repeats), fc.constantFrom(...zones), (now, every, zone) => {
      const next = nextTime(every, now, zone)
      const passed = next.getTime() - now.getTime()
      expect(passed).toBeGreaterThan(0)
      expect(passed).toBeLessThanOrEqual((days[every] * 24 + 1) * 3_600_000)
      const local = Temporal.Instant.fromEpochMilliseconds(next.getTime()).toZonedDateTimeISO(zone)
      expect(local.hour).toBe(repeatHour)
    }),
    { numRuns: 500 },
  )
})
