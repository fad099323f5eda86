import { z } from 'zod'
import { readDecimal } from '../../text/read-number.ts'
import type { FieldType } from '../field-type.ts'
import { oneColumn } from '../field-type.ts'

export interface NumberOptions {
  min?: number
  max?: number
}

/** A whole number within ±2^31. */
export const integer: FieldType<number, NumberOptions> = {
  name: 'integer',
  ...oneColumn('integer'),
  operators: ['eq', 'neq', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'between', 'empty', 'notEmpty'],
  schema: ({ min = -2_147_483_648, max = 2_147_483_647 }) => z.int().min(min).max(max),
  parse(text, { min = -2_147_483_648, max = 2_147_483_647 }) {
    const decimal = readDecimal(text)
    const value = decimal === null ? Number.NaN : Number(decimal)
    if (!Number.isInteger(value)) return { ok: false, error: 'value.not-a-whole-number' }
    if (value < min || value > max) return { ok: false, error: 'value.out-of-range', params: { min, max } }
    return { ok: true, value }
  },
  print: (value) => String(value),
  fromColumns: ([value]) => value as number,
}
