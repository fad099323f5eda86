import { z } from 'zod'
import type { Field } from '../fields/f.ts'
import type { Operator } from '../fields/field-type.ts'
import type { Money } from '../fields/types/money.ts'
import { comparisonOf } from './comparison.ts'
import { offsetUnits, relativePoints } from './filter.ts'

/** Most values of an `in`. */
const mostValues = 1000

/** JSON shape of the value an operator takes on a field; nothing for `empty` and `notEmpty`. */
export function valueShape(op: Operator, field: Field): z.ZodType {
  if (op === 'empty' || op === 'notEmpty') return z.undefined()
  const one = scalarShape(field)
  if (op === 'between') return z.tuple([one, one]).refine(isOneCurrency)
  if (op !== 'in' && op !== 'notIn' && op !== 'hasAll') return one
  const list = z.array(one).min(1).max(mostValues)
  return isUserRef(field) ? z.union([list, team]) : list
}

// PostgreSQL keeps no NUL in text, and half a surrogate pair cannot be sent to it at all.
const writable = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => !/[\0\p{Surrogate}]/u.test(text))

// The years both PostgreSQL and JavaScript write with four digits in every zone.
const withinYears = (text: string) => /^[1-8]\d{3}/.test(text)
const calendarDay = z.iso.date().refine(withinYears)
const instant = z.iso.datetime({ offset: true }).refine(withinYears)
const int32 = z.int().min(-2_147_483_648).max(2_147_483_647)
const fraction = z.number().min(-1e12).max(1e12)
const amount = z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
const me = z.strictObject({ me: z.literal(true) })
const team = z.strictObject({ myTeam: z.literal(true) })

const farthest = { months: 1200, weeks: 5200, days: 36_500, hours: 87_600 }
const offset = z.strictObject(
  Object.fromEntries(
    offsetUnits.map((unit) => [unit, z.int().min(-farthest[unit]).max(farthest[unit]).optional()]),
  ),
)
const relative = z
  .strictObject({ relative: z.enum(relativePoints), offset: offset.optional() })
  .refine((value) => value.relative === 'now' || value.offset?.hours === undefined)

function scalarShape(field: Field): z.ZodType {
  switch (comparisonOf(field)) {
    case 'text':
    case 'code':
      return writable
    case 'number':
      return field.type.name === 'integer' || field.type.name === 'rating' ? int32 : fraction
    case 'set':
      return field.type.name === 'refs' ? z.uuid() : z.enum(field.options.choices)
    case 'money':
      return amount
    case 'day':
      return z.union([calendarDay, relative])
    case 'moment':
      return z.union([calendarDay, instant, relative])
    default: {
      const exact = field.type.schema(field.options)
      return isUserRef(field) ? z.union([exact, me]) : exact
    }
  }
}

function isUserRef({ type, options }: Field): boolean {
  return type.name === 'ref' && options.to === 'user'
}

function isOneCurrency(pair: [unknown, unknown]): boolean {
  const [from, to] = pair.map((value) => (value as Partial<Money> | null)?.currency)
  return from === to
}
