import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestRank, rankBetween, ranksBetween } from './rank.ts'

const rank = fc.stringMatching(/^[0-9A-Za-z]{0,31}[1-9A-Za-z]$/)

describe('a rank', () => {
  it('is found between any two', () => {
    fc.assert(
      fc.property(rank, rank, (one, other) => {
        fc.pre(one !== other)
        const [low, high] = one < other ? [one, other] : [other, one]
        const between = rankBetween(low, high)!
        expect(low < between && between < high).toBe(true)
        expect(between).toMatch(/^[0-9A-Za-z]*[1-9A-Za-z]$/)
      }),
      { numRuns: 2000 },
    )
  })

  it('is found before and after any', () => {
    fc.assert(
      fc.property(rank, (one) => {
        const [before, after] = [rankBetween(null, one)!, rankBetween(one, null)!]
        expect(before < one && one < after).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('stays short however often something goes to the top or to the end', () => {
    const ends = { top: '0194f3a27b', end: '0194f3a27b' }
    for (let n = 0; n < 10_000; n++) {
      ends.top = rankBetween(null, ends.top)!
      ends.end = rankBetween(ends.end, null)!
    }
    expect(ends.top.length).toBeLessThanOrEqual(8)
    expect(ends.end.length).toBeLessThanOrEqual(8)
  })

  it('is not given where there is no room', () => {
    expect(rankBetween('a', 'a')).toBeNull()
    expect(rankBetween('b', 'a')).toBeNull()
    expect(rankBetween('a', 'a0')).toBeNull()
    const [low, high] = ['a'.repeat(longestRank), `${'a'.repeat(longestRank - 1)}b`]
    expect(rankBetween(low, high)).toBeNull()
  })
})

it('many ranks are spread in order and stay short', () => {
  fc.assert(
    fc.property(rank, rank, fc.integer({ min: 1, max: 300 }), (one, other, count) => {
      fc.pre(one !== other)
      const [low, high] = one < other ? [one, other] : [other, one]
      const ranks = ranksBetween(low, high, count)!
      expect(ranks).toHaveLength(count)
      expect([low, ...ranks, high]).toEqual([low, ...ranks, high].toSorted(byCode))
      expect(new Set([low, ...ranks, high]).size).toBe(count + 2)
      for (const each of ranks)
        expect(each.length).toBeLessThanOrEqual(Math.max(low.length, high.length) + 10)
    }),
  )
})

it('ten thousand moves keep a total order with keys of bounded length', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const next = (below: number) => (numbers.next().value as number) % below
      let cards = ranksBetween('0194', '0195', 50)!
      let spreads = 0
      for (let n = 0; n < 10_000; n++) {
        cards.splice(next(cards.length), 1)
        // The same few places again and again, which is what uses room up.
        const to = n % 3 === 0 ? next(cards.length + 1) : n % 7
        const placed = rankBetween(cards[to - 1] ?? null, cards[to] ?? null)
        if (placed === null) {
          spreads++
          cards = ranksBetween(null, null, cards.length + 1)!
        } else cards.splice(to, 0, placed)
        if (cards.some((card, at) => at > 0 && cards[at - 1]! >= card)) throw new Error(`no order after ${n}`)
      }
      expect(Math.max(...cards.map(({ length }) => length))).toBeLessThanOrEqual(longestRank)
      expect(spreads).toBeLessThan(200)
    }),
    { numRuns: 5 },
  )
})

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
