import type { EntityCatalog, Relation } from '../entities/catalog.ts'
import { type Entity, systemFields } from '../entities/entity.ts'
import { f } from '../fields/f.ts'
import { type Filter, fieldsOf } from './filter.ts'

/** What a condition calls the happenings of a record: `{"related": "history", "where": …, "count": …}`. */
export const history = 'history'

/** What can have happened to a record; the second word of the kind of its event (`deal.moved`). */
export const happenings = [
  'created',
  'updated',
  'assigned',
  'moved',
  'worked',
  'won',
  'lost',
  'reopened',
  'merged',
  'unmerged',
  'restored',
] as const

/**
 * The related records a condition names: those that point at the entity, or its history. Undefined where there are
 * none of this name.
 */
export function relatedOf(entity: Entity, name: string, catalog: EntityCatalog): Relation | undefined {
  const found = catalog.relation(entity, name)
  if (found || name !== history || !entity.extensible) return found
  const told = histories.get(entity) ?? historyOf(entity)
  histories.set(entity, told)
  return { name: history, entity: told, field: 'record' }
}

/** Whether a condition looks at what has happened to each record. */
export function asksHistory(filter: Filter | undefined): boolean {
  return filter !== undefined && fieldsOf(filter).some((path) => path.split('/').includes(history))
}

/** A workspace's own model makes its entities anew when it changes; those of the old one are let go. */
const histories = new WeakMap<Entity, Entity>()

/**
 * What has happened to the records of an entity, as if it were records itself: read from the view `record_history`
 * and never written. Whoever reads a record reads its history.
 */
function historyOf(entity: Entity): Entity {
  return {
    name: history,
    table: 'record_history',
    fields: {
      kind: f.choice(happenings),
      changed: f.multiChoice(changeable(entity), { namedBy: `fields.${entity.name}` }),
      at: f.dateTime(),
      by: f.ref('user'),
      record: f.ref(entity.name, { hidden: true }),
    },
    title: 'kind',
    named: false,
    worked: false,
    ownerField: null,
    importable: false,
    timelineOf: [],
    partOf: ['record'],
    softDelete: false,
    rightsObject: entity.rightsObject,
    extensible: false,
    limitable: [],
  }
}

/** The fields whose changes are told, in the order they were declared. */
function changeable({ fields }: Entity): string[] {
  return Object.keys(fields).filter((name) => {
    const { computed, hidden, limit, partOf, type } = fields[name]!
    return (
      !computed &&
      !hidden &&
      !partOf &&
      limit !== 'hidden' &&
      type.name !== 'json' &&
      name !== 'nextStep' &&
      !(name in systemFields)
    )
  })
}
