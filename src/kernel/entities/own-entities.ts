import { addressFields } from './address-fields.ts'
import { type CustomField, type CustomModel, entityOfObject, fieldOf } from './custom-model.ts'
import { isCustom } from './custom-name.ts'
import { isComputedType } from './custom-types.ts'
import type { Entity } from './entity.ts'

/**
 * The shipped nouns with the fields of a workspace, and its own nouns after them; without the fields that are computed,
 * which `addComputedFields` adds.
 */
export function entitiesOf(
  shipped: readonly Entity[],
  { objects, fields }: Omit<CustomModel, 'layouts'>,
): Entity[] {
  const own = objects.map(({ name }) => entityOfObject(name))
  return [...shipped, ...own].map((entity) => {
    const added = fields.filter((field) => field.entity === entity.name)
    if (added.length === 0) return entity
    const all = withFields(entity.fields, added)
    return { ...entity, fields: all, ...(isCustom(entity.name) && { timelineOf: linksOf(added) }) }
  })
}

/** What happens to a record of the workspace's own noun is told on the timelines of the records it links to. */
function linksOf(fields: readonly CustomField[]): string[] {
  return fields.filter(({ type }) => type === 'link').map(({ name }) => name)
}

function withFields(shipped: Entity['fields'], added: readonly CustomField[]): Entity['fields'] {
  // Without a prototype, as defineEntity makes it.
  const fields: Entity['fields'] = Object.assign(Object.create(null), shipped)
  for (const one of added)
    if (!isComputedType(one.type)) Object.assign(fields, { [one.name]: fieldOf(one) }, addressFields(one))
  return fields
}
