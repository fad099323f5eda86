import { type MouseEvent, memo } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Row, Titles } from '../../../api/shapes.ts'
import { FieldValue } from '../../../fields/field-value.tsx'
import { InlineEditor } from '../../../fields/inline-editor.tsx'
import { Skeleton } from '../../../ui/small.tsx'
import { Checkbox } from '../../../ui/toggles.tsx'
import { narrowOf } from '../../narrow.ts'
import { type RecordScreens, stepColumn } from '../../screens.ts'
import { StageMark, StatusMark } from '../../step/marks.tsx'
import { StepLine } from '../../step/step-line.tsx'
import type { GridColumn } from '../columns.ts'
import css from './grid.module.css'
import { type LineHandlers, selectWidth } from './line-handlers.ts'

interface LineProps {
  gridId: string
  entity: Entity
  screens: RecordScreens
  row: Row
  titles: Titles
  index: number
  top: number
  height: number
  columns: readonly GridColumn[]
  mayUpdate: boolean
  isSelected: boolean
  isChanged: boolean
  isPeeked: boolean
  /** The cell the keyboard is at, when it is in this row. */
  currentColumn: number | null
  editedColumn: number | null
  selectLabel: string
  handlers: LineHandlers
}

/** One row of a grid. */
export const GridLine = memo(function GridLine(props: LineProps) {
  const {
    gridId,
    row,
    index,
    top,
    height,
    columns,
    isSelected,
    isChanged,
    isPeeked,
    currentColumn,
    handlers,
  } = props
  const title = String(row[props.entity.title] ?? '')
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its current cell
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by their number, which a table cannot do
    <div
      role="row"
      className={css.row}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-current={currentColumn !== null || undefined}
      data-changed={isChanged || undefined}
      data-peeked={isPeeked || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: X does the same */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div
        role="gridcell"
        aria-colindex={1}
        className={css.select}
        style={{ width: selectWidth }}
        // Not prevented: the browser would put the box back to what it was before.
        onClick={(event) => handlers.toggle(row.id, event.shiftKey)}
      >
        <Checkbox
          checked={isSelected}
          onChange={() => {}}
          tabIndex={-1}
          aria-label={`${props.selectLabel}: ${title}`}
        />
      </div>
      {columns.map((column, at) => (
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter does the same
        // biome-ignore lint/a11y/useSemanticElements: see above
        <div
          key={column.id}
          id={`${gridId}-${row.id}-${column.id}`}
          role="gridcell"
          aria-colindex={at + 2}
          aria-readonly={!column.isEditable || !props.mayUpdate}
          className={css.cell}
          data-align={column.align}
          data-first={at === 0 || undefined}
          data-active={currentColumn === at || undefined}
          data-editable={(column.isEditable && props.mayUpdate) || undefined}
          style={{ width: column.width, left: at === 0 ? selectWidth : undefined }}
          onClick={(event) => isWithin(event) && handlers.press(index, at, event.shiftKey)}
          onDoubleClick={(event) => isWithin(event) && handlers.editAt(index, at)}
        >
          {props.editedColumn === at ? (
            <CellEditor {...props} column={column} />
          ) : (
            <CellValue {...props} column={column} />
          )}
        </div>
      ))}
    </div>
  )
})

/** Not in a list or calendar that an editor opened over the page: their presses come up here, too. */
function isWithin({ target, currentTarget }: MouseEvent): boolean {
  return (
    target instanceof Node &&
    currentTarget.contains(target) &&
    !currentTarget.querySelector('input, textarea')
  )
}

function CellValue({ entity, row, titles, column, handlers }: LineProps & { column: GridColumn }) {
  if (column.id === stepColumn) {
    return row.status === 'open' || row.step ? (
      <StepLine step={row.step} titles={titles} short />
    ) : (
      <StatusMark entity={entity} row={row} />
    )
  }
  if (column.id === entity.title) {
    return (
      // Not a `Link`: a list makes dozens of these as it is scrolled, and a plain one costs a tenth.
      <a
        className={css.title}
        href={`/${entity.table}/${row.id}`}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation()
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          handlers.open(row)
        }}
      >
        {String(row[entity.title] ?? '') || '—'}
      </a>
    )
  }
  if (column.id === 'stage') return <StageMark row={row} titles={titles} />
  return (
    <span className={css.value}>
      <FieldValue entity={entity} name={column.id} value={row[column.id]} titles={titles} />
    </span>
  )
}

function CellEditor({ entity, screens, row, titles, column, handlers }: LineProps & { column: GridColumn }) {
  return (
    <InlineEditor
      entity={entity}
      name={column.id}
      value={row[column.id]}
      titles={titles}
      narrow={narrowOf(screens, column.id, row)}
      where="cell"
      onSave={(value, named, after) => handlers.save(row, column.id, value, named, after)}
      onCancel={handlers.cancel}
    />
  )
}

/** The place of a row that is on its way. */
export function WaitingLine({
  top,
  height,
  columns,
}: {
  top: number
  height: number
  columns: readonly GridColumn[]
}) {
  return (
    <div className={css.row} aria-hidden style={{ height, transform: `translateY(${top}px)` }}>
      <div className={css.select} style={{ width: selectWidth }} />
      {columns.map((column, at) => (
        <div
          key={column.id}
          className={css.cell}
          data-first={at === 0 || undefined}
          style={{ width: column.width, left: at === 0 ? selectWidth : undefined }}
        >
          <Skeleton width={at === 0 ? '70%' : '50%'} />
        </div>
      ))}
    </div>
  )
}
