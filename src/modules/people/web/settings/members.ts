import type { Row } from '../../../../web/api/shapes.ts'

/** A user as the settings show them. */
export interface Member {
  id: string
  version: number
  name: string
  email: string | null
  jobTitle: string | null
  role: string | null
  team: string | null
  isActive: boolean
}

/** A record by its name. */
export interface Named {
  id: string
  name: string
}

/** Users from rows of the API; the members are those of the entity `user`. */
export function membersOf(rows: readonly Row[]): Member[] {
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    name: text(row.name) ?? '',
    email: text(row.email),
    jobTitle: text(row.jobTitle),
    role: text(row.role),
    team: text(row.team),
    isActive: row.isActive === true,
  }))
}

/** A role or team by its name. */
export const named = (row: Row): Named => ({ id: row.id, name: text(row.name) ?? '' })

const text = (value: unknown) => (typeof value === 'string' ? value : null)
