import type { Entity } from '../../../kernel/entities/entity.ts'
import { allows, useSession } from '../../api/session.ts'
import { allScreens } from '../../app/registry.ts'
import type { Destination } from '../../app/screen.ts'

const path = '/import'

/** Where a file with records of a noun is brought in; null when the reader may not, or nothing does it. */
export function useImportPlace({ name, importable, rightsObject }: Entity): Destination | null {
  const { grants } = useSession()
  const isThere = allScreens().some((screen) => screen.path === path)
  const mayImport = allows(grants, `${rightsObject}:import`) && allows(grants, 'import:create')
  return importable && isThere && mayImport ? { to: path, search: { entity: name } } : null
}
