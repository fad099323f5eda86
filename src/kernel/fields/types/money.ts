import { z } from 'zod'
import { currencyDigits, currencyOf } from '../../text/currency.ts'
import { readAmount } from '../../text/read-amount.ts'
import type { FieldType } from '../field-type.ts'

/** `amount` is a whole number of minor units (kopecks, cents); `currency` is ISO 4217. */
export interface Money {
  amount: number
  currency: string
}

const largest = 9_000_000_000_000_00

/** An amount with its currency. Filters compare amounts of the same currency only. */
export const money: FieldType<Money, { min?: number }> = {
  name: 'money',
  columns: [
    { suffix: '', type: 'bigint' },
    { suffix: '_currency', type: 'text' },
  ],
  operators: ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'],
  schema: ({ min = -largest }) =>
    z.object({
      amount: z.int().min(min).max(largest).describe('Minor units: 12.50 EUR is 1250'),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .describe('ISO 4217'),
    }),
  parse(text, { min = -largest }, env) {
    const currency = currencyOf(text) ?? env.currency
    const decimal = readAmount(text)
    if (decimal === null) return { ok: false, error: 'value.not-money' }
    const amount = Math.round(Number(decimal) * 10 ** currencyDigits(currency))
    if (amount < min || amount > largest)
      return { ok: false, error: 'value.out-of-range', params: { min: min / 100, max: largest / 100 } }
    return { ok: true, value: { amount, currency } }
  },
  print(value) {
    const digits = currencyDigits(value.currency)
    return `${(value.amount / 10 ** digits).toFixed(digits)} ${value.currency}`
  },
  toColumns: (value) => [value.amount, value.currency],
  fromColumns: ([amount, currency]) => ({ amount: amount as number, currency: currency as string }),
}
