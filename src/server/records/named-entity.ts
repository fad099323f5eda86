import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'

/** The entity of this name; records that only verbs write, such as steps, are as little changed by it as by REST. */
export function writableEntity(ctx: Ctx, name: string): Entity {
  const entity = ctx.registry.catalog.find(name)
  if (entity && Object.values(entity.fields).some(({ readOnly }) => !readOnly)) return entity
  return fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
}
