import type { Row } from '../../api/shapes.ts'
import type { Beside, BoardState, Sum } from './board-cache.ts'
import type { Lane } from './use-lanes.ts'

/** A column as it is shown and walked through; on a board with lanes, what a lane has of it. */
export interface ShownColumn {
  id: string
  lane: string
  /** The value its records have in common. */
  key: string | null
  name: string
  count: number
  /** False: about so many. */
  isExact: boolean
  sums: readonly Sum[]
  items: readonly Row[]
  nextCursor: string | null
}

/** What a column is made of before its cards are known. */
interface Head {
  key: string | null
  count: number
}

/** The columns of a lane: those of the whole board, so that they stand under one another in all lanes. */
export function shownColumns(
  lane: Pick<Lane, 'id'>,
  board: BoardState | undefined,
  heads: readonly Head[],
  nameOf: (key: string | null) => string,
): ShownColumn[] {
  return (
    heads
      // A column for what has no value is needed only where there is such a thing.
      .filter(({ key, count }) => key !== null || count > 0)
      .map(({ key }) => {
        const own = board?.columns.find((column) => column.key === key)
        return {
          id: lane.id === '' ? (key ?? '-') : `${lane.id} ${key ?? '-'}`,
          lane: lane.id,
          key,
          name: own?.stage?.name ?? nameOf(key),
          count: own?.count ?? 0,
          isExact: board?.exact ?? true,
          sums: own?.sums ?? [],
          items: own?.items ?? [],
          nextCursor: own?.nextCursor ?? null,
        }
      })
  )
}

/** The column a card stands in. */
export function columnOf(columns: readonly ShownColumn[], id: string): ShownColumn | undefined {
  return columns.find(({ items }) => items.some((row) => row.id === id))
}

/** Where a card stands among the others of its column, told by one of them. */
export function besideOf(items: readonly Row[], id: string): Beside | null {
  const at = items.findIndex((row) => row.id === id)
  const [above, below] = [items[at - 1], items[at + 1]]
  if (above) return { side: 'after', id: above.id }
  return below ? { side: 'before', id: below.id } : null
}

/** The place between two cards of a column, `gap` cards from its top; null where the card stands there already. */
export function besideAt(items: readonly Row[], gap: number, id: string): Beside | null {
  const at = items.findIndex((row) => row.id === id)
  if (at !== -1 && (gap === at || gap === at + 1)) return null
  const [above, below] = [items[gap - 1], items[gap]]
  if (above) return { side: 'after', id: above.id }
  return below ? { side: 'before', id: below.id } : null
}
