import { type Field, f } from '../fields/f.ts'
import { isCustom } from './custom-name.ts'
import type { Entity } from './entity.ts'

/** A way from an entity to the records that point at it. */
export interface Relation {
  /**
   * Table of the pointing entity, followed by `.field` when it has several refs here: `deals`, `deals.partner`. One that
   * was there alone keeps its name when a workspace adds others: formulas and saved filters call it so.
   */
  name: string
  /** The entity whose records point here. */
  entity: Entity
  /** Its ref field, or its field that leads to several records. */
  field: string
}

/** All entities of a workspace and how they hang together. */
export interface EntityCatalog {
  entities: readonly Entity[]
  /** The entity of this name. Throws when there is none; for names that come from outside use `find`. */
  entity(name: string): Entity
  find(name: string): Entity | undefined
  /** Relations into an entity by fields that lead to one record, in the order the entities and fields were declared. */
  relationsOf(entity: Entity): readonly Relation[]
  /** The same with those by fields that lead to several; these are always called by table and field. */
  allRelationsOf(entity: Entity): readonly Relation[]
  /** A relation by its name; `deals.partner` is understood even where `deals` would do. */
  relation(entity: Entity, name: string): Relation | undefined
}

/** Builds the catalog. Throws when two entities share a name or a table. */
export function entityCatalog(entities: readonly Entity[]): EntityCatalog {
  const byName = uniqueBy(entities, 'name')
  uniqueBy(entities, 'table')
  const relations = new Map(entities.map(({ name }) => [name, relationsInto(name, entities)]))
  const relationsOf = (entity: Entity) => relations.get(entity.name) ?? []
  const all = new Map(
    entities.map((entity) => [entity.name, [...relationsOf(entity), ...listsInto(entity.name, entities)]]),
  )
  const allRelationsOf = (entity: Entity) => all.get(entity.name) ?? []
  return {
    entities,
    entity(name) {
      const found = byName.get(name)
      if (!found) throw new Error(`there is no entity ${name}`)
      return found
    },
    find: (name) => byName.get(name),
    relationsOf,
    allRelationsOf,
    relation: (entity, name) =>
      allRelationsOf(entity).find((one) => one.name === name || `${one.entity.table}.${one.field}` === name),
  }
}

/** A field by the name the API uses for it; `id`, which no entity declares, is a ref to the entity itself. */
export function fieldOf(entity: Entity, name: string): Field | undefined {
  if (name === 'id') return f.ref(entity.name, { required: true, readOnly: true })
  return Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
}

function relationsInto(name: string, entities: readonly Entity[]): Relation[] {
  return entities.flatMap((entity) => {
    const fields = Object.entries(entity.fields)
      .filter(([, { type, options }]) => type.name === 'ref' && options.to === name)
      .map(([field]) => field)
    const shipped = fields.filter((field) => !isCustom(field))
    const alone = shipped.length > 1 ? undefined : (shipped[0] ?? fields[0])
    return fields.map((field) => ({
      name: field === alone ? entity.table : `${entity.table}.${field}`,
      entity,
      field,
    }))
  })
}

function listsInto(name: string, entities: readonly Entity[]): Relation[] {
  return entities.flatMap((entity) =>
    Object.entries(entity.fields)
      .filter(([, { type, options }]) => type.name === 'refs' && options.to === name)
      .map(([field]) => ({ name: `${entity.table}.${field}`, entity, field })),
  )
}

function uniqueBy(entities: readonly Entity[], key: 'name' | 'table'): Map<string, Entity> {
  const map = new Map(entities.map((entity) => [entity[key], entity]))
  if (map.size !== entities.length) throw new Error(`two entities share a ${key}`)
  return map
}
