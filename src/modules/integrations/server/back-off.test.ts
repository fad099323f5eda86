import { expect, it } from 'vitest'
import { nextTry } from './back-off.ts'

it('tries ten times within 75 hours, each time later', () => {
  const start = new Date('2026-11-23T09:00:00Z')
  let at = start
  const waits: number[] = []
  let attempts = 0
  for (;;) {
    attempts++
    const next = nextTry(attempts, at)
    if (!next) break
    waits.push(next.getTime() - at.getTime())
    at = next
  }
  expect(attempts).toBe(10)
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
  expect((at.getTime() - start.getTime()) / 3_600_000).toBeCloseTo(75.6, 1)
})
