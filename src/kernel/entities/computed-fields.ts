import type { Field } from '../fields/f.ts'
import { FormulaProblem, refuseFormula } from '../formula/formula-problem.ts'
import { resolveFormula } from '../formula/resolve-formula.ts'
import { entityCatalog } from './catalog.ts'
import { computedTypeOf } from './computed-types.ts'
import type { CustomField, CustomModel } from './custom-model.ts'
import { isComputedType } from './custom-types.ts'
import type { Entity } from './entity.ts'
import { entitiesOf } from './own-entities.ts'

/** All nouns of a workspace with all their fields. */
export function withCustomModel(shipped: readonly Entity[], model: CustomModel): Entity[] {
  if (model.objects.length === 0 && model.fields.length === 0) return [...shipped]
  const entities = entitiesOf(shipped, model)
  addComputedFields(entities, model.fields)
  return entities
}

/** A field whose formula means nothing, and why. */
export interface BrokenField {
  field: CustomField
  problem: FormulaProblem
}

/**
 * Adds the fields that are computed to entities that have all the others already, in whatever order they need one
 * another. One that means nothing (what it was about is out of use) is left out and told about.
 */
export function addComputedFields(
  entities: readonly Entity[],
  definitions: readonly CustomField[],
): BrokenField[] {
  const computed = definitions.filter(({ type }) => isComputedType(type))
  if (computed.length === 0) return []
  const catalog = entityCatalog(entities)
  const open = new Map(computed.map((one) => [`${one.entity}.${one.name}`, one]))
  const underway = new Set<CustomField>()
  const broken: BrokenField[] = []

  function fieldIn(entity: Entity, name: string): Field | undefined {
    const waiting = open.get(`${entity.name}.${name}`)
    if (waiting) add(entity, waiting)
    return Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
  }

  function add(entity: Entity, one: CustomField): void {
    if (underway.has(one)) refuseFormula('cycle', { field: one.name })
    underway.add(one)
    const type = computedTypeOf(one.type)!
    const formula = resolveFormula(type.syntax(one.options), entity, { catalog, field: fieldIn })
    entity.fields[one.name] = type.field(one.options, { called: one.names }, formula)
    open.delete(`${one.entity}.${one.name}`)
  }

  for (const one of computed) {
    const entity = catalog.find(one.entity)
    if (!entity || !open.has(`${one.entity}.${one.name}`)) continue
    try {
      underway.clear()
      add(entity, one)
    } catch (problem) {
      if (!(problem instanceof FormulaProblem)) throw problem
      broken.push({ field: one, problem })
    }
  }
  return broken
}
