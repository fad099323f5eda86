import { type PointerEvent, useRef, useState } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Checkbox } from '../../../ui/toggles.tsx'
import { stepColumn } from '../../screens.ts'
import type { GridColumn } from '../columns.ts'
import css from './grid.module.css'
import { selectWidth } from './line-handlers.ts'

export interface GridHeadProps {
  entity: Entity
  columns: readonly GridColumn[]
  width: number
  sort: readonly string[]
  onSort: (field: string, alsoOthers: boolean) => void
  onResize: (field: string, width: number) => void
  onMove: (field: string, before: string | null) => void
  selected: 'all' | 'some' | 'none'
  onToggleAll: () => void
}

/** The names of the columns: pressed to sort (with Shift also by this one), dragged to move, drawn wider at the edge. */
export function GridHead({
  entity,
  columns,
  width,
  sort,
  onSort,
  onResize,
  onMove,
  selected,
  onToggleAll,
}: GridHeadProps) {
  const t = useT()
  const label = useColumnLabel(entity)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do
    <div role="rowgroup" className={css.head} style={{ minWidth: width + selectWidth }}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="row" className={css.headRow} aria-rowindex={1}>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
        <div role="columnheader" aria-colindex={1} className={css.select} style={{ width: selectWidth }}>
          <Checkbox
            checked={selected === 'all'}
            indeterminate={selected === 'some'}
            onChange={onToggleAll}
            aria-label={t('records.selectAll')}
            tabIndex={-1}
          />
        </div>
        {columns.map((column, at) => (
          <HeadCell
            key={column.id}
            column={column}
            at={at}
            label={label(column.id)}
            order={orderOf(column, sort)}
            place={sort.length > 1 ? sort.findIndex((one) => one.replace('-', '') === column.sort) + 1 : 0}
            onSort={onSort}
            onResize={onResize}
            onMove={onMove}
          />
        ))}
      </div>
    </div>
  )
}

/** The name of a column. */
export function useColumnLabel(entity: Entity): (id: string) => string {
  const t = useT()
  const words = useFieldWords()
  return (id) => (id === stepColumn ? t('records.step.title') : words.field(entity, id))
}

type Order = 'ascending' | 'descending' | 'none'

function orderOf(column: GridColumn, sort: readonly string[]): Order {
  if (column.sort === null) return 'none'
  return sort.includes(column.sort) ? 'ascending' : sort.includes(`-${column.sort}`) ? 'descending' : 'none'
}

interface HeadCellProps extends Pick<GridHeadProps, 'onSort' | 'onResize' | 'onMove'> {
  column: GridColumn
  at: number
  label: string
  order: Order
  /** Its place among several columns sorted by; 0 when it is the only one. */
  place: number
}

const columnType = 'application/x-onward-column'

function HeadCell({ column, at, label, order, place, onSort, onResize, onMove }: HeadCellProps) {
  const [isTarget, setTarget] = useState(false)
  const isMovable = at > 0
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button within takes the focus
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do
    <div
      role="columnheader"
      aria-colindex={at + 2}
      aria-sort={order}
      className={css.headCell}
      data-align={column.align}
      data-first={at === 0 || undefined}
      data-target={isTarget || undefined}
      style={{ width: column.width, left: at === 0 ? selectWidth : undefined }}
      draggable={isMovable}
      onDragStart={(event) => {
        event.dataTransfer.setData(columnType, column.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onDragOver={(event) => {
        if (!isMovable || !event.dataTransfer.types.includes(columnType)) return
        event.preventDefault()
        setTarget(true)
      }}
      onDragLeave={() => setTarget(false)}
      onDrop={(event) => {
        setTarget(false)
        const moved = event.dataTransfer.getData(columnType)
        if (moved) onMove(moved, column.id)
      }}
    >
      <button
        type="button"
        className={css.headButton}
        tabIndex={-1}
        disabled={column.sort === null}
        title={label}
        onClick={(event) => column.sort !== null && onSort(column.sort, event.shiftKey)}
      >
        <span className={css.headLabel}>{label}</span>
        {order !== 'none' && <Icon name={order === 'ascending' ? 'up' : 'down'} size={12} />}
        {order !== 'none' && place > 0 && <span className={css.place}>{place}</span>}
      </button>
      <Edge width={column.width} onResize={(next) => onResize(column.id, next)} />
    </div>
  )
}

/** The edge a column is drawn wider by. The columns menu sets widths without a mouse. */
function Edge({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null)
  return (
    <span
      className={css.edge}
      aria-hidden
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={(event: PointerEvent<HTMLSpanElement>) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (from.current) onResize(from.current.width + event.clientX - from.current.x)
      }}
      onPointerUp={() => {
        from.current = null
      }}
      onPointerCancel={() => {
        from.current = null
      }}
    />
  )
}
