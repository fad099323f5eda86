import type { EntityCatalog } from '../../../kernel/entities/catalog.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Operator } from '../../../kernel/fields/field-type.ts'
import { comparisonOf } from '../../../kernel/queries/comparison.ts'
import { fieldPath } from '../../../kernel/queries/field-path.ts'
import type { CountOperator, Filter, Scalar, TermValue } from '../../../kernel/queries/filter.ts'
import { simplifyFilter } from '../../../kernel/queries/filter.ts'
import { relatedOf } from '../../../kernel/queries/history.ts'
import { valueShape } from '../../../kernel/queries/value-shape.ts'

/** A filter while it is being built: parts have names of their own and may be unfinished. */
export type Draft = GroupDraft | TermDraft | RelatedDraft

export interface GroupDraft {
  kind: 'group'
  id: number
  /** `none`: not one of the parts holds. */
  joint: 'all' | 'any' | 'none'
  parts: readonly Draft[]
}

export interface TermDraft {
  kind: 'term'
  id: number
  field: string
  op: Operator
  /** Undefined until one is given. */
  value: TermValue | undefined
}

export interface RelatedDraft {
  kind: 'related'
  id: number
  related: string
  op: CountOperator
  count: number
  where: GroupDraft
}

let lastId = 0
const newId = () => ++lastId

/** A draft of a checked filter; its root is always a group. */
export function toDraft(filter: Filter, entity: Entity, catalog: EntityCatalog): GroupDraft {
  const draft = draftOf(filter, entity, catalog)
  return draft.kind === 'group' ? draft : group('all', [draft])
}

/** The filter a draft stands for; unfinished parts are left out. */
export function fromDraft(draft: Draft, entity: Entity, catalog: EntityCatalog): Filter {
  return simplifyFilter(filterOf(draft, entity, catalog) ?? { all: [] })
}

/** A new condition on a field, with the operator people mostly mean. */
export function newTerm(field: string, entity: Entity, catalog: EntityCatalog): TermDraft {
  const op = operatorsOf(field, entity, catalog)[0] ?? 'eq'
  return { kind: 'term', id: newId(), field, op, value: undefined }
}

/** A new condition on related records: there is at least one. */
export function newRelated(related: string): RelatedDraft {
  return { kind: 'related', id: newId(), related, op: 'gte', count: 1, where: group('all', []) }
}

/** A new empty group. */
export function group(joint: GroupDraft['joint'], parts: readonly Draft[]): GroupDraft {
  return { kind: 'group', id: newId(), joint, parts }
}

/**
 * The operators offered for a field, the likeliest first. Where several values may be chosen, "one of" stands for
 * "is" too.
 */
export function operatorsOf(path: string, entity: Entity, catalog: EntityCatalog): readonly Operator[] {
  const { field } = fieldPath(path, entity, catalog)
  switch (comparisonOf(field)) {
    case 'text':
    case 'code':
      return ['contains', 'eq', 'neq', 'startsWith', 'empty', 'notEmpty']
    case 'exact':
      return field.type.name === 'boolean'
        ? ['eq', 'empty', 'notEmpty']
        : ['in', 'notIn', 'empty', 'notEmpty']
    case 'set':
      return ['in', 'hasAll', 'notIn', 'empty', 'notEmpty']
    case 'number':
    case 'money':
      return ['gte', 'lte', 'eq', 'neq', 'between', 'empty', 'notEmpty']
    case 'day':
    case 'moment':
      return ['lte', 'gte', 'eq', 'lt', 'gt', 'between', 'empty', 'notEmpty']
    default:
      return ['empty', 'notEmpty']
  }
}

/** The term with another operator; its value stays where it still fits. */
export function withOperator(term: TermDraft, op: Operator): TermDraft {
  const takes = shapeOf(op)
  if (takes === shapeOf(term.op)) return { ...term, op }
  if (takes === 'one' && shapeOf(term.op) === 'pair' && Array.isArray(term.value))
    return { ...term, op, value: term.value[0] as Scalar }
  return { ...term, op, value: undefined }
}

/** Replaces the part of this name anywhere in the draft; null takes it out. */
export function replacePart(root: GroupDraft, id: number, next: Draft | null): GroupDraft {
  const parts = root.parts.flatMap((part): Draft[] => {
    if (part.id === id) return next === null ? [] : [next]
    if (part.kind === 'group') return [replacePart(part, id, next)]
    if (part.kind === 'related') {
      // What stands for the conditions on related records is a group; it is never taken out, only emptied.
      const where =
        part.where.id === id
          ? ((next as GroupDraft | null) ?? group('all', []))
          : replacePart(part.where, id, next)
      return [{ ...part, where }]
    }
    return [part]
  })
  return { ...root, parts }
}

/** How many conditions a filter has, for the button that opens it. */
export function countTerms(filter: Filter): number {
  if ('all' in filter) return filter.all.reduce((sum, part) => sum + countTerms(part), 0)
  if ('any' in filter) return filter.any.reduce((sum, part) => sum + countTerms(part), 0)
  return 'not' in filter ? countTerms(filter.not) : 1
}

/** The conditions a filter joins by "and", each to be shown and taken away on its own. */
export function partsOf(filter: Filter): readonly Filter[] {
  return 'all' in filter ? filter.all : [filter]
}

function draftOf(filter: Filter, entity: Entity, catalog: EntityCatalog): Draft {
  const inside = (part: Filter) => draftOf(part, entity, catalog)
  if ('all' in filter) return group('all', filter.all.map(inside))
  if ('any' in filter) return group('any', filter.any.map(inside))
  if ('not' in filter) {
    const inner = inside(filter.not)
    return group('none', inner.kind === 'group' && inner.joint === 'any' ? inner.parts : [inner])
  }
  if ('related' in filter) {
    const { related, count = { op: 'gte' as const, value: 1 }, where = { all: [] } } = filter
    const relation = relatedOf(entity, related, catalog)
    const target = relation?.entity ?? entity
    return {
      kind: 'related',
      id: newId(),
      // By the name it is offered under; a relation may be called by a longer one as well.
      related: relation?.name ?? related,
      op: count.op,
      count: count.value,
      where: toDraft(where, target, catalog),
    }
  }
  const { field: path, op, value } = filter
  const { field } = fieldPath(path, entity, catalog)
  const isChosen = comparisonOf(field) === 'exact' && field.type.name !== 'boolean' && value !== undefined
  // "is" of a thing that is chosen is shown as "one of" with one choice.
  if (isChosen && op === 'eq')
    return { kind: 'term', id: newId(), field: path, op: 'in', value: [value as Scalar] }
  if (isChosen && op === 'neq')
    return { kind: 'term', id: newId(), field: path, op: 'notIn', value: [value as Scalar] }
  return { kind: 'term', id: newId(), field: path, op, value }
}

function filterOf(draft: Draft, entity: Entity, catalog: EntityCatalog): Filter | null {
  if (draft.kind === 'related') {
    const target = relatedOf(entity, draft.related, catalog)?.entity
    if (!target) return null
    const where = filterOf(draft.where, target, catalog)
    return {
      related: draft.related,
      ...(where ? { where } : {}),
      count: { op: draft.op, value: draft.count },
    }
  }
  if (draft.kind === 'term') return termOf(draft, entity, catalog)
  const parts = draft.parts.flatMap((part) => filterOf(part, entity, catalog) ?? [])
  if (parts.length === 0) return null
  if (draft.joint === 'none') return { not: { any: parts } }
  return draft.joint === 'all' ? { all: parts } : { any: parts }
}

function termOf(
  { field: path, op, value }: TermDraft,
  entity: Entity,
  catalog: EntityCatalog,
): Filter | null {
  const { field } = fieldPath(path, entity, catalog)
  if (!valueShape(op, field).safeParse(value).success) return null
  if (value === undefined) return { field: path, op }
  const isOne =
    (op === 'in' || op === 'notIn') &&
    Array.isArray(value) &&
    value.length === 1 &&
    field.type.operators.includes('eq')
  // One choice reads better as "is", where a field holds but one.
  return isOne
    ? { field: path, op: op === 'in' ? 'eq' : 'neq', value: value[0] as Scalar }
    : { field: path, op, value }
}

function shapeOf(op: Operator): 'none' | 'one' | 'many' | 'pair' {
  if (op === 'empty' || op === 'notEmpty') return 'none'
  if (op === 'in' || op === 'notIn' || op === 'hasAll') return 'many'
  return op === 'between' ? 'pair' : 'one'
}
