import type { Ctx } from '../../../server/context.ts'
import { defaultRoles } from '../../people/index.ts'

const everything = defaultRoles('en').find(({ key }) => key === 'administrator')?.grants ?? {}

/**
 * Does something as it was done back then, by somebody else: with that moment on the clock and that name in the
 * event log. It stays part of the act and of its transaction.
 */
export async function backThen<Result>(
  ctx: Ctx,
  { at, by }: { at: string; by: string },
  work: (then: Ctx) => Promise<Result>,
): Promise<Result> {
  const now = new Date(at)
  const actor = { ...ctx.actor, userId: by, grants: everything, via: 'session' as const }
  const then: Ctx = { ...ctx, now, actor, events: [] }
  const result = await work(then)
  ctx.events.push(...then.events.map((event) => ({ ...event, at: now, by })))
  return result
}
