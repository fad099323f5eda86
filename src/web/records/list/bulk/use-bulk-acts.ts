import type { Entity } from '../../../../kernel/entities/entity.ts'
import { allows, useSession } from '../../../api/session.ts'
import type { Row } from '../../../api/shapes.ts'
import { bulkActs } from '../../../app/registry.ts'
import type { BulkAct } from '../../screens.ts'

/** What modules offer to do with these rows and the reader may do. */
export function useBulkActs(entity: Entity, rows: readonly Row[], isWhole = false): BulkAct[] {
  const { grants } = useSession()
  return bulkActs().filter(
    ({ needs, fits }) =>
      fits(entity, rows, isWhole) &&
      needs.every((action) => allows(grants, `${entity.rightsObject}:${action}`)),
  )
}
