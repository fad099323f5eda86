import { expect, it } from 'vitest'
import { totalsOf } from './totals.ts'

it('totals add up by currency and are weighted by the stages', () => {
  const columns = [
    { stage: { id: 'a', name: 'A', probability: 10 }, sums: [{ amount: 1000, currency: 'RUB' }] },
    {
      stage: { id: 'b', name: 'B', probability: 50 },
      sums: [
        { amount: 500, currency: 'RUB' },
        { amount: 200, currency: 'EUR' },
      ],
    },
  ]
  expect(totalsOf(columns)).toEqual({
    sums: [
      { currency: 'RUB', amount: 1500 },
      { currency: 'EUR', amount: 200 },
    ],
    weighted: [
      { currency: 'RUB', amount: 350 },
      { currency: 'EUR', amount: 100 },
    ],
  })
})
