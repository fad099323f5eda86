import { describe, expect, it } from 'vitest'
import { spreadDue } from './spread-due.ts'

const now = new Date('2026-11-23T05:00:00Z') // Monday, 8:00 in Moscow
const at = (n: number, perDay = 40, startOn?: string) =>
  spreadDue(now, { perDay, startOn }, 'Europe/Moscow')(n).toISOString()

describe('first steps of an import', () => {
  it('start the working day at nine', () => expect(at(0)).toBe('2026-11-23T06:00:00.000Z'))
  it('are spread evenly over the day', () => expect(at(20)).toBe('2026-11-23T10:30:00.000Z'))
  it('go over to the next day when the day is full', () => expect(at(40)).toBe('2026-11-24T06:00:00.000Z'))
  it('pass over the weekend', () => {
    expect(at(40 * 5)).toBe('2026-11-30T06:00:00.000Z')
    expect(at(0, 40, '2026-11-28')).toBe('2026-11-30T06:00:00.000Z')
  })
  it('never fall due before they are made', () => {
    expect(
      spreadDue(new Date('2026-11-23T10:00:00Z'), { perDay: 40 }, 'Europe/Moscow')(0).toISOString(),
    ).toBe('2026-11-23T10:00:00.000Z')
  })
})
