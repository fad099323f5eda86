import type { GridRow } from '../../../api/grid.ts'
import type { Row } from '../../../api/shapes.ts'
import type { Group } from '../../grouped/use-groups.ts'

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

/** A line of a list: a record, the head of a group, or the place of records on their way. */
export type Line =
  | { kind: 'row'; found: GridRow }
  | { kind: 'group'; group: GroupState }
  | { kind: 'waiting'; loadMore: () => void }

/** So many places are shown of records that are on their way. */
const placesWaiting = 12
/** Further rows are asked for when so many are left. */
const nearEnd = 30

/** The lines of a list without groups. */
export function plainLines(rows: readonly GridRow[], hasMore: boolean): readonly Line[] {
  const lines = rows.map((found): Line => ({ kind: 'row', found }))
  const waiting = hasMore
    ? Array.from({ length: placesWaiting }, (): Line => ({ kind: 'waiting', loadMore: nothing }))
    : []
  return [...lines, ...waiting]
}

/** Whether what is in sight is near the end of the rows that have been fetched. */
export const isNearEnd = (rows: readonly GridRow[], last: number) => last > rows.length - nearEnd

const nothing = () => {}

/** All lines of a grouped list from top to bottom. */
export function linesOf(
  groups: readonly GroupState[],
  fetched: Readonly<Record<string, GroupRows>>,
): readonly Line[] {
  return groups.flatMap((group): Line[] => {
    const head: Line = { kind: 'group', group }
    if (!group.isOpen) return [head]
    const known = fetched[group.id]
    if (!known) return [head, { kind: 'waiting', loadMore: nothing }]
    const rows = known.rows.map((found): Line => ({ kind: 'row', found }))
    return known.hasMore ? [head, ...rows, { kind: 'waiting', loadMore: known.loadMore }] : [head, ...rows]
  })
}

/** The record of a line, if it is one. */
export function rowOf(line: Line | undefined): Row | undefined {
  return line?.kind === 'row' ? line.found.row : undefined
}
