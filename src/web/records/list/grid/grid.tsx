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
import type { Row, Titles } from '../../../api/shapes.ts'
import type { After } from '../../../fields/inline-editor.tsx'
import { useT } from '../../../text/i18n.ts'
import { useRowHeight } from '../../../ui/row-height.ts'
import { revealRow, useVirtualRows } from '../../../ui/virtual.ts'
import { useMayUpdate } from '../../may-update.ts'
import type { RecordScreens } from '../../screens.ts'
import type { GridColumn } from '../columns.ts'
import { type Cursor, moveCursor, nextEditable } from '../cursor.ts'
import type { Selection } from '../selection.ts'
import css from './grid.module.css'
import { GridHead } from './grid-head.tsx'
import { GridLine, WaitingLine } from './grid-line.tsx'
import { type LineHandlers, selectWidth } from './line-handlers.ts'
import { type GroupState, type Line, rowOf } from './lines.ts'

export interface GridProps {
  screens: RecordScreens
  entity: Entity
  columns: readonly GridColumn[]
  lines: readonly Line[]
  /** How many lines there are on the server; not exact above ten thousand. */
  total: number | null
  /** Told which lines are in sight. */
  onSight: (first: number, last: number) => void
  /** With groups the grid is a tree whose heads fold and unfold. */
  groups?: GridGroups
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
  changed?: ReadonlySet<string>
  /** The row open in the side panel. */
  peeked: string | null
  onSave: (row: Row, field: string, value: unknown, titles: Titles | undefined) => Promise<unknown>
  onOpen: (row: Row) => void
  label: string
  /** Stands under the rows, in sight wherever they are scrolled. */
  foot?: ReactNode
  ref?: Ref<GridHandle>
}

/** How the heads of groups look and what becomes of them. */
export interface GridGroups {
  draw: (group: GroupState, place: HeadPlace) => ReactNode
  turn: (group: GroupState, open: boolean) => void
}

/** Where the head of a group stands in its grid. */
export interface HeadPlace {
  id: string
  index: number
  top: number
  height: number
  isCurrent: boolean
  onPress: () => void
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
 * A table of any length: only lines in sight are in the page. The focus stays on the grid itself, which names the
 * cell the keyboard is at, so that it is never lost when lines leave the page. On the head of a group the arrows to
 * the sides fold and unfold.
 */
export function Grid(props: GridProps) {
  const { entity, columns, lines, total, onSight, groups, cursor, onCursor, selection, ref } = props
  const t = useT()
  const mayUpdate = useMayUpdate(entity)
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [editing, setEditing] = useState<Editing | null>(null)
  const virtual = useVirtualRows({ count: lines.length, scroller, rowHeight, overscan: 6 })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight) - 2)
  const count = useMemo(() => countLoaded(lines), [lines])
  const size = { rows: count.walked, columns: columns.length, page }
  const line = lines[cursor.row]

  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines may have come into the same sight
  useEffect(() => onSight(first, last), [lines, first, last, onSight])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of density changes every height
  useEffect(() => virtual.measure(), [rowHeight])

  function go(next: Cursor) {
    onCursor(next)
    revealRow(virtual, next.row)
    scrollToColumn(scroller.current, columns, next.column)
  }

  function startEditing(at: Cursor) {
    const target = rowOf(lines[at.row])
    if (columns[at.column]?.isEditable && target && mayUpdate(target)) setEditing({ ...at, seen: target })
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
    if (event.target !== event.currentTarget || event.altKey) return
    if (line?.kind === 'group' && turnBy(event.key, line.group)) return event.preventDefault()
    const focused = rowOf(line)
    const isEditable = columns[cursor.column]?.isEditable && focused && mayUpdate(focused)
    if ((event.key === 'Enter' || event.key === 'F2') && isEditable) {
      event.preventDefault()
      startEditing(cursor)
      return
    }
    const isRange = event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
    const isMod = event.ctrlKey || event.metaKey
    const next = moveCursor(cursor, `${isMod ? 'Mod+' : ''}${event.key}`, size)
    if (!next || (event.shiftKey && !isRange)) return
    event.preventDefault()
    const [from, to] = [focused?.id, rowOf(lines[next.row])?.id]
    if (isRange && from && to) props.onStretch(from, to)
    go(next)
  }

  /** Whether the key folds or unfolds the group. */
  function turnBy(key: string, group: GroupState): boolean {
    const wanted = { ArrowLeft: false, ArrowRight: true, Enter: !group.isOpen }[key]
    if (wanted === undefined) return false
    if (wanted !== group.isOpen) groups?.turn(group, wanted)
    return true
  }

  function finish(after: After | null) {
    const at = editing
    setEditing(null)
    scroller.current?.focus({ preventScroll: true })
    if (!at || after === null || after === 'stay') return
    const next = nextEditable(at, after === 'next' ? 1 : -1, size, ({ row, column }) =>
      Boolean(columns[column]?.isEditable && rowOf(lines[row])),
    )
    if (!next) return
    go(next)
    startEditing(next)
  }

  const handlers = useStableHandlers({
    press: (row, column, range) => {
      const target = rowOf(lines[row])
      if (range && target) return props.onToggle(target.id, true)
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

  const current = rowOf(line)
  const isShown = line !== undefined && cursor.row >= first && cursor.row <= last
  const active = current
    ? `${id}-${current.id}-${columns[cursor.column]?.id}`
    : line?.kind === 'group'
      ? `${id}-${line.group.id}`
      : undefined
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is a grid, or a tree of groups
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: see above
    <div
      ref={scroller}
      role={groups ? 'treegrid' : 'grid'}
      className={css.grid}
      aria-label={props.label}
      aria-rowcount={total === null ? -1 : Math.max(total, count.walked) + headRows}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={isShown ? active : undefined}
      aria-busy={count.rows === 0 && lines.length > count.walked}
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
          selection.ids.size === 0
            ? 'none'
            : count.rows > 0 && selection.ids.size >= count.rows
              ? 'all'
              : 'some'
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
          const one = lines[index]
          if (!one) return null
          if (one.kind === 'waiting')
            return <WaitingLine key={`waiting ${index}`} top={start} height={rowHeight} columns={columns} />
          if (one.kind === 'group')
            return groups?.draw(one.group, {
              id: `${id}-${one.group.id}`,
              index,
              top: start,
              height: rowHeight,
              isCurrent: cursor.row === index,
              onPress: () => {
                onCursor({ row: index, column: 0 })
                groups.turn(one.group, !one.group.isOpen)
                scroller.current?.focus({ preventScroll: true })
              },
            })
          const { row, titles } = one.found
          return (
            <GridLine
              key={row.id}
              gridId={id}
              entity={entity}
              screens={props.screens}
              row={row}
              titles={titles}
              index={index}
              top={start}
              height={rowHeight}
              columns={columns}
              mayUpdate={mayUpdate(row)}
              isSelected={selection.ids.has(row.id)}
              isChanged={props.changed?.has(row.id) ?? false}
              isPeeked={props.peeked === row.id}
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

/** How many rows there are among the lines, and how many lines the keyboard walks over: not those on their way. */
function countLoaded(lines: readonly Line[]): { rows: number; walked: number } {
  const rows = lines.filter(({ kind }) => kind === 'row').length
  let walked = lines.length
  while (walked > 0 && lines[walked - 1]?.kind === 'waiting') walked--
  return { rows, walked }
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
