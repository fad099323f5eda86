import { describe, expect, it } from 'vitest'
import { ApiError, isTemporary, pauseBefore } from './errors.ts'

const refusal = (status: number, retryAfter?: number) =>
  new ApiError(status, { code: 'server.busy', params: retryAfter === undefined ? {} : { retryAfter } })

describe('a request is tried again', () => {
  it.each([
    [refusal(0), true],
    [refusal(503, 2), true],
    [refusal(502), true],
    [new ApiError(503, { code: 'server.took-too-long' }), false],
    [refusal(429, 2), true],
    [refusal(429, 900), false],
    [refusal(429), false],
    [refusal(500), false],
    [refusal(409), false],
    [new Error('anything'), false],
  ])('%#: only where that may help soon', (error, isTried) => {
    expect(isTemporary(error)).toBe(isTried)
  })

  it('after what the server asked for, or longer each time', () => {
    const within = (pause: number, least: number) => {
      expect(pause).toBeGreaterThanOrEqual(least)
      expect(pause).toBeLessThanOrEqual(least * 1.25)
    }
    within(pauseBefore(0, refusal(503, 3), 500), 3000)
    within(pauseBefore(0, refusal(503), 500), 500)
    within(pauseBefore(2, refusal(503), 500), 2000)
    within(pauseBefore(9, refusal(503), 500), 8000)
  })
})
