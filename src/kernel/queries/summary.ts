import { isKnown } from '../access/known-field.ts'
import type { Entity } from '../entities/entity.ts'
import type { Field } from '../fields/f.ts'
import { isFile } from '../fields/types/file.ts'
import { comparisonOf } from './comparison.ts'
import type { Filter } from './filter.ts'

/** What can be told under a column about all records of a list. */
export const footerKinds = ['sum', 'average', 'least', 'most', 'filled', 'empty'] as const
export type FooterKind = (typeof footerKinds)[number]

const always: readonly FooterKind[] = ['filled', 'empty']

/** What makes sense under a column of this field; text has no sum, a percent no total. */
export function footersOf(field: Field): readonly FooterKind[] {
  if (!isKnown(field)) return []
  switch (field.type.name) {
    case 'percent':
    case 'rating':
      return ['average', 'least', 'most', ...always]
    case 'money':
    case 'integer':
    case 'decimal':
      return ['sum', 'average', 'least', 'most', ...always]
    case 'date':
    case 'dateTime':
      return ['least', 'most', ...always]
    default:
      return always
  }
}

/** Whether records can be put into groups by this field: a record stands in exactly one of them. */
export function isGrouping(name: string, field: Field | undefined): field is Field {
  if (!field || name === 'nextStep') return false
  const { type } = field
  return (
    type.name === 'choice' ||
    type.name === 'boolean' ||
    type.name === 'rating' ||
    field.partOf !== undefined ||
    isDated(field) ||
    (type.name === 'ref' && field.options.to !== 'step' && !isFile(field))
  )
}

/** Whether groups by this field are months. */
export function isDated(field: Field): boolean {
  const comparison = comparisonOf(field)
  return comparison === 'day' || comparison === 'moment'
}

/** Whether the groups can be the columns of a board: a card dragged there takes the column's value. */
export function isColumned(name: string, field: Field | undefined): field is Field {
  if (!isGrouping(name, field) || field.readOnly || field.createOnly || field.hidden) return false
  const { type, options } = field
  return type.name === 'ref' ? options.to === 'user' || options.to === 'team' : !isDated(field)
}

/** Whether amounts of this field are added up over a group. */
export function isSummed(field: Field | undefined): field is Field {
  return field !== undefined && footersOf(field).includes('sum')
}

/** The field boards add up where nobody has chosen one: the first amount a noun declares. */
export function amountOf(entity: Entity): string | null {
  return Object.keys(entity.fields).find((name) => entity.fields[name]?.type.name === 'money') ?? null
}

/** Names of the fields of a noun for which `fits` holds, those in sight only. */
export function fieldsThat(
  entity: Entity,
  fits: (name: string, field: Field | undefined) => boolean,
): string[] {
  return Object.keys(entity.fields).filter((name) => {
    const field = entity.fields[name]
    return field !== undefined && !field.hidden && fits(name, field)
  })
}

/** The condition under which a record is of a group; `key` is a month (`2026-11`) where the field is dated. */
export function groupFilter(name: string, field: Field, key: string | null): Filter {
  if (key === null) return { field: name, op: 'empty' }
  if (isDated(field)) return { field: name, op: 'between', value: [`${key}-01`, lastDay(key)] }
  return { field: name, op: 'eq', value: groupValue(field, key) as string }
}

/** The value of the field that its group is named by. */
export function groupValue(field: Field, key: string | null): string | number | boolean | null {
  if (key === null) return null
  if (field.type.name === 'boolean') return key === 'true'
  return field.type.name === 'rating' ? Number(key) : key
}

function lastDay(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`
}
