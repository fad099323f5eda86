import type { FastifyRequest } from 'fastify'
import { describe, expect, it } from 'vitest'
import { spend } from './key-rates.ts'

const ask = (key: string, at: number, perMinute = 60) => {
  try {
    spend({} as FastifyRequest, key, perMinute, at)
    return 'served'
  } catch (error) {
    return (error as { params: { retryAfter: number } }).params.retryAfter
  }
}

describe('the rate of a key', () => {
  it('allows a minute’s worth at once and no more', () => {
    const answers = Array.from({ length: 62 }, () => ask('burst', 0))
    expect(answers.filter((one) => one === 'served')).toHaveLength(60)
    expect(answers.slice(60)).toEqual([1, 1])
  })

  it('comes back evenly', () => {
    for (let n = 0; n < 60; n++) ask('even', 0)
    expect([ask('even', 999), ask('even', 1000), ask('even', 1500), ask('even', 2000)]).toEqual([
      1,
      'served',
      1,
      'served',
    ])
  })

  it('is each key’s own', () => {
    for (let n = 0; n < 61; n++) ask('one', 0)
    expect(ask('another', 0)).toBe('served')
  })

  it('says how long to wait at a low rate', () => {
    ask('slow', 0, 1)
    expect(ask('slow', 15_000, 1)).toBe(45)
  })

  it('counts a request once', () => {
    const request = {} as FastifyRequest
    for (let n = 0; n < 5; n++) spend(request, 'once', 1, 0)
    expect(ask('once', 0, 1)).toBe(60)
  })
})
