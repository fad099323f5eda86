import { type RawBuilder, sql } from 'kysely'
import { isWithin, scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'

/**
 * The people whose steps a question is about: oneself, one colleague, the team, everybody; refused when they are
 * beyond the actor's right to read steps. Null stands for everybody.
 */
export function peopleOf(ctx: Ctx, owner: string): readonly string[] | null {
  const { actor } = ctx
  const scope = scopeOf(actor, 'step', 'read')
  const team = [...new Set([actor.userId, ...actor.teamMemberIds])]
  if (owner === 'me' || owner === actor.userId) return [actor.userId]
  if (owner === 'all') return scope === 'all' ? null : scope === 'team' ? team : [actor.userId]
  if (owner === 'team') return scope === 'own' ? [actor.userId] : team
  if (scope === 'all' || (scope === 'team' && team.includes(owner))) return [owner]
  return fail('access.denied', { right: 'step:read' })
}

/** Condition that a step (alias `s`) is of these people. */
export function ownedBy(people: readonly string[] | null): RawBuilder<boolean> {
  if (!people) return sql<boolean>`true`
  // Of one person the index gives the steps as they fall due; of several it does not.
  return people.length === 1
    ? sql<boolean>`s.owner_id = ${people[0]}`
    : sql<boolean>`s.owner_id = any(${people}::uuid[])`
}

/** A condition that follows others; nothing where there is none. */
export function and(condition: RawBuilder<boolean> | null): RawBuilder<unknown> {
  return condition ? sql` and ${condition}` : sql``
}

/**
 * Condition that a step (alias `s`) is about a lead or deal the actor may read; null where he reads all of them, or where
 * the steps are open ones of `people` whose records he sees by that. Asked row by row, each by its key: all leads and
 * deals he reads would be too many to look at.
 */
export function aboutVisible(ctx: Ctx, people: readonly string[] | null): RawBuilder<boolean> | null {
  const [lead, deal] = ['lead', 'deal'].map((name) => ctx.registry.catalog.entity(name))
  const isSeen = ({ rightsObject }: { rightsObject: string }) => {
    const scope = scopeOf(ctx.actor, rightsObject, 'read')
    return scope === 'all' || people?.every((one) => isWithin(scope, ctx.actor, one))
  }
  if (isSeen(lead!) && isSeen(deal!)) return null
  return sql<boolean>`case when s.lead_id is not null
    then exists (select from leads seen where seen.id = s.lead_id and ${reachableSql(ctx, lead!, 'seen')})
    else exists (select from deals seen where seen.id = s.deal_id and ${reachableSql(ctx, deal!, 'seen')}) end`
}

/** Condition that a plan (alias `p`) is one the actor may read; null where he reads all of them. */
export function plansRead(ctx: Ctx): RawBuilder<boolean> | null {
  const plan = ctx.registry.catalog.entity('plan')
  return scopeOf(ctx.actor, plan.rightsObject, 'read') === 'all' ? null : reachableSql(ctx, plan, 'p')
}
