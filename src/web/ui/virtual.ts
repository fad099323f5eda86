import { useVirtualizer } from '@tanstack/react-virtual'
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
