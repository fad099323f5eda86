import { type Action, type Scope, scopes } from '../../../kernel/access/rights.ts'
import type { BulkAct } from '../../../kernel/commands/bulk.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { requireRight } from '../../../server/records/access.ts'

/** By what somebody may change many records: his role and how far its right reaches. */
export interface Standing {
  role: string
  reach: Scope
}

/** The right an act takes on each record. */
export function actionOf({ kind }: BulkAct): Action {
  return kind === 'delete' ? 'delete' : 'update'
}

export function standingOf(ctx: Ctx, entity: Entity, act: BulkAct): Standing {
  return { role: ctx.actor.roleId, reach: requireRight(ctx, entity, actionOf(act)) }
}

/** Nobody works on in the name of somebody who may not any more, or has become somebody else. */
export function requireSamePerson(ctx: Ctx, userId: string): void {
  if (ctx.actor.userId !== userId) fail('bulk.rights-changed')
}

/** A role that was taken away, or a right that reaches less far than when it began, ends a change. */
export function requireStanding(ctx: Ctx, entity: Entity, act: BulkAct, begun: Standing): void {
  const now = standingOf(ctx, entity, act)
  if (now.role !== begun.role || scopes.indexOf(now.reach) < scopes.indexOf(begun.reach))
    fail('bulk.rights-changed')
}
