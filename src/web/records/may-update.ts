import { useCallback } from 'react'
import { grantOf } from '../../kernel/access/rights.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { useSession } from '../api/session.ts'
import type { Row } from '../api/shapes.ts'

/**
 * Whether the reader may change a record, as far as it can be told here: of one's own it is certain, of the team's
 * the server decides.
 */
export function useMayUpdate(entity: Entity): (row: Row) => boolean {
  const { user, grants } = useSession()
  const scope = grantOf(grants, entity.rightsObject, 'update')
  const { ownerField } = entity
  return useCallback(
    (row) => {
      if (scope !== 'own' || ownerField === null) return scope !== 'no'
      return row[ownerField] === user.id || row.step?.owner === user.id
    },
    [scope, ownerField, user.id],
  )
}
