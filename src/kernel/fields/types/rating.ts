import { z } from 'zod'
import { type FieldType, oneColumn } from '../field-type.ts'

export interface RatingOptions {
  /** The most stars; five when not given. */
  max?: number
}

/** Stars: a whole number from 1 on. */
export const rating: FieldType<number, RatingOptions> = {
  name: 'rating',
  ...oneColumn('integer'),
  operators: ['eq', 'neq', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'],
  schema: ({ max = 5 }) => z.int().min(1).max(max),
  parse(text, { max = 5 }) {
    const stars = /^[★*]+$/u.test(text) ? text.length : Number(text)
    return Number.isInteger(stars) && stars >= 1 && stars <= max
      ? { ok: true, value: stars }
      : { ok: false, error: 'value.out-of-range', params: { min: 1, max } }
  },
  print: (value) => String(value),
  fromColumns: ([value]) => value as number,
}
