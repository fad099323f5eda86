import { isKnown } from '../../../kernel/access/known-field.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { isFile } from '../../../kernel/fields/types/file.ts'
import type { Ctx } from '../../../server/context.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { Registry } from '../../../server/registry.ts'
import { file } from '../file.entity.ts'

/** A field that holds files, as the files in it name it: `deal.x_contract`. */
export const placeOf = ({ name }: Entity, field: string) => `${name}.${field}`

const known = new WeakMap<Entity, readonly string[]>()

/** Names of the fields of a noun that hold files. */
export function fileFields(entity: Entity): readonly string[] {
  const names = known.get(entity) ?? Object.keys(entity.fields).filter((name) => isFile(entity.fields[name]!))
  known.set(entity, names)
  return names
}

/** The places whose files the actor this registry was made for may not know. */
export function unknownPlaces({ entities }: Registry): string[] {
  return entities.flatMap((entity) =>
    fileFields(entity)
      .filter((name) => !isKnown(entity.fields[name]!))
      .map((name) => placeOf(entity, name)),
  )
}

/** A file in a field that its reader may not fill is not called otherwise by him either. */
export function requireFillable({ registry }: Pick<Ctx, 'registry'>, { inField }: StoredRecord): void {
  const isLimited = registry.entities.some((entity) =>
    fileFields(entity).some((name) => placeOf(entity, name) === inField && entity.fields[name]!.limit),
  )
  if (isLimited) fail('access.denied', { right: `${file.rightsObject}:update` })
}
