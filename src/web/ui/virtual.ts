import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

export interface VirtualRowsOptions {
  count: number
  /** The element that scrolls. */
  scroller: RefObject<HTMLElement | null>
  /** Height of a row in px before it is measured. */
  rowHeight: number | ((index: number) => number)
  /** Rows kept beyond the visible ones on each side. */
  overscan?: number
  /** Name of a row that stays the same when rows move. */
  keyOf?: (index: number) => string
  horizontal?: boolean
  /** Height of what stands above the rows inside the scroller. */
  offset?: number
}

/** Renders only the rows in sight. Use it for lists of more than 100 rows. */
export function useVirtualRows({
  count,
  scroller,
  rowHeight,
  overscan = 8,
  keyOf,
  horizontal,
  offset,
}: VirtualRowsOptions) {
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: typeof rowHeight === 'function' ? rowHeight : () => rowHeight,
    overscan,
    horizontal,
    scrollMargin: offset,
    ...(keyOf ? { getItemKey: keyOf } : {}),
  })
}

/** Scrolls to a row that is not wholly in sight; one that is costs nothing, so it may be asked at every key press. */
export function revealRow(
  rows: Pick<
    Virtualizer<HTMLElement, Element>,
    'scrollToIndex' | 'scrollOffset' | 'scrollRect' | 'measurementsCache'
  >,
  index: number,
): void {
  const row = rows.measurementsCache[index]
  const from = rows.scrollOffset ?? 0
  const until = from + (rows.scrollRect?.height ?? 0)
  if (!row || row.start < from || row.end > until) rows.scrollToIndex(index, { align: 'auto' })
}
