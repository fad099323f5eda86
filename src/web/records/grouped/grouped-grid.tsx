import { type KeyboardEvent, useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from 'react'
import type { Row, Titles } from '../../api/shapes.ts'
import type { After } from '../../fields/inline-editor.tsx'
import { useT } from '../../text/i18n.ts'
import { useRowHeight } from '../../ui/row-height.ts'
import { useVirtualRows } from '../../ui/virtual.ts'
import { type Cursor, moveCursor } from '../list/cursor.ts'
import grid from '../list/grid/grid.module.css'
import type { GridProps } from '../list/grid/grid.tsx'
import { GridHead } from '../list/grid/grid-head.tsx'
import { GridLine, WaitingLine } from '../list/grid/grid-line.tsx'
import { type LineHandlers, selectWidth } from '../list/grid/line-handlers.ts'
import { useMayUpdate } from '../may-update.ts'
import { GroupLine } from './group-line.tsx'
import { type GroupState, type Line, rowOf } from './lines.ts'

export interface GroupedGridProps
  extends Pick<
    GridProps,
    | 'screens'
    | 'entity'
    | 'label'
    | 'columns'
    | 'sort'
    | 'onSort'
    | 'onResize'
    | 'onMoveColumn'
    | 'selection'
    | 'onToggle'
    | 'onToggleAll'
    | 'onStretch'
    | 'cursor'
    | 'onCursor'
    | 'peeked'
    | 'onSave'
    | 'onOpen'
    | 'ref'
  > {
  lines: readonly Line[]
  isExact: boolean
  onTurn: (group: GroupState, open: boolean) => void
  /** Told which records are in sight. */
  onSight: (ids: readonly string[]) => void
}

/**
 * A table whose rows stand under the heads of their groups. As in any list only lines in sight are in the page and
 * the keyboard walks over all of them; on a head the arrows to the sides fold and unfold.
 */
export function GroupedGrid(props: GroupedGridProps) {
  const { entity, columns, lines, cursor, onCursor, selection, onSight, onTurn, ref } = props
  const t = useT()
  const id = useId()
  const mayUpdate = useMayUpdate(entity)
  const scroller = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight()
  const [editing, setEditing] = useState<{ seen: Row; column: number } | null>(null)
  const virtual = useVirtualRows({ count: lines.length, scroller, rowHeight, overscan: 6 })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / rowHeight) - 2)
  const size = { rows: lines.length, columns: columns.length, page }
  const line = lines[cursor.row]

  useEffect(() => {
    const sight = lines.slice(first, last + 1)
    onSight(sight.flatMap((one) => rowOf(one)?.id ?? []))
    for (const one of sight) if (one.kind === 'waiting') one.loadMore()
  }, [lines, first, last, onSight])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of density changes every height
  useEffect(() => virtual.measure(), [rowHeight])

  function go(next: Cursor) {
    onCursor(next)
    virtual.scrollToIndex(next.row, { align: 'auto' })
  }

  function startEditing({ row, column }: Cursor) {
    const target = rowOf(lines[row])
    if (target && columns[column]?.isEditable && mayUpdate(target)) setEditing({ seen: target, column })
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
    if (event.target !== event.currentTarget || event.altKey) return
    if (line?.kind === 'group' && turnBy(event.key, line.group)) return event.preventDefault()
    const focused = rowOf(line)
    if ((event.key === 'Enter' || event.key === 'F2') && focused && columns[cursor.column]?.isEditable) {
      event.preventDefault()
      return startEditing(cursor)
    }
    const isRange = event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
    const next = moveCursor(cursor, `${event.ctrlKey || event.metaKey ? 'Mod+' : ''}${event.key}`, size)
    if (!next || (event.shiftKey && !isRange)) return
    event.preventDefault()
    const [from, to] = [focused?.id, rowOf(lines[next.row])?.id]
    if (isRange && from && to) props.onStretch(from, to)
    go(next)
  }

  /** Whether the key folds or unfolds the group. */
  function turnBy(key: string, group: GroupState): boolean {
    const wanted = { ArrowLeft: false, ArrowRight: true, Enter: !group.isOpen }[key]
    if (wanted === undefined || wanted === group.isOpen) return wanted !== undefined
    onTurn(group, wanted)
    return true
  }

  function finish(after: After | null) {
    setEditing(null)
    scroller.current?.focus({ preventScroll: true })
    const next = after === 'next' ? cursor.column + 1 : after === 'previous' ? cursor.column - 1 : null
    if (next !== null && columns[next]) {
      go({ row: cursor.row, column: next })
      startEditing({ row: cursor.row, column: next })
    }
  }

  const handlers = useStable({
    press: (row, column, range) => {
      const target = rowOf(lines[row])
      if (range && target) return props.onToggle(target.id, true)
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
    save: (row: Row, field: string, value: unknown, titles: Titles | undefined, after) => {
      const seen = editing?.seen.id === row.id ? editing.seen : row
      finish(after)
      void props.onSave(seen, field, value, titles)
    },
    cancel: () => finish(null),
  })

  const current = rowOf(line)
  const isShown = line !== undefined && cursor.row >= first && cursor.row <= last
  const active = current ? `${id}-${current.id}-${columns[cursor.column]?.id}` : `${id}-${line?.group.id}`
  const loaded = lines.filter(({ kind }) => kind === 'row').length
  return (
    <div
      ref={scroller}
      role="treegrid"
      className={grid.grid}
      aria-label={props.label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-activedescendant={isShown ? active : undefined}
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
          selection.ids.size === 0 ? 'none' : loaded > 0 && selection.ids.size >= loaded ? 'all' : 'some'
        }
        onToggleAll={props.onToggleAll}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do */}
      <div
        role="rowgroup"
        className={grid.body}
        style={{ height: virtual.getTotalSize(), minWidth: width + selectWidth }}
      >
        {items.map(({ index, start }) => {
          const one = lines[index]
          if (!one) return null
          if (one.kind === 'waiting')
            return (
              <WaitingLine key={`waiting ${one.group.id}`} top={start} height={rowHeight} columns={columns} />
            )
          if (one.kind === 'group')
            return (
              <GroupLine
                key={`group ${one.group.id}`}
                id={`${id}-${one.group.id}`}
                state={one.group}
                isExact={props.isExact}
                index={index}
                top={start}
                height={rowHeight}
                isCurrent={cursor.row === index}
                onPress={() => {
                  onCursor({ row: index, column: 0 })
                  onTurn(one.group, !one.group.isOpen)
                  scroller.current?.focus({ preventScroll: true })
                }}
              />
            )
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
              isChanged={false}
              isPeeked={props.peeked === row.id}
              currentColumn={cursor.row === index ? cursor.column : null}
              editedColumn={editing?.seen.id === row.id ? editing.column : null}
              selectLabel={t('records.select')}
              handlers={handlers}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Handlers that stay the same objects, so that rows which did not change need not render again. */
function useStable(handlers: LineHandlers): LineHandlers {
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
