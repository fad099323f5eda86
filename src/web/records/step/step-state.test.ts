import { describe, expect, it } from 'vitest'
import { stepState } from './step-state.ts'

const now = new Date('2026-11-22T20:30:00Z')

describe('how pressing a step is', () => {
  it('is overdue once its moment has passed', () => {
    expect(stepState('2026-11-22T20:29:00Z', 'Europe/Moscow', now)).toBe('overdue')
  })

  it('is judged by the day of the reader', () => {
    expect(stepState('2026-11-22T21:30:00Z', 'Europe/London', now)).toBe('today')
    expect(stepState('2026-11-22T21:30:00Z', 'Europe/Moscow', now)).toBe('later')
  })
})
