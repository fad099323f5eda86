import { useEffect, useMemo, useRef, useState } from 'react'
import type { Row, Titles } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import type { MessageKey } from '../../text/messages.ts'
import { useFormat } from '../../text/use-format.ts'
import { IconButton } from '../../ui/button.tsx'
import { useDropTarget } from '../../ui/drag.ts'
import type { MenuBreak, MenuEntry } from '../../ui/menu.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { revealRow, useVirtualRows } from '../../ui/virtual.ts'
import type { RecordScreens } from '../screens.ts'
import css from './board.module.css'
import { BoardCard, type CardHandlers } from './board-card.tsx'
import { Sums } from './board-head.tsx'
import type { ShownColumn } from './shown-columns.ts'
import type { BoardPlace } from './use-board-actions.tsx'

/** Height of a card with the gap below it, in px: its menu is larger for a finger. */
const cardHeights = { fine: 90, coarse: 112 }
/** What the line of the next step takes of it, for nouns that have none. */
const stepHeight = 22

export interface BoardColumnProps {
  screens: RecordScreens
  column: ShownColumn
  titles: Titles
  amountField: string | null
  /** The card the keyboard is at. */
  place: BoardPlace | null
  isDragging: boolean
  /** Cards stand in the order made by hand: a drop has a place among them. */
  isByHand: boolean
  /** What a column without cards says. */
  emptyKey: MessageKey
  mayUpdate: boolean
  onPlace: (place: BoardPlace) => void
  onOpen: (row: Row) => void
  onMenu: (row: Row) => (MenuEntry | MenuBreak)[]
  onMore: () => void
  /** Adds a record that stands here; absent when the reader may not add any. */
  onAdd?: () => void
  onDrag: (row: Row | null) => void
  /** `gap`: so many cards stand above the place it was dropped at. */
  onDrop: (row: Row, gap?: number) => void
}

/** One column: its name, how many cards and for how much, and the cards in sight. */
export function BoardColumn(props: BoardColumnProps) {
  const { screens, column, titles, place, isByHand, onMore } = props
  const { id, name, count, sums, items, nextCursor } = column
  const t = useT()
  const format = useFormat()
  const fullHeight = useMedia('(pointer: coarse)') ? cardHeights.coarse : cardHeights.fine
  const cardHeight = screens.entity.worked ? fullHeight : fullHeight - stepHeight
  const element = useRef<HTMLElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const [gap, setGap] = useState<number | null>(null)
  const virtual = useVirtualRows({
    count: items.length,
    scroller,
    rowHeight: cardHeight,
    overscan: 2,
  })
  const cards = virtual.getVirtualItems()
  const handlers = useCardHandlers(props)
  const last = cards.at(-1)?.index ?? 0
  const { isOver } = useDropTarget(element, {
    accepts: ({ row }) => row !== undefined,
    // Cards give their row.
    onDrop: ({ row }, y) => props.onDrop(row as Row, isByHand ? gapAt(y) : undefined),
    onOver: (y) => setGap(y === null || !isByHand ? null : gapAt(y)),
  })

  /** How many cards stand above a height of the page. */
  function gapAt(y: number): number {
    const top = list.current?.getBoundingClientRect().top ?? y
    return Math.max(0, Math.min(items.length, Math.round((y - top) / cardHeight)))
  }

  useEffect(() => {
    if (nextCursor !== null && last > items.length - 8) onMore()
  }, [nextCursor, last, items.length, onMore])

  const at = place?.column === id ? items.findIndex(({ id }) => id === place.id) : -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the keyboard scrolls
  useEffect(() => {
    if (at !== -1) revealRow(virtual, at)
  }, [at])

  return (
    <section
      ref={element}
      className={css.column}
      data-over={isOver || undefined}
      aria-label={t('records.board.column', { stage: name, count })}
    >
      <header className={css.columnHead}>
        <h2 className={css.columnName}>{name}</h2>
        <span className={css.count}>
          {column.isExact ? '' : '≈ '}
          {format.number(count)}
        </span>
        <span className={css.sum}>
          <Sums sums={sums} />
        </span>
        {props.onAdd && (
          <IconButton
            className={css.add}
            icon="add"
            size="small"
            label={t('records.board.addTo', { column: name })}
            onClick={props.onAdd}
          />
        )}
      </header>
      <div ref={scroller} className={css.cards} tabIndex={-1}>
        {items.length === 0 && nextCursor === null && (
          <p className={css.none}>{t(props.isDragging ? 'records.board.dropHere' : props.emptyKey)}</p>
        )}
        <ul ref={list} className={css.list} style={{ height: virtual.getTotalSize() }}>
          {gap !== null && (
            <li
              className={css.gap}
              aria-hidden
              style={{ transform: `translateY(${gap * cardHeight - 4}px)` }}
            />
          )}
          {cards.map(({ index, start }) => {
            const row = items[index]
            return (
              row && (
                <li
                  key={row.id}
                  className={css.place}
                  style={{ height: cardHeight, transform: `translateY(${start}px)` }}
                >
                  <BoardCard
                    screens={screens}
                    row={row}
                    titles={titles}
                    amountField={props.amountField}
                    isCurrent={at === -1 ? index === cards[0]?.index : index === at}
                    mayUpdate={props.mayUpdate}
                    handlers={handlers}
                  />
                </li>
              )
            )
          })}
        </ul>
      </div>
    </section>
  )
}

/** The column's own handlers as its cards call them: always the latest ones, by an object that stays the same. */
function useCardHandlers(props: BoardColumnProps): CardHandlers {
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  return useMemo(
    () => ({
      focus: (row) => latest.current.onPlace({ column: latest.current.column.id, id: row.id }),
      open: (row) => latest.current.onOpen(row),
      menu: (row) => latest.current.onMenu(row),
      drag: (row, isDragged) => latest.current.onDrag(isDragged ? row : null),
    }),
    [],
  )
}
