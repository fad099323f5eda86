import type { Field } from '../fields/f.ts'

/**
 * How the values of a field are compared.
 * - `text`: folded (`foldText`), so case and ё do not matter
 * - `code`: letter for letter, the filter's value brought to the lower case it is stored in, so a plain index serves
 * - `exact`: equal or not
 * - `number`, `day`, `moment`: in order
 * - `money`: in order, within one currency
 * - `set`: holds one of the values, or all of them, or not
 * - `presence`: there or not
 */
export type Comparison =
  | 'text'
  | 'code'
  | 'exact'
  | 'number'
  | 'day'
  | 'moment'
  | 'money'
  | 'set'
  | 'presence'

const byType: Record<string, Comparison> = {
  text: 'text',
  longText: 'text',
  richText: 'text',
  url: 'text',
  address: 'text',
  email: 'code',
  phone: 'code',
  choice: 'exact',
  ref: 'exact',
  boolean: 'exact',
  integer: 'number',
  decimal: 'number',
  percent: 'number',
  rating: 'number',
  multiChoice: 'set',
  refs: 'set',
  date: 'day',
  dateTime: 'moment',
  money: 'money',
  json: 'presence',
}

/** How a field is compared. Throws for a field type this table does not know yet. */
export function comparisonOf({ type }: Field): Comparison {
  const comparison = byType[type.name]
  if (!comparison) throw new Error(`filters cannot compare fields of type ${type.name} yet`)
  return comparison
}
