import { describe, expect, test } from 'vitest'
import { firstSteps } from './first-steps.ts'

const now = new Date('2026-11-23T05:00:00Z') // Monday, 8:00 in Moscow
const steps = (records: number, people: number, perDay = 40) =>
  firstSteps({ nextStep: { perDay } }, { records, people, timeZone: 'Europe/Moscow', now })

describe('first steps of an import', () => {
  test('are shared out and end on a working day', () => {
    expect(steps(1200, 3)).toEqual({ lastDay: '2026-12-04', perDay: 40 })
  })

  test('of a few records are all on the first day', () =>
    expect(steps(5, 3)).toEqual({ lastDay: '2026-11-23', perDay: 2 }))
  test('of a long list take months', () => expect(steps(8000, 1).lastDay).toBe('2027-08-27'))
})
