import { scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { RecordHooks, Values } from '../../../server/registry.ts'
import { view } from '../view.entity.ts'
import { leadsTeam } from './views.queries.ts'

/**
 * What others begin with is decided by who answers for them: everybody's list by who keeps the settings, a team's by
 * its lead as well. One's own list begins as one likes.
 */
export const defaultViews: RecordHooks = {
  appliesTo: ({ name }) => name === view.name,
  async beforeCreate(ctx, _entity, drafts) {
    for (const { values } of drafts) await requireSay(ctx, values)
  },
  async beforeUpdate(ctx, _entity, before, changes) {
    if (!touches(changes)) return
    await requireSay(ctx, { ...before, ...changes })
  },
}

const deciding = ['isDefault', 'sharing', 'role'] as const

const touches = (changes: Values) => deciding.some((name) => name in changes)

async function requireSay(ctx: Ctx, { isDefault, sharing }: Values): Promise<void> {
  if (!isDefault || sharing === 'personal') return
  if (scopeOf(ctx.actor, 'settings', 'update') === 'all') return
  if (sharing === 'team' && (await leadsTeam(ctx))) return
  fail('access.denied', { right: 'settings:update' })
}
