import type { GridRow } from '../../api/grid.ts'
import type { Row } from '../../api/shapes.ts'
import type { Group } from './use-groups.ts'

/** A group of a list: its records are fetched when it is opened. */
export interface GroupState {
  id: string
  name: string
  group: Group
  isOpen: boolean
}

/** What has been fetched of a group. */
export interface GroupRows {
  rows: readonly GridRow[]
  hasMore: boolean
  loadMore: () => void
}

/** A line of a grouped list: the head of a group, a record, or the place of records on their way. */
export type Line =
  | { kind: 'group'; group: GroupState }
  | { kind: 'row'; group: GroupState; found: GridRow }
  | { kind: 'waiting'; group: GroupState; loadMore: () => void }

/** All lines of a grouped list from top to bottom. */
export function linesOf(
  groups: readonly GroupState[],
  fetched: Readonly<Record<string, GroupRows>>,
): readonly Line[] {
  return groups.flatMap((group): Line[] => {
    const head: Line = { kind: 'group', group }
    if (!group.isOpen) return [head]
    const known = fetched[group.id]
    if (!known) return [head, { kind: 'waiting', group, loadMore: () => {} }]
    const rows = known.rows.map((found): Line => ({ kind: 'row', group, found }))
    return known.hasMore
      ? [head, ...rows, { kind: 'waiting', group, loadMore: known.loadMore }]
      : [head, ...rows]
  })
}

/** The record of a line, if it is one. */
export function rowOf(line: Line | undefined): Row | undefined {
  return line?.kind === 'row' ? line.found.row : undefined
}
