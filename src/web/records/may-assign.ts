import { grantOf } from '../../kernel/access/rights.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import { useSession } from '../api/session.ts'

/**
 * To whom the reader may hand records over: nobody gives to an owner whom his own right to add records does not reach.
 * Null: to nobody; else who is offered.
 */
export function useHeirs(entity: Entity): { narrow: Filter | null } | null {
  const { user, grants } = useSession()
  if (entity.ownerField === null) return null
  const reach = grantOf(grants, entity.rightsObject, 'create')
  if (reach === 'all') return { narrow: null }
  return reach === 'team' && user.team ? { narrow: { field: 'team', op: 'eq', value: user.team.id } } : null
}
