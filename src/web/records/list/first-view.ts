import type { Row } from '../../api/shapes.ts'

/** Who looks at a list. */
export interface Reader {
  id: string
  roleId: string
}

/**
 * The saved view a list begins with: what the reader has chosen, else what was decided for the role, the team or
 * everybody. Undefined: the one the product brings. Only views the reader sees are given.
 */
export function firstOfSaved(saved: readonly Row[], { id, roleId }: Reader): string | undefined {
  const offered = saved.filter(({ isDefault }) => isDefault === true)
  const rules: ((view: Row) => boolean)[] = [
    ({ sharing, owner }) => sharing === 'personal' && owner === id,
    ({ sharing, role }) => sharing === 'everyone' && role === roleId,
    ({ sharing }) => sharing === 'team',
    ({ sharing, role }) => sharing === 'everyone' && role == null,
  ]
  for (const rule of rules) {
    const found = offered.find(rule)
    if (found) return found.id
  }
  return undefined
}
