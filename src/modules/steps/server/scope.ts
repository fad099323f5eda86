import { type RawBuilder, sql } from 'kysely'
import { scopeOf } from '../../../kernel/access/rights.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'

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
