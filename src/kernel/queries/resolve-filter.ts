import type { EntityCatalog } from '../entities/catalog.ts'
import type { Entity } from '../entities/entity.ts'
import type { Field } from '../fields/f.ts'
import type { Money } from '../fields/types/money.ts'
import { comparisonOf } from './comparison.ts'
import { fieldPath } from './field-path.ts'
import type { CountOperator, FieldTerm, Filter, Me, MyTeam, RelatedTerm, RelativeDate } from './filter.ts'
import { refuseFilter } from './filter-problem.ts'
import { foldText } from './fold-text.ts'
import { relatedOf } from './history.ts'
import { type Clock, dayOf, spanOf } from './relative-date.ts'

/** Who asks and when; what relative values of a filter are relative to. */
export interface FilterEnv extends Clock {
  catalog: EntityCatalog
  actor: { userId: string; teamMemberIds: readonly string[] }
}

/**
 * What a filter asks, in few enough words that SQL and memory can be held to the same answers: every operator is
 * one of four tests, relative values are resolved, and negation stands at the leaves only.
 */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | FieldCondition
  | LinkedCondition

/** A test of one stored column of a field. Of null no test holds, so of null every negated one does. */
export interface FieldCondition {
  name: string
  field: Field
  /** Which of the field's columns; money has two. */
  part: number
  /** The column is compared as `foldText` of it. */
  folded: boolean
  test: Test
  negated: boolean
}

/** How many live records of another entity hold `id` in `theirs`, `id` being the value of `ours` here. */
export interface LinkedCondition {
  entity: Entity
  theirs: string
  ours: string
  where: Condition
  count: { op: CountOperator; value: number }
}

export type Test =
  | { kind: 'present' }
  | { kind: 'oneOf'; values: readonly Operand[] }
  /** Of a set: it holds one of the values, or every one. */
  | { kind: 'holdsOneOf' | 'holdsAll'; values: readonly string[] }
  | { kind: 'contains' | 'startsWith'; text: string }
  | { kind: 'bounds'; bounds: readonly Bound[] }

export type Operand = string | number | boolean

export interface Bound {
  op: 'lt' | 'lte' | 'gt' | 'gte'
  /** A number, a day (`2026-11-22`) or a moment in ISO. */
  value: string | number
}

/** Resolves a checked filter. Fails with `input.bad-filter` where it names what the catalog no longer has. */
export function resolveFilter(filter: Filter, entity: Entity, env: FilterEnv): Condition {
  return resolve(filter, entity, env, false)
}

/** How the outcome of two values compares under a count operator or bound. */
export function compares<Value extends string | number>(a: Value, op: CountOperator, b: Value): boolean {
  switch (op) {
    case 'eq':
      return a === b
    case 'neq':
      return a !== b
    case 'lt':
      return a < b
    case 'lte':
      return a <= b
    case 'gt':
      return a > b
    case 'gte':
      return a >= b
  }
}

function resolve(filter: Filter, entity: Entity, env: FilterEnv, negated: boolean): Condition {
  if ('not' in filter) return resolve(filter.not, entity, env, !negated)
  if ('field' in filter) return resolveTerm(filter, entity, env, negated)
  if ('related' in filter) return resolveRelated(filter, entity, env, negated)
  const isAll = 'all' in filter
  const parts = (isAll ? filter.all : filter.any).map((part) => resolve(part, entity, env, negated))
  return isAll === negated ? { any: parts } : { all: parts }
}

const atLeastOne = { op: 'gte', value: 1 } as const

function resolveRelated(term: RelatedTerm, entity: Entity, env: FilterEnv, negated: boolean): Condition {
  const relation =
    relatedOf(entity, term.related, env.catalog) ??
    refuseFilter('unknown-relation', '', { related: term.related })
  const where = term.where ? resolve(term.where, relation.entity, env, false) : { all: [] }
  const count = opposite(term.count ?? atLeastOne, negated)
  return { entity: relation.entity, theirs: relation.field, ours: 'id', where, count }
}

/** A field behind refs is asked of the record it belongs to, so "not" means there is no such record. */
function resolveTerm(
  { field: path, op, value }: FieldTerm,
  entity: Entity,
  env: FilterEnv,
  negated: boolean,
): Condition {
  const { hops, name, field } = fieldPath(mirrorOf(entity, path) ?? path, entity, env.catalog)
  const isNegative = op === 'neq' || op === 'notIn' || op === 'empty'
  const isDirect = hops.length === 0
  const leaf = resolveField({ name, field, op, value }, env, isDirect && isNegative !== negated)
  const [outer] = hops
  return hops.reduceRight<Condition>((where, hop) => {
    const count = opposite(atLeastOne, hop === outer && isNegative !== negated)
    return { entity: hop.to, theirs: 'id', ours: hop.name, where, count }
  }, leaf)
}

/** The field of the entity itself that always has the value of this path. */
function mirrorOf({ fields }: Entity, path: string): string | undefined {
  return path.includes('.') ? Object.keys(fields).find((name) => fields[name]!.mirrors === path) : undefined
}

interface ResolvedTerm {
  name: string
  field: Field
  op: FieldTerm['op']
  value: unknown
}

function resolveField(term: ResolvedTerm, env: FilterEnv, negated: boolean): Condition {
  const { name, field, op } = term
  const comparison = comparisonOf(field)
  const leaf = (test: Test, part = 0): FieldCondition => ({
    name,
    field,
    part,
    folded: comparison === 'text',
    test,
    negated,
  })
  if (op === 'empty' || op === 'notEmpty') return { ...leaf({ kind: 'present' }), folded: false }
  // What the value may be is known from checkFilter, which refuses any other for this field and operator.
  switch (comparison) {
    case 'text':
      return leaf(textTest(op, term.value as string | string[], foldText))
    case 'code':
      return leaf(textTest(op, term.value as string | string[], (text) => text.toLowerCase()))
    case 'number':
      return leaf(
        op === 'in' || op === 'notIn'
          ? { kind: 'oneOf', values: term.value as number[] }
          : orderTest(op, term.value, point<number>),
      )
    case 'day':
      return leaf(orderTest(op, term.value, (value: string | RelativeDate) => point(dayOf(value, env))))
    case 'moment':
      return leaf(
        orderTest(op, term.value, (value: string | RelativeDate) => ({
          ...spanOf(value, env),
          isPoint: false,
        })),
      )
    case 'money':
      return resolveMoney(op, term.value as Money | [Money, Money], leaf, negated)
    case 'exact':
      return leaf({ kind: 'oneOf', values: exactValues(field, term.value, env) })
    case 'set':
      return leaf({ kind: op === 'hasAll' ? 'holdsAll' : 'holdsOneOf', values: keysOf(field, term.value) })
    case 'presence':
      return refuseFilter('wrong-operator', '', { field: name, op })
  }
}

/** Members of a set as they are stored: ids in lower case, keys as they are. */
function keysOf(field: Field, value: unknown): string[] {
  const keys = value as string[]
  return field.type.name === 'refs' ? keys.map((id) => id.toLowerCase()) : keys
}

function textTest(op: FieldTerm['op'], value: string | string[], form: (text: string) => string): Test {
  if (Array.isArray(value)) return { kind: 'oneOf', values: value.map(form) }
  if (op === 'contains' || op === 'startsWith') return { kind: op, text: form(value) }
  return { kind: 'oneOf', values: [form(value)] }
}

/** A value on a scale: a point, or a stretch up to but not including `until`. */
interface Stretch {
  from: string | number
  until: string | number
  isPoint: boolean
}

function point<Value extends string | number>(value: Value): Stretch {
  return { from: value, until: value, isPoint: true }
}

/** Comparison in order; equal to a stretch means within it, after it means from its end on. */
function orderTest<Value>(op: FieldTerm['op'], value: unknown, stretch: (value: Value) => Stretch): Test {
  const [first, last = first] = (op === 'between' ? (value as [Value, Value]) : [value as Value]).map(stretch)
  const atLeast: Bound = { op: 'gte', value: first!.from }
  const atMost: Bound = { op: last!.isPoint ? 'lte' : 'lt', value: last!.until }
  const bounds: Partial<Record<FieldTerm['op'], Bound[]>> = {
    lt: [{ op: 'lt', value: first!.from }],
    lte: [atMost],
    gt: [{ op: first!.isPoint ? 'gt' : 'gte', value: first!.until }],
    gte: [atLeast],
    between: [atLeast, atMost],
  }
  if (bounds[op]) return { kind: 'bounds', bounds: bounds[op] }
  return first!.isPoint
    ? { kind: 'oneOf', values: [first!.from] }
    : { kind: 'bounds', bounds: [atLeast, atMost] }
}

function resolveMoney(
  op: FieldTerm['op'],
  value: Money | [Money, Money],
  leaf: (test: Test, part?: number) => FieldCondition,
  negated: boolean,
): Condition {
  const [first, ...rest] = Array.isArray(value) ? value : [value]
  const amounts = [first, ...rest].map(({ amount }) => amount)
  const amount = leaf(orderTest(op, rest.length ? amounts : amounts[0], point<number>))
  const currency = leaf({ kind: 'oneOf', values: [first!.currency] }, 1)
  return negated ? { any: [amount, currency] } : { all: [amount, currency] }
}

function exactValues(field: Field, value: unknown, { actor }: FilterEnv): Operand[] {
  const given = (Array.isArray(value) ? value : [value]) as (Operand | Me | MyTeam)[]
  const values = given.flatMap((one) => {
    if (typeof one !== 'object') return [one]
    return 'me' in one ? [actor.userId] : [actor.userId, ...actor.teamMemberIds]
  })
  // The system and an unfinished account act without an id of their own: "me" is nobody then.
  return field.type.name === 'ref'
    ? [...new Set(values.map((id) => String(id).toLowerCase()))].filter(isUuid)
    : values
}

function isUuid(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
}

const opposites = { eq: 'neq', neq: 'eq', lt: 'gte', gte: 'lt', gt: 'lte', lte: 'gt' } as const

function opposite(count: LinkedCondition['count'], negated: boolean): LinkedCondition['count'] {
  return negated ? { ...count, op: opposites[count.op] } : count
}
