import type { Operator } from '../fields/field-type.ts'
import type { Money } from '../fields/types/money.ts'

/**
 * A condition on the records of one entity, as the API carries it. Every term is true or false, never unknown:
 * of an empty value (null, or text of no characters) only `empty`, `neq` and `notIn` are true.
 */
export type Filter =
  | { all: readonly Filter[] }
  | { any: readonly Filter[] }
  | { not: Filter }
  | FieldTerm
  | RelatedTerm

/** A field compared with a value. `field` may lead through ref fields: `company.owner.name`. */
export interface FieldTerm {
  field: string
  op: Operator
  /** A pair for `between`, a list (or the team) for `in`, `hasAll` and `notIn`, nothing for `empty` and `notEmpty`. */
  value?: TermValue
}

/** Records of another entity whose ref field points at this one; at least one of them when no count is asked. */
export interface RelatedTerm {
  /** Table of the other entity (`deals`), with the ref field when it has several (`deals.partner`). */
  related: string
  where?: Filter
  count?: { op: CountOperator; value: number }
}

export const countOperators = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte'] as const
export type CountOperator = (typeof countOperators)[number]

export type TermValue = Scalar | readonly Scalar[]
export type Scalar = string | number | boolean | Money | RelativeDate | Me | MyTeam

export const relativePoints = [
  'now',
  'today',
  'startOfWeek',
  'startOfMonth',
  'startOfQuarter',
  'startOfYear',
] as const
export const offsetUnits = ['months', 'weeks', 'days', 'hours'] as const
export type OffsetUnit = (typeof offsetUnits)[number]

/**
 * A date counted from the moment of asking, in the asker's time zone; weeks start on Monday. `now` is a moment and
 * may be moved by hours, the others are whole days.
 */
export interface RelativeDate {
  relative: (typeof relativePoints)[number]
  offset?: { [unit in OffsetUnit]?: number }
}

/** The user who asks. */
export interface Me {
  me: true
}

/** The members of the asker's team, the asker included. */
export interface MyTeam {
  myTeam: true
}

/** Holds for every record. */
export const emptyFilter: Filter = { all: [] }

/** Whether a filter lets every record through by its form alone. */
export function isEmptyFilter(filter: Filter): boolean {
  const simple = simplifyFilter(filter)
  return 'all' in simple && simple.all.length === 0
}

/** Both conditions at once. */
export function andFilter(a: Filter, b: Filter): Filter {
  return simplifyFilter({ all: [a, b] })
}

/**
 * The same condition in its shortest form: nested groups of one kind are joined, double negation and groups of one
 * are dropped, and a group decided by a part that is always true or always false becomes `{all: []}` or `{any: []}`.
 */
export function simplifyFilter(filter: Filter): Filter {
  if ('all' in filter) return simplifyGroup(filter.all, 'all')
  if ('any' in filter) return simplifyGroup(filter.any, 'any')
  if ('not' in filter) return simplifyNot(simplifyFilter(filter.not))
  if ('related' in filter && filter.where) {
    const { where, ...rest } = filter
    return isEmptyFilter(where) ? rest : { ...rest, where: simplifyFilter(where) }
  }
  return filter
}

/** Paths of the fields a filter reads, each once; those of related records as `deals/amount`. */
export function fieldsOf(filter: Filter): string[] {
  return [...new Set(pathsOf(filter))]
}

function simplifyGroup(parts: readonly Filter[], kind: 'all' | 'any'): Filter {
  const flat = parts.map(simplifyFilter).flatMap((part) => groupParts(part, kind) ?? [part])
  const decided = flat.find((part) => groupParts(part, kind === 'all' ? 'any' : 'all')?.length === 0)
  if (decided) return decided
  if (flat.length === 1) return flat[0]!
  return kind === 'all' ? { all: flat } : { any: flat }
}

function simplifyNot(inner: Filter): Filter {
  if ('not' in inner) return inner.not
  if (groupParts(inner, 'all')?.length === 0) return { any: [] }
  if (groupParts(inner, 'any')?.length === 0) return { all: [] }
  return { not: inner }
}

function groupParts(filter: Filter, kind: 'all' | 'any'): readonly Filter[] | null {
  if (kind === 'all') return 'all' in filter ? filter.all : null
  return 'any' in filter ? filter.any : null
}

function pathsOf(filter: Filter): string[] {
  if ('all' in filter) return filter.all.flatMap(pathsOf)
  if ('any' in filter) return filter.any.flatMap(pathsOf)
  if ('not' in filter) return pathsOf(filter.not)
  if ('field' in filter) return [filter.field]
  return [filter.related, ...pathsOf(filter.where ?? emptyFilter).map((path) => `${filter.related}/${path}`)]
}
