import { Temporal } from 'temporal-polyfill'
import type { Money } from '../fields/types/money.ts'
import { foldText } from '../queries/fold-text.ts'
import { type Clock, dayOf } from '../queries/relative-date.ts'
import { currencyDigits } from '../text/currency.ts'
import { plainOf } from '../text/rich-text.ts'
import type { FunctionName } from './functions.ts'
import type { Formula, RollUp } from './resolve-formula.ts'
import { roundDecimal } from './round-decimal.ts'

/** What a part of a formula gives: dates as `2026-11-22`, moments in ISO. */
export type Value = number | string | boolean | Money | null

/** A record by the names of its fields, as the API shows it. */
export type Values = Readonly<Record<string, unknown>>

/** What a formula is computed from besides the record itself. */
export interface Evaluation extends Clock {
  /** The live record a ref leads to; undefined where there is none. */
  related(entity: string, id: string): Values | undefined
  /** The live records of an entity that hold a record in a ref, or among several others. */
  holding(entity: string, by: string, id: unknown): readonly Values[]
}

/** The value of a formula for a record: the same the database finds for the stored record. */
export function evaluateFormula(formula: Formula, record: Values, within: Evaluation): Value {
  switch (formula.node) {
    case 'literal':
      return formula.value
    case 'field': {
      let at: Values | undefined = record
      for (const { name, to } of formula.hops) {
        const id: unknown = at?.[name]
        at = typeof id === 'string' ? within.related(to.name, id) : undefined
      }
      if (!at) return null
      const { computed, type } = formula.field
      const value = computed
        ? fieldValue(formula.field, evaluateFormula(computed, at, within))
        : ((at[formula.name] as Value | undefined) ?? null)
      if (type.name === 'richText') return typeof value === 'string' ? plainOf(value) : null
      return type.name === 'percent' && typeof value === 'number' ? value / 100 : value
    }
    case 'call':
      return call(formula.fn, formula.args, record, within)
    case 'rollUp':
      return rollUp(formula, record, within)
  }
}

/** The largest number a field holds. */
const largest = 1_000_000_000_000
const largestAmount = 9_000_000_000_000_00

/** What a formula gives as the value of its field: rounded, and nothing where it is too large. */
export function fieldValue(
  { type, options }: { type: { name: string }; options: { digits?: number } },
  value: Value,
): Value {
  if (typeof value === 'number') {
    const rounded = roundDecimal(type.name === 'percent' ? value * 100 : value, options.digits ?? 2)
    return Math.abs(rounded) < largest ? rounded : null
  }
  if (!isMoney(value)) return value === '' ? null : value
  const amount = roundDecimal(value.amount, 0)
  return Math.abs(amount) < largestAmount ? { amount, currency: value.currency } : null
}

const isMoney = (value: Value): value is Money => typeof value === 'object' && value !== null

function call(fn: FunctionName, parts: readonly Formula[], record: Values, within: Evaluation): Value {
  const at = (index: number) => {
    const part = parts[index]
    return part ? evaluateFormula(part, record, within) : null
  }
  // Those that make something of what has no value, and those that look at no more than they need.
  switch (fn) {
    case 'if':
      return at(0) === true ? at(1) : at(2)
    case 'first':
      return parts.map((_, index) => at(index)).find((value) => value !== null) ?? null
    case 'empty':
      return at(0) === null || at(0) === ''
    case 'and':
      return kleene(at(0), at(1), false)
    case 'or':
      return kleene(at(0), at(1), true)
    case 'join':
      return `${at(0) ?? ''}${at(1) ?? ''}`
    case 'min':
    case 'max':
      return outermost(
        parts.map((_, index) => at(index)),
        fn,
      )
    case 'today':
      return dayOf({ relative: 'today' }, within)
  }
  const args = parts.map((_, index) => at(index))
  if (args.includes(null)) return null
  const [one, other] = args as [NonNullable<Value>, NonNullable<Value>]
  return isMoney(one) || isMoney(other)
    ? ofMoney(fn, one, other)
    : (strict[fn] as (...args: unknown[]) => Value)(one, other, within)
}

/** And and or of SQL: what is not known decides nothing. */
function kleene(one: Value, other: Value, decisive: boolean): Value {
  if (one === decisive || other === decisive) return decisive
  return one === null || other === null ? null : !decisive
}

function outermost(values: readonly Value[], which: 'min' | 'max'): Value {
  const there = values.filter((value) => value !== null)
  if (there.length === 0) return null
  return there.reduce((best, value) => ((which === 'min' ? value < best : value > best) ? value : best))
}

const furthest = 100_000

/** What the functions do with values that are all there. */
const strict: Partial<Record<FunctionName, (...args: never[]) => Value>> = {
  not: (one: boolean) => !one,
  eq: (one: Value, other: Value) => same(one, other),
  neq: (one: Value, other: Value) => !same(one, other),
  lt: (one: number, other: number) => one < other,
  lte: (one: number, other: number) => one <= other,
  gt: (one: number, other: number) => one > other,
  gte: (one: number, other: number) => one >= other,
  add: (one: number, other: number) => one + other,
  subtract: (one: number, other: number) => one - other,
  multiply: (one: number, other: number) => one * other,
  divide: (one: number, other: number) => (other === 0 ? null : one / other),
  negate: (one: number) => 0 - one,
  abs: (one: number) => Math.abs(one),
  round: (one: number, digits?: unknown) =>
    roundDecimal(one, typeof digits === 'number' ? Math.min(digits, 6) : 0),
  floor: (one: number) => Math.floor(one),
  ceil: (one: number) => Math.ceil(one) + 0,
  text: (one: Value) => (typeof one === 'number' ? digitsOf(roundDecimal(one, 6)) : String(one)),
  length: (one: string) => [...one].length,
  left: (one: string, count: number) => [...one].slice(0, count).join(''),
  right: (one: string, count: number) => (count === 0 ? '' : [...one].slice(-count).join('')),
  contains: (one: string, other: string) => foldText(one).includes(foldText(other)),
  date: (one: string) => one,
  dateOf: (one: string, _: unknown, { timeZone }: Clock) =>
    Temporal.Instant.from(one).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
  days: (from: string, to: string) =>
    Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days,
  addDays: (one: string, days: number) => moved(one, { days }),
  addMonths: (one: string, months: number) => moved(one, { months }),
  year: (one: string) => Temporal.PlainDate.from(one).year,
  month: (one: string) => Temporal.PlainDate.from(one).month,
  weekday: (one: string) => Temporal.PlainDate.from(one).dayOfWeek,
}

/** A number by its digits, however many: 1e+21 as a one with its zeros. */
function digitsOf(value: number): string {
  const [mantissa = '', exponent] = String(value).split('e+')
  if (exponent === undefined) return mantissa
  const [, sign, digits = ''] = /^(-?)(.*)$/.exec(mantissa.replace('.', '')) ?? []
  return sign + digits.padEnd(Number(exponent) + 1, '0')
}

function same(one: Value, other: Value): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? foldText(one) === foldText(other)
    : one === other
}

/** A day by whole days or months from another; none beyond the years 1 to 9999. */
function moved(day: string, by: { days: number } | { months: number }): Value {
  const [[unit, count]] = Object.entries(by) as [[string, number]]
  if (Math.abs(count) > furthest) return null
  const date = Temporal.PlainDate.from(day).add({ [unit]: Math.trunc(count) })
  return date.year < 1 || date.year > 9999 ? null : date.toString()
}

function ofMoney(fn: FunctionName, one: NonNullable<Value>, other: NonNullable<Value> | undefined): Value {
  if (!isMoney(one)) return { ...(other as Money), amount: (one as number) * (other as Money).amount }
  const { amount, currency } = one
  if (other === undefined)
    switch (fn) {
      case 'amount':
        return amount / 10 ** currencyDigits(currency)
      case 'abs':
        return { amount: Math.abs(amount), currency }
      default:
        return { amount: 0 - amount, currency }
    }
  if (!isMoney(other)) {
    const number = other as number
    if (fn === 'multiply') return { amount: amount * number, currency }
    return number === 0 ? null : { amount: amount / number, currency }
  }
  // What is worth more in another currency nobody knows.
  if (currency !== other.currency) return null
  const compute = strict[fn] as (one: number, other: number) => Value
  const found = compute(amount, other.amount)
  return typeof found === 'number' && fn !== 'divide' ? { amount: found, currency } : found
}

function rollUp({ aggregate, entity, by, value, where }: RollUp, record: Values, within: Evaluation): Value {
  const rows = within
    .holding(entity.name, by, record.id)
    .filter((row) => !where || evaluateFormula(where, row, within) === true)
  if (!value) return rows.length
  const values = rows.map((row) => evaluateFormula(value, row, within)).filter((one) => one !== null)
  if (values.some(isMoney)) {
    const amounts = values as Money[]
    const { currency } = amounts[0]!
    if (amounts.some((one) => one.currency !== currency)) return null
    const amount = told(
      aggregate,
      amounts.map((one) => one.amount),
    )
    return amount === null ? null : { amount: amount as number, currency }
  }
  if (value.kind === 'money') return null
  return told(aggregate, values)
}

function told(aggregate: RollUp['aggregate'], values: readonly Value[]): Value {
  if (aggregate === 'min' || aggregate === 'max') return outermost(values, aggregate)
  const sum = roundDecimal(
    (values as number[]).reduce((total, one) => total + one, 0),
    6,
  )
  if (aggregate === 'sum') return sum
  return values.length === 0 ? null : sum / values.length
}
