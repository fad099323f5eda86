import { type RawBuilder, sql } from 'kysely'
import { columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import { history } from '../../kernel/queries/history.ts'
import {
  type Bound,
  type Condition,
  type FieldCondition,
  type FilterEnv,
  type LinkedCondition,
  resolveFilter,
  type Test,
} from '../../kernel/queries/resolve-filter.ts'
import { searchableText } from '../../kernel/text/search/searchable.ts'
import { fieldSql } from './formula-sql.ts'
import { literal } from './literal.ts'

export interface FilterSqlOptions extends FilterEnv {
  /** Alias of the filtered table in the query. */
  alias: string
  /**
   * Narrows the records of other entities the filter reaches, given their alias; left out, the filter sees all of
   * them and so tells the asker about records they may not read.
   */
  visible?(entity: Entity, alias: string): RawBuilder<boolean>
}

/**
 * A checked filter as a condition for `where`, in parentheses where it needs them. As in any condition there, null
 * counts as false; to negate it, negate the filter. Tables are named without a schema: the transaction's search
 * path decides. Rows in the recycle bin are left out among related records, but not of the filtered table itself.
 */
export function filterSql(filter: Filter, entity: Entity, options: FilterSqlOptions): RawBuilder<boolean> {
  return conditionSql(resolveFilter(filter, entity, options), entity, { ...options, depth: 0 })
}

/** The folded form of a column, to be compared with `foldText` of a value; an index on it is on this expression. */
export function foldSql(column: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`onward.fold(${column})`
}

interface Scope extends FilterSqlOptions {
  /** Of the nesting; gives each related table an alias of its own. */
  depth: number
}

function conditionSql(condition: Condition, entity: Entity, scope: Scope): RawBuilder<boolean> {
  if ('all' in condition) return groupSql(condition.all, entity, scope, 'all')
  if ('any' in condition) return groupSql(condition.any, entity, scope, 'any')
  return 'test' in condition
    ? fieldTestSql(condition, entity, scope.alias)
    : linkedSql(condition, entity, scope)
}

function groupSql(
  parts: readonly Condition[],
  entity: Entity,
  scope: Scope,
  kind: 'all' | 'any',
): RawBuilder<boolean> {
  if (parts.length === 0) return kind === 'all' ? sql<boolean>`true` : sql<boolean>`false`
  const between = kind === 'all' ? sql` and ` : sql` or `
  return sql<boolean>`(${sql.join(
    parts.map((part) => conditionSql(part, entity, scope)),
    between,
  )})`
}

/** Positive tests are plain comparisons an index can serve: null is as good as false at the leaves of `where`. */
function fieldTestSql(condition: FieldCondition, entity: Entity, alias: string): RawBuilder<boolean> {
  const column = columnSql(condition, alias)
  const { test, negated } = condition
  if (test.kind === 'present') return presentSql(condition, column)
  const exact = testSql(test, condition.folded ? foldSql(column) : column, condition.field)
  const found = foundSql(condition, entity, alias)
  const positive = found ? sql<boolean>`${found} and ${exact}` : exact
  return negated ? sql<boolean>`((${positive}) is not true)` : sql<boolean>`(${positive})`
}

/**
 * The index of search finds the few rows to be tested exactly, of a field it looks in: the form it searches has a
 * character for each of the text, so that what holds the text holds its form. Null where it could not find them.
 */
function foundSql(
  { field, folded, test, negated }: FieldCondition,
  entity: Entity,
  alias: string,
): RawBuilder<boolean> | null {
  if (negated || !folded || !field.search) return null
  if (test.kind !== 'contains' && test.kind !== 'startsWith') return null
  const form = searchableText(test.text)
  if (!/[^ ]{3}/.test(form)) return null
  return sql<boolean>`${sql.id(alias, 'id')} in (
    select record_id from search_entries where entity = ${entity.name} and text like ${`%${literal(form)}%`})`
}

function testSql(
  test: Exclude<Test, { kind: 'present' }>,
  column: RawBuilder<unknown>,
  { type }: Field,
): RawBuilder<boolean> {
  switch (test.kind) {
    case 'oneOf':
      if (test.values.length === 0) return sql<boolean>`false`
      return test.values.length === 1
        ? sql<boolean>`${column} = ${test.values[0]}`
        : sql<boolean>`${column} = any(${test.values})`
    case 'holdsOneOf':
      return sql<boolean>`${column} && ${membersSql(test.values, type)}`
    case 'holdsAll':
      return sql<boolean>`${column} @> ${membersSql(test.values, type)}`
    case 'contains':
      return sql<boolean>`${column} like ${`%${literal(test.text)}%`}`
    case 'startsWith':
      return sql<boolean>`${column} like ${`${literal(test.text)}%`}`
    case 'bounds':
      return sql<boolean>`${sql.join(
        test.bounds.map(({ op, value }) => sql`${column} ${signs[op]} ${value}`),
        sql` and `,
      )}`
  }
}

const signs: Record<Bound['op'], RawBuilder<unknown>> = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` }

/** Text of no characters and the JSON null count as empty; no other column can hold them. */
function presentSql({ field, negated }: FieldCondition, column: RawBuilder<unknown>): RawBuilder<boolean> {
  const type = field.type.columns[0]!.type
  if (type !== 'text' && type !== 'jsonb')
    return negated ? sql<boolean>`(${column} is null)` : sql<boolean>`(${column} is not null)`
  const positive = type === 'text' ? sql`${column} <> ''` : sql`${column} <> 'null'::jsonb`
  return negated ? sql<boolean>`((${positive}) is not true)` : sql<boolean>`(${positive})`
}

function linkedSql(
  { entity, theirs, ours, where, count }: LinkedCondition,
  from: Entity,
  scope: Scope,
): RawBuilder<boolean> {
  const depth = scope.depth + 1
  const alias = `${scope.alias}_${depth}`
  const [held, id] = [idSql(entity, theirs, alias), idSql(from, ours, scope.alias)]
  const conditions = [
    entity.fields[theirs]?.type.name === 'refs' ? sql`${held} @> array[${id}]` : sql`${held} = ${id}`,
    ...(entity.softDelete ? [sql`${sql.id(alias, 'deleted_at')} is null`] : []),
    // A next step is an open one; said aloud, it lets the indexes of open steps serve.
    ...(ours === 'nextStep' ? [sql`${sql.id(alias, 'closed_at')} is null`] : []),
    ...(scope.visible ? [scope.visible(entity, alias)] : []),
    conditionSql(entity.name === history ? toldOf(from, where) : where, entity, { ...scope, alias, depth }),
  ]
  const rows = sql`select from ${sql.id(entity.table)} ${sql.id(alias)} where ${sql.join(conditions, sql` and `)}`
  return countSql(rows, count)
}

/** A condition on what happened to records of an entity, by the kinds of their events: `deal.moved` for `moved`. */
function toldOf(entity: Entity, condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => toldOf(entity, part)) }
  if ('any' in condition) return { any: condition.any.map((part) => toldOf(entity, part)) }
  if (!('test' in condition) || condition.name !== 'kind' || condition.test.kind !== 'oneOf') return condition
  const values = condition.test.values.map((happening) => `${entity.name}.${happening}`)
  return { ...condition, test: { kind: 'oneOf', values } }
}

/** Counts no further than the answer needs. */
function countSql(rows: RawBuilder<unknown>, { op, value }: LinkedCondition['count']): RawBuilder<boolean> {
  const isOne = value === 1
  const isNone = value === 0
  if ((op === 'gte' && isOne) || ((op === 'gt' || op === 'neq') && isNone))
    return sql<boolean>`exists (${rows})`
  if ((op === 'lt' && isOne) || ((op === 'lte' || op === 'eq') && isNone))
    return sql<boolean>`not exists (${rows})`
  const sign = op === 'eq' ? sql`=` : op === 'neq' ? sql`<>` : signs[op]
  return sql<boolean>`((select count(*) from (${rows} limit ${value + 1}) counted) ${sign} ${value})`
}

function columnSql({ name, field, part }: FieldCondition, alias: string): RawBuilder<unknown> {
  return name === 'id' ? sql.id(alias, 'id') : fieldSql(name, field, { alias, part })
}

function idSql(entity: Entity, name: string, alias: string): RawBuilder<unknown> {
  return name === 'id' ? sql.id(alias, 'id') : sql.id(alias, columnsOf(name, entity.fields[name]!)[0]!.column)
}

/** Members of a set as its column holds them. */
function membersSql(values: readonly string[], { name }: Field['type']): RawBuilder<unknown> {
  return name === 'refs' ? sql`${values}::uuid[]` : sql`${values}::text[]`
}
