import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { GridRow } from '../../../api/grid.ts'
import type { Row, Titles } from '../../../api/shapes.ts'
import type { After } from '../../../fields/inline-editor.tsx'
import { useT } from '../../../text/i18n.ts'
import { useRowHeight } from '../../../ui/row-height.ts'
import { useVirtualRows } from '../../../ui/virtual.ts'
import { useMayUpdate } from '../../may-update.ts'
import type { RecordScreens } from '../../screens.ts'
import type { GridColumn } from '../columns.ts'
import { type Cursor, moveCursor, nextEditable } from '../cursor.ts'
import type { Selection } from '../selection.ts'
import css from './grid.module.css'
import { GridHead } from './grid-head.tsx'
import { GridLine, WaitingLine } from './grid-line.tsx'
import { type LineHandlers, selectWidth } from './line-handlers.ts'

export interface GridProps {
  screens: RecordScreens
  entity: Entity
  columns: readonly GridColumn[]
  rows: readonly GridRow[]
  /** How many rows there are on the server; not exact above ten thousand. */
  total: number | null
  hasMore: boolean
  onEndNear: () => void
  /** Told which rows are in sight. */
  watch: (ids: readonly string[]) => void
  sort: readonly string[]
  onSort: (field: string, alsoOthers: boolean) => void
  onResize: (field: string, width: number) => void
  onMoveColumn: (field: string, before: string | null) => void
  selection: Selection
  onToggle: (id: string, range: boolean) => void
  onToggleAll: () => void
  onStretch: (from: string, to: string) => void
  cursor: Cursor
  onCursor: (cursor: Cursor) => void
  /** Rows changed by others just now. */
  changed: ReadonlySet<string>
  /** The row open in the side panel. */
  peeked: string | null
  onSave: (row: Row, field: string, value: unknown, titles: Titles | undefined) => Promise<unknown>
  onOpen: (row: Row) => void
  label: string
  /** Stands under the rows, in sight wherever they are scrolled. */
  foot?: ReactNode
  ref?: Ref<GridHandle>
}

/** The cell being edited, and the row as it was when that began. */
interface Editing extends Cursor {
  seen: Row
}

/** What the keys of the list do with the grid. */
export interface GridHandle {
  focus: () => void
  edit: () => void
  move: (key: string) => void
}

/** Row numbers begin with the head, as screen readers count. */
const headRows = 1

/**
 * A table of any length: only rows in sight are in the page. The focus stays on the grid itself, which names the
 * cell the keyboard is at, so that it is never lost when rows leave the page.
 */
export function Grid(props: GridProps) {
  const { entity, columns, rows, total, hasMore, onEndNear, watch, cursor, onCursor, selection, ref } = props
  const t = useT()
  const mayUpdate = useMayUpdate(entity)
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [editing, setEditing] = useState<Editing | null>(null)
  const waiting = hasMore ? 12 : 0
  const virtual = useVirtualRows({
    count: rows.length + waiting,
    scroller,
    rowHeight,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight) - 2)
  const size = { rows: rows.length, columns: columns.length, page }

  useEffect(() => {
    watch(rows.slice(first, last + 1).map(({ row }) => row.id))
    if (hasMore && last > rows.length - 30) onEndNear()
  }, [rows, first, last, hasMore, onEndNear, watch])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of density changes every height
  useEffect(() => virtual.measure(), [rowHeight])

  function go(next: Cursor) {
    onCursor(next)
    virtual.scrollToIndex(next.row, { align: 'auto' })
    scrollToColumn(scroller.current, columns, next.column)
  }

  function startEditing(at: Cursor) {
    const target = rows[at.row]
    if (columns[at.column]?.isEditable && target && mayUpdate(target.row))
      setEditing({ ...at, seen: target.row })
  }

  useImperativeHandle(ref, () => ({
    focus: () => scroller.current?.focus({ preventScroll: true }),
    edit: () => startEditing(cursor),
    move: (key) => {
      const next = moveCursor(cursor, key, size)
      if (next) go(next)
      scroller.current?.focus({ preventScroll: true })
    },
  }))

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // Keys pressed in an editor within a cell are the editor's.
    if (event.target !== event.currentTarget) return
    const focused = rows[cursor.row]?.row
    const isEditable = columns[cursor.column]?.isEditable && focused && mayUpdate(focused)
    if ((event.key === 'Enter' || event.key === 'F2') && isEditable) {
      event.preventDefault()
      startEditing(cursor)
      return
    }
    const isRange = event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
    const isMod = event.ctrlKey || event.metaKey
    const next = moveCursor(cursor, `${isMod ? 'Mod+' : ''}${event.key}`, size)
    if (!next || (event.shiftKey && !isRange) || event.altKey) return
    event.preventDefault()
    const [from, to] = [rows[cursor.row]?.row.id, rows[next.row]?.row.id]
    if (isRange && from && to) props.onStretch(from, to)
    go(next)
  }

  const editedRow = editing && rows[editing.row]?.row
  function finish(after: After | null) {
    const at = editing
    setEditing(null)
    scroller.current?.focus({ preventScroll: true })
    if (!at || after === null || after === 'stay') return
    const next = nextEditable(at, after === 'next' ? 1 : -1, size, (column) =>
      Boolean(columns[column]?.isEditable),
    )
    if (!next) return
    go(next)
    startEditing(next)
  }

  const handlers = useStableHandlers({
    press: (row, column, range) => {
      if (range) {
        const target = rows[row]?.row.id
        if (target) props.onToggle(target, true)
        return
      }
      // The first press chooses a cell, the second edits it, as in a spreadsheet.
      if (cursor.row === row && cursor.column === column) startEditing({ row, column })
      else onCursor({ row, column })
      if (!editing) scroller.current?.focus({ preventScroll: true })
    },
    editAt: (row, column) => startEditing({ row, column }),
    toggle: (target, range) => {
      props.onToggle(target, range)
      scroller.current?.focus({ preventScroll: true })
    },
    open: props.onOpen,
    save: (row, field, value, titles, after) => {
      // What was seen when the editor opened counts: if others changed it since, that is a conflict to be told of.
      const seen = editing?.seen.id === row.id ? editing.seen : row
      finish(after)
      void props.onSave(seen, field, value, titles)
    },
    cancel: () => finish(null),
  })

  const current = rows[cursor.row]?.row
  const isShown = current !== undefined && cursor.row >= first && cursor.row <= last
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do
    <div
      ref={scroller}
      role="grid"
      className={css.grid}
      aria-label={props.label}
      aria-rowcount={total === null ? -1 : Math.max(total, rows.length) + headRows}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={isShown ? `${id}-${current.id}-${columns[cursor.column]?.id}` : undefined}
      aria-busy={editedRow ? undefined : rows.length === 0 && hasMore}
      tabIndex={0}
      data-row-keys
      onKeyDown={onKeyDown}
    >
      <GridHead
        entity={entity}
        columns={columns}
        width={width}
        sort={props.sort}
        onSort={props.onSort}
        onResize={props.onResize}
        onMove={props.onMoveColumn}
        selected={
          rows.length > 0 && selection.ids.size >= rows.length
            ? 'all'
            : selection.ids.size > 0
              ? 'some'
              : 'none'
        }
        onToggleAll={props.onToggleAll}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do */}
      <div
        role="rowgroup"
        className={css.body}
        style={{ height: virtual.getTotalSize(), minWidth: width + selectWidth }}
      >
        {items.map(({ index, start }) => {
          const found = rows[index]
          if (!found)
            return <WaitingLine key={`waiting ${index}`} top={start} height={rowHeight} columns={columns} />
          return (
            <GridLine
              key={found.row.id}
              gridId={id}
              entity={entity}
              screens={props.screens}
              row={found.row}
              titles={found.titles}
              index={index}
              top={start}
              height={rowHeight}
              columns={columns}
              mayUpdate={mayUpdate(found.row)}
              isSelected={selection.ids.has(found.row.id)}
              isChanged={props.changed.has(found.row.id)}
              isPeeked={props.peeked === found.row.id}
              currentColumn={cursor.row === index ? cursor.column : null}
              editedColumn={editing?.row === index ? editing.column : null}
              selectLabel={t('records.select')}
              handlers={handlers}
            />
          )
        })}
      </div>
      {props.foot}
    </div>
  )
}

/** Handlers that stay the same objects, so that rows which did not change need not render again. */
function useStableHandlers(handlers: LineHandlers): LineHandlers {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  return useMemo(
    () => ({
      press: (...args) => latest.current.press(...args),
      editAt: (...args) => latest.current.editAt(...args),
      toggle: (...args) => latest.current.toggle(...args),
      open: (...args) => latest.current.open(...args),
      save: (...args) => latest.current.save(...args),
      cancel: () => latest.current.cancel(),
    }),
    [],
  )
}

/** Brings a column into sight beside the title, which stays. */
function scrollToColumn(scroller: HTMLElement | null, columns: readonly GridColumn[], column: number): void {
  if (!scroller || column <= 0) return
  const fixed = selectWidth + (columns[0]?.width ?? 0)
  const left = selectWidth + columns.slice(0, column).reduce((sum, one) => sum + one.width, 0)
  const right = left + (columns[column]?.width ?? 0)
  if (left < scroller.scrollLeft + fixed) scroller.scrollLeft = left - fixed
  else if (right > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = right - scroller.clientWidth
}
