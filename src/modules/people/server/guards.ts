import type { FieldLimits } from '../../../kernel/access/field-rights.ts'
import type { Grants } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { lackingFields, lackingRights } from '../lacking-rights.ts'
import {
  type Bound,
  type Bounds,
  bounds,
  boundsToGive,
  findRoles,
  lockAdministrators,
} from './people.queries.ts'

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

/** Refuses to let a role export, or look at unnoticed, more than the actor may himself; what is not named stays. */
export async function requireCoversBounds(ctx: Ctx, wanted: Partial<Record<Bound, unknown>>): Promise<void> {
  const most = await boundsToGive(ctx)
  const problems = boundsPassed(wanted, most).map((field) => ({
    field,
    error: 'value.out-of-range',
    params: { min: 0, max: most[field] },
  }))
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

function boundsPassed(wanted: Partial<Record<Bound, unknown>>, most: Bounds): Bound[] {
  return bounds.filter((name) => {
    const [given, own] = [wanted[name], most[name]]
    return name in wanted && own !== null && (typeof given !== 'number' || given > own)
  })
}

/** Refuses unless the actor has every right of these roles; a role that does not exist is a wrong value. */
export async function requireCoversRoles(ctx: Ctx, ids: readonly unknown[]): Promise<void> {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))]
  if (wanted.length === 0) return
  const roles = await findRoles(ctx, wanted)
  if (roles.length < wanted.length) fail('input.invalid', {}, [{ field: 'role', error: 'value.not-found' }])
  const most = await boundsToGive(ctx)
  for (const one of roles) {
    requireCovers(ctx, one)
    const [passed] = boundsPassed(one, most)
    if (passed) fail('access.denied', { right: `role:${passed}` })
  }
}

/** Refuses to take the last one who can sign in as administrator away from the workspace. */
export async function requireOtherAdministrator(ctx: Ctx, userId: string): Promise<void> {
  const administrators = await lockAdministrators(ctx)
  if (administrators.length === 1 && administrators[0] === userId) fail('user.last-administrator')
}
