import type { FieldLimits } from '../../../kernel/access/field-rights.ts'
import type { Grants } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { lackingFields, lackingRights } from '../lacking-rights.ts'
import { findRoles, lockAdministrators, ownExportRows } from './people.queries.ts'

/** Refuses when `wanted` holds a right the actor lacks, whether he would give it or take it from somebody. */
export function requireCovers(ctx: Ctx, wanted: { grants: unknown; fieldLimits?: unknown }): void {
  if (ctx.actor.via === 'system') return
  // Both have been checked by the shapes of the fields of a role.
  const [right] = [
    ...lackingRights(ctx.actor.grants, wanted.grants as Grants),
    ...lackingFields(ctx.actor.fieldLimits ?? {}, (wanted.fieldLimits ?? {}) as FieldLimits),
  ]
  if (right) fail('access.denied', { right })
}

/** Refuses to let a role export more rows a day than the actor may himself. */
export async function requireCoversExport(ctx: Ctx, wanted: unknown): Promise<void> {
  if (ctx.actor.via === 'system') return
  const most = await ownExportRows(ctx)
  if (most !== null && (typeof wanted !== 'number' || wanted > most))
    fail('input.invalid', {}, [
      { field: 'exportRows', error: 'value.out-of-range', params: { min: 0, max: most } },
    ])
}

/** Refuses unless the actor has every right of these roles; a role that does not exist is a wrong value. */
export async function requireCoversRoles(ctx: Ctx, ids: readonly unknown[]): Promise<void> {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))]
  if (wanted.length === 0) return
  const roles = await findRoles(ctx, wanted)
  if (roles.length < wanted.length) fail('input.invalid', {}, [{ field: 'role', error: 'value.not-found' }])
  for (const one of roles) requireCovers(ctx, one)
}

/** Refuses to take the last one who can sign in as administrator away from the workspace. */
export async function requireOtherAdministrator(ctx: Ctx, userId: string): Promise<void> {
  const administrators = await lockAdministrators(ctx)
  if (administrators.length === 1 && administrators[0] === userId) fail('user.last-administrator')
}
