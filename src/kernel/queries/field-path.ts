import { requireKnown } from '../access/known-field.ts'
import { type EntityCatalog, fieldOf } from '../entities/catalog.ts'
import type { Entity } from '../entities/entity.ts'
import type { Field } from '../fields/f.ts'
import { refuseFilter } from './filter-problem.ts'

/** Most refs a path may go through before its field. */
const mostHops = 2

/** A ref field followed and the entity it leads to. */
export interface Hop {
  name: string
  to: Entity
}

/** Where `company.owner.name` ends: the refs it goes through, and the field of the last entity. */
export interface FieldPath {
  hops: readonly Hop[]
  entity: Entity
  name: string
  field: Field
}

/** Follows a path of field names from an entity; `at` is the place in the filter for the refusal. */
export function fieldPath(path: string, from: Entity, catalog: EntityCatalog, at = ''): FieldPath {
  const names = path.split('.')
  const name = names.pop() ?? ''
  if (names.length > mostHops) refuseFilter('too-many-hops', at, { field: path, max: mostHops })
  const hops: Hop[] = []
  let entity = from
  for (const hop of names) {
    entity = follow(entity, hop, catalog) ?? refuseFilter('not-a-link', at, { field: hop })
    hops.push({ name: hop, to: entity })
  }
  const field = fieldOf(entity, name) ?? refuseFilter('unknown-field', at, { field: path })
  requireKnown(field, path, from)
  return { hops, entity, name, field }
}

function follow(entity: Entity, name: string, catalog: EntityCatalog): Entity | undefined {
  const field = name === 'id' ? undefined : fieldOf(entity, name)
  if (field) requireKnown(field, name, entity)
  return field?.type.name === 'ref' ? catalog.find(field.options.to) : undefined
}
