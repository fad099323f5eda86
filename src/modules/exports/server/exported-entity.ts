import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRight } from '../../../server/records/access.ts'

/** The kind of record of this name as the workspace has it; refuses whoever may not export any. */
export function exportedEntity(ctx: Ctx, name: string): Entity {
  const entity = ctx.registry.catalog.find(name)
  if (!entity) return fail('input.invalid', {}, [{ field: 'entity', error: 'value.not-found' }])
  requireRight(ctx, entity, 'export')
  return entity
}
