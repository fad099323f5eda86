import { useEffect, useMemo, useRef } from 'react'
import type { Row, Titles } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import type { MessageKey } from '../../text/messages.ts'
import { useFormat } from '../../text/use-format.ts'
import { useDropTarget } from '../../ui/drag.ts'
import type { MenuBreak, MenuEntry } from '../../ui/menu.tsx'
import { useMedia } from '../../ui/use-media.ts'
import { useVirtualRows } from '../../ui/virtual.ts'
import type { RecordScreens } from '../screens.ts'
import css from './board.module.css'
import type { ShownColumn } from './board-cache.ts'
import { BoardCard, type CardHandlers } from './board-card.tsx'
import { Sums } from './board-head.tsx'
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
  /** What a column without cards says. */
  emptyKey?: MessageKey
  mayUpdate: boolean
  onPlace: (place: BoardPlace) => void
  onOpen: (row: Row) => void
  onMenu: (row: Row) => (MenuEntry | MenuBreak)[]
  onMore: (stage: string, cursor: string) => void
  onDrag: (row: Row | null) => void
  onDrop: (row: Row) => void
}

/** One stage: its name, how many cards and for how much, and the cards in sight. */
export function BoardColumn(props: BoardColumnProps) {
  const { screens, column, titles, place, onMore } = props
  const { stage, count, sums, items, nextCursor } = column
  const t = useT()
  const format = useFormat()
  const fullHeight = useMedia('(pointer: coarse)') ? cardHeights.coarse : cardHeights.fine
  const cardHeight = screens.entity.worked ? fullHeight : fullHeight - stepHeight
  const element = useRef<HTMLElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
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
    onDrop: ({ row }) => props.onDrop(row as Row),
  })

  useEffect(() => {
    if (nextCursor && last > items.length - 8) onMore(stage.id, nextCursor)
  }, [nextCursor, last, items.length, stage.id, onMore])

  const at = place?.stage === stage.id ? items.findIndex(({ id }) => id === place.id) : -1
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the keyboard scrolls
  useEffect(() => {
    if (at !== -1) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at])

  return (
    <section
      ref={element}
      className={css.column}
      data-over={isOver || undefined}
      aria-label={t('records.board.column', { stage: stage.name, count })}
    >
      <header className={css.columnHead}>
        <h2 className={css.columnName}>{stage.name}</h2>
        <span className={css.count}>
          {column.isExact === false ? '≈ ' : ''}
          {format.number(count)}
        </span>
        <span className={css.sum}>
          <Sums sums={sums} />
        </span>
      </header>
      <div ref={scroller} className={css.cards} tabIndex={-1}>
        {items.length === 0 && (
          <p className={css.none}>
            {t(props.isDragging ? 'records.board.dropHere' : (props.emptyKey ?? 'records.board.empty'))}
          </p>
        )}
        <ul className={css.list} style={{ height: virtual.getTotalSize() }}>
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
      focus: (row) => latest.current.onPlace({ stage: latest.current.column.stage.id, id: row.id }),
      open: (row) => latest.current.onOpen(row),
      menu: (row) => latest.current.onMenu(row),
      drag: (row, isDragged) => latest.current.onDrag(isDragged ? row : null),
    }),
    [],
  )
}
