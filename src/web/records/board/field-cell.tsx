import { type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { useGrid } from '../../api/grid.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { useParamsWithin } from '../grouped/use-groups.ts'
import type { List } from '../list/use-list.ts'
import css from './board.module.css'
import type { ShownColumn } from './board-cache.ts'
import { BoardColumn, type BoardColumnProps } from './board-column.tsx'

export interface FieldCellProps extends Omit<BoardColumnProps, 'column' | 'titles' | 'onMore'> {
  list: List
  /** The column without its cards. */
  column: Omit<ShownColumn, 'items' | 'nextCursor'>
  filter: Filter
  /** Told which cards are there, so that keys can walk over the whole board. */
  onCards: (id: string, cards: { items: readonly Row[]; titles: Titles }) => void
}

/** A column of a board by a field, or what a lane has of it. Its cards are a list of their own, page by page. */
export function FieldCell(props: FieldCellProps) {
  const place = useRef<HTMLDivElement>(null)
  const isSeen = useSeen(place)
  return (
    <div ref={place} className={css.cell}>
      {isSeen && <Cards {...props} />}
    </div>
  )
}

function Cards({ list, column, filter, onCards, ...rest }: FieldCellProps) {
  const params = useParamsWithin(list.state, filter)
  const data = useGrid(rest.screens.entity, params)
  const { rows, hasMore, watch, reload, isLoading, isStale } = data
  const items = useMemo(() => (isStale ? [] : rows.map(({ row }) => row)), [rows, isStale])
  const titles = useMemo(() => Object.assign({}, ...rows.map((one) => one.titles)) as Titles, [rows])
  const { id } = column.stage
  const tell = useEffectEvent(onCards)

  useEffect(() => {
    tell(id, { items, titles })
    watch(items.slice(0, 40).map((row) => row.id))
  }, [id, items, titles, watch])

  // A card that came here by another way than this board, by an edit of the field, is fetched with the rest.
  const isShort =
    !hasMore && !isLoading && !isStale && column.isExact !== false && column.count > items.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each count, or a count that is wrong would ask forever
  useEffect(() => {
    if (isShort) reload()
  }, [column.count])

  return (
    <BoardColumn
      {...rest}
      column={{ ...column, items, nextCursor: hasMore ? 'next' : null }}
      titles={titles}
      onMore={data.loadMore}
    />
  )
}

/** Whether an element has come into sight; from then on it stays seen. */
function useSeen(element: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (isSeen || !element.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: '200px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, isSeen])
  return isSeen
}
