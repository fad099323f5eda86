import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'

/** Nobody works on in the name of somebody who may not any more. */
export function requireSamePerson(ctx: Ctx, actor: string): void {
  if (ctx.actor.userId !== actor) fail('access.denied', { right: 'import:create' })
}
