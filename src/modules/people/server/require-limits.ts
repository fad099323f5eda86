import { canBeLimited, canBeMasked, type FieldLimits } from '../../../kernel/access/field-rights.ts'
import { type Grants, grantOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../../kernel/errors/errors.ts'
import type { FieldLimit } from '../../../kernel/fields/f.ts'
import type { Ctx } from '../../../server/context.ts'
import type { Values } from '../../../server/registry.ts'

/**
 * Refuses limits that mean nothing, naming the field: of fields there are not, of those the product works by, masks of what
 * cannot be masked, and limits of a field that whoever creates such records must fill in. What was limited `before` and is
 * in the archive by now stays: it comes back with its limit.
 */
export function requireLimits(ctx: Ctx, { grants, fieldLimits }: Values, before: FieldLimits): void {
  // Checked by the shapes of the fields of a role.
  const wanted = Object.entries((fieldLimits ?? {}) as FieldLimits)
  const problems = wanted.flatMap(([noun, fields]) =>
    Object.entries(fields).flatMap(([field, limit]): FieldProblem[] => {
      const entity = ctx.registry.catalog.find(noun)
      const error = entity?.fields[field]
        ? wrong(entity, field, limit, (grants ?? {}) as Grants)
        : before[noun]?.[field] === limit
          ? null
          : 'value.not-found'
      return error ? [{ field: `fieldLimits.${noun}.${field}`, error, params: { value: field } }] : []
    }),
  )
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

function wrong(entity: Entity, name: string, limit: FieldLimit, grants: Grants): string | null {
  if (!canBeLimited(entity, name)) return 'value.not-limitable'
  const field = entity.fields[name]!
  if (limit === 'masked' && !canBeMasked(field)) return 'value.not-maskable'
  const isAsked = field.required && field.default === undefined && !field.readOnly
  return isAsked && grantOf(grants, entity.rightsObject, 'create') !== 'no' ? 'value.asked-for' : null
}
