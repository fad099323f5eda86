import { z } from 'zod'
import { readDecimal } from '../../text/read-number.ts'
import { type FieldType, oneColumn } from '../field-type.ts'
import type { NumberOptions } from './number.ts'

/** Below this a JavaScript number holds three digits after the point exactly. */
const largest = 1_000_000_000_000

const operators = [
  'eq',
  'neq',
  'in',
  'notIn',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'empty',
  'notEmpty',
] as const

export interface DecimalOptions extends NumberOptions {
  /** Digits after the point, at most six; what is longer is rounded. Two when not given. */
  digits?: number
}

function decimalLike(name: 'decimal' | 'percent', sign: string): FieldType<number, DecimalOptions> {
  const round = (value: number, { digits = 2 }: DecimalOptions) => Number(value.toFixed(digits))
  return {
    name,
    ...oneColumn('numeric'),
    operators,
    schema: (options) =>
      z
        .number()
        .min(options.min ?? -largest)
        .max(options.max ?? largest)
        .overwrite((value) => round(value, options)),
    parse(text, options) {
      const { min = -largest, max = largest } = options
      const decimal = readDecimal(sign ? text.replace(sign, '') : text)
      if (decimal === null) return { ok: false, error: 'value.not-a-number' }
      const value = round(Number(decimal), options)
      if (value < min || value > max) return { ok: false, error: 'value.out-of-range', params: { min, max } }
      return { ok: true, value }
    },
    print: (value) => `${value}${sign && ` ${sign}`}`,
    fromColumns: ([value]) => Number(value),
  }
}

/** A number with a fraction. */
export const decimal = decimalLike('decimal', '')

/** A share in hundredths: 12.5 is 12.5 %. */
export const percent = decimalLike('percent', '%')
