import { z } from 'zod'
import { requireKnown } from '../access/known-field.ts'
import type { EntityCatalog } from '../entities/catalog.ts'
import type { Entity } from '../entities/entity.ts'
import { Failure } from '../errors/errors.ts'
import type { Operator } from '../fields/field-type.ts'
import { fieldPath } from './field-path.ts'
import { countOperators, type FieldTerm, type Filter, type RelatedTerm, type TermValue } from './filter.ts'
import { refuseFilter } from './filter-problem.ts'
import { relatedOf } from './history.ts'
import { valueShape } from './value-shape.ts'

/** Largest filter taken from outside: terms (an empty group counts as one) and levels of groups, `not` and `where`. */
export const filterLimits = { terms: 50, depth: 5 }

/**
 * Reads a filter that came from outside (JSON of the API, a saved view). Refuses with `input.bad-filter`, its
 * `reason` being the key of a sentence under `filter.problems` and `at` the place in the tree.
 */
export function checkFilter(input: unknown, entity: Entity, catalog: EntityCatalog): Filter {
  return readFilter(input, { entity, catalog, at: '', depth: 1, count: { terms: 0 } })
}

/** The same check as a schema; the message of its issue is the reason. */
export function filterShape(entity: Entity, catalog: EntityCatalog): z.ZodType<Filter> {
  return z
    .unknown()
    .transform((input, context) => {
      try {
        return checkFilter(input, entity, catalog)
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        const { reason, at, ...params } = error.params
        context.addIssue({
          code: 'custom',
          message: String(reason),
          path: String(at).split('.').filter(Boolean),
          params,
        })
        return z.NEVER
      }
    })
    .meta({
      description:
        'A condition: {"all": […]}, {"any": […]}, {"not": …}, {"field", "op", "value"} or {"related", "where", "count"}',
      examples: [
        {
          all: [
            { field: 'owner', op: 'eq', value: { me: true } },
            { field: 'company.city', op: 'empty' },
          ],
        },
      ],
    })
}

interface Place {
  entity: Entity
  catalog: EntityCatalog
  at: string
  depth: number
  /** Shared by the whole tree. */
  count: { terms: number }
}

const shapes = {
  all: z.strictObject({ all: z.array(z.unknown()) }),
  any: z.strictObject({ any: z.array(z.unknown()) }),
  not: z.strictObject({ not: z.unknown() }),
  field: z.strictObject({ field: z.string(), op: z.string(), value: z.unknown().optional() }),
  related: z.strictObject({
    related: z.string(),
    where: z.unknown().optional(),
    count: z.strictObject({ op: z.enum(countOperators), value: z.int().min(0).max(1_000_000) }).optional(),
  }),
}

function readFilter(input: unknown, place: Place): Filter {
  if (place.depth > filterLimits.depth) refuseFilter('too-deep', place.at, { max: filterLimits.depth })
  const node = typeof input === 'object' && input !== null ? input : {}
  if ('all' in node) return { all: readParts(take(shapes.all, node, place).all, 'all', place) }
  if ('any' in node) return { any: readParts(take(shapes.any, node, place).any, 'any', place) }
  if ('not' in node) return { not: readFilter(take(shapes.not, node, place).not, inside(place, 'not')) }
  if ('field' in node) return readTerm(take(shapes.field, node, place), place)
  if ('related' in node) return readRelated(take(shapes.related, node, place), place)
  return refuseFilter('not-a-filter', place.at)
}

function take<Shape>(shape: z.ZodType<Shape>, node: object, { at }: Place): Shape {
  const result = shape.safeParse(node)
  if (result.success) return result.data
  const path = result.error.issues[0]!.path
  return refuseFilter(
    path[0] === 'count' ? 'wrong-count' : 'not-a-filter',
    [at, ...path].filter((step) => step !== '').join('.'),
  )
}

function readParts(parts: unknown[], key: string, place: Place): Filter[] {
  if (parts.length === 0) countTerm(place)
  return parts.map((part, index) => readFilter(part, inside(place, `${key}.${index}`)))
}

function readTerm(term: { field: string; op: string; value?: unknown }, place: Place): FieldTerm {
  countTerm(place)
  const { field } = fieldPath(term.field, place.entity, place.catalog, place.at)
  const op = field.type.operators.find((one): one is Operator => one === term.op)
  if (!op) return refuseFilter('wrong-operator', place.at, { field: term.field, op: term.op })
  const value = valueShape(op, field).safeParse(term.value)
  if (!value.success) return refuseFilter('wrong-value', inside(place, 'value').at, { field: term.field, op })
  // The shape admits exactly the values of TermValue; it is built by field type, so its own type is unknown.
  return value.data === undefined
    ? { field: term.field, op }
    : { field: term.field, op, value: value.data as TermValue }
}

function readRelated({ related, where, count }: z.output<typeof shapes.related>, place: Place): RelatedTerm {
  countTerm(place)
  const relation = relatedOf(place.entity, related, place.catalog) ?? refuseRelation(related, place)
  requireKnown(relation.entity.fields[relation.field]!, relation.field, relation.entity)
  const term: RelatedTerm = { related }
  if (where !== undefined)
    term.where = readFilter(where, { ...inside(place, 'where'), entity: relation.entity })
  if (count) term.count = count
  return term
}

function refuseRelation(related: string, { entity, catalog, at }: Place): never {
  const names = catalog
    .allRelationsOf(entity)
    .filter((one) => one.entity.table === related)
    .map(({ name }) => name)
  if (names.length === 0) refuseFilter('unknown-relation', at, { related })
  refuseFilter('ambiguous-relation', at, { related, choices: names.join(', ') })
}

function countTerm({ count, at }: Place): void {
  count.terms += 1
  if (count.terms > filterLimits.terms) refuseFilter('too-many-terms', at, { max: filterLimits.terms })
}

function inside(place: Place, step: string): Place {
  return { ...place, at: place.at ? `${place.at}.${step}` : step, depth: place.depth + 1 }
}
