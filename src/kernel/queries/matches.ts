import type { Entity } from '../entities/entity.ts'
import { comparisonOf } from './comparison.ts'
import type { Filter } from './filter.ts'
import { foldText } from './fold-text.ts'
import {
  type Bound,
  type Condition,
  compares,
  type FieldCondition,
  type FilterEnv,
  type LinkedCondition,
  resolveFilter,
  type Test,
} from './resolve-filter.ts'

/** A record as the API shows it: values by field name, refs as ids. */
export type RecordValues = Readonly<Record<string, unknown>>

/** The live records of an entity that hold an id in a field, or among others there; `field` is `id` when one record is asked for. */
export interface RelatedQuestion {
  entity: Entity
  field: string
  id: string
}

/** What a filter is judged by besides the record itself. */
export interface MatchContext extends FilterEnv {
  /** The entity of the record. */
  entity: Entity
  /** Only as much as the asker may see; deleted records are absent. */
  related(question: RelatedQuestion): readonly RecordValues[]
}

/** Whether a record meets a checked filter; the answer is the one `filterSql` gives of its row. */
export function matches(filter: Filter, record: RecordValues, context: MatchContext): boolean {
  return holds(resolveFilter(filter, context.entity, context), record, context)
}

function holds(condition: Condition, record: RecordValues, context: MatchContext): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, record, context))
  if ('any' in condition) return condition.any.some((part) => holds(part, record, context))
  return 'test' in condition ? fieldHolds(condition, record) : linkedHolds(condition, record, context)
}

function linkedHolds(
  { entity, theirs, ours, where, count }: LinkedCondition,
  record: RecordValues,
  context: MatchContext,
): boolean {
  const id = record[ours]
  const records = typeof id === 'string' ? context.related({ entity, field: theirs, id }) : []
  return compares(records.filter((one) => holds(where, one, context)).length, count.op, count.value)
}

function fieldHolds(condition: FieldCondition, record: RecordValues): boolean {
  const stored = storedValue(condition, record[condition.name])
  return (stored !== null && testHolds(condition.test, stored)) !== condition.negated
}

/** The value as its column holds it, comparable with the operands; null when there is none. */
function storedValue({ field, part, folded }: FieldCondition, value: unknown): Stored | null {
  if (value === null || value === undefined) return null
  // Columns of fields hold nothing else.
  const stored = field.type.toColumns(value)[part] as Stored | null
  if (stored === null || stored === '') return null
  if (folded) return foldText(String(stored))
  return comparisonOf(field) === 'moment' ? new Date(String(stored)).toISOString() : stored
}

type Stored = string | number | boolean | readonly string[]

function testHolds(test: Test, stored: Stored): boolean {
  switch (test.kind) {
    case 'present':
      return true
    case 'oneOf':
      return test.values.some((value) => value === stored)
    case 'holdsOneOf':
      return Array.isArray(stored) && test.values.some((value) => stored.includes(value))
    case 'holdsAll':
      return Array.isArray(stored) && test.values.every((value) => stored.includes(value))
    case 'contains':
      return String(stored).includes(test.text)
    case 'startsWith':
      return String(stored).startsWith(test.text)
    case 'bounds':
      return test.bounds.every((bound) => isWithin(stored, bound))
  }
}

/** Days and moments in ISO order as their texts do. */
function isWithin(stored: Stored, { op, value }: Bound): boolean {
  return typeof value === 'number' ? compares(Number(stored), op, value) : compares(String(stored), op, value)
}
