import { describe, expect, it } from 'vitest'
import { dueInMonths, suggestDue } from './suggest-due.ts'

const moscow = 'Europe/Moscow'
const friday = new Date('2026-11-20T09:30:00Z') // 12:30 in Moscow

describe('a suggested due time', () => {
  it('keeps a short delay inside working hours', () => {
    expect(suggestDue(friday, 60, moscow).toISOString()).toBe('2026-11-20T10:30:00.000Z')
  })
  it('moves a short delay past the evening to the next working morning', () => {
    expect(suggestDue(friday, 8 * 60, moscow).toISOString()).toBe('2026-11-23T07:00:00.000Z')
  })
  it('moves an early hour to the same morning', () => {
    expect(suggestDue(new Date('2026-11-20T02:00:00Z'), 30, moscow).toISOString()).toBe(
      '2026-11-20T07:00:00.000Z',
    )
  })
  it('puts a delay of days at ten and passes over the weekend', () => {
    expect(suggestDue(friday, 1440, moscow).toISOString()).toBe('2026-11-23T07:00:00.000Z')
  })
  it('keeps ten o’clock across a change of clocks', () => {
    expect(suggestDue(new Date('2026-03-27T12:00:00Z'), 3 * 1440, 'Europe/Berlin').toISOString()).toBe(
      '2026-03-30T08:00:00.000Z',
    )
  })
  it('returns in months on a working day', () => {
    expect(dueInMonths(friday, 6, moscow).toISOString()).toBe('2027-05-20T07:00:00.000Z')
    expect(dueInMonths(friday, 3, moscow).toISOString()).toBe('2027-02-22T07:00:00.000Z')
  })
})
