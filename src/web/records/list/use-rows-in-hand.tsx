import { type ReactNode, useMemo, useRef, useState } from 'react'
import type { GridRow } from '../../api/grid.ts'
import type { ListParams, Page, Row } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { usePeek } from '../../shell/peek.tsx'
import { useHeirs } from '../may-assign.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { gridColumns, moveColumn, resizeColumn } from './columns.ts'
import type { Cursor } from './cursor.ts'
import type { GridHandle, GridProps } from './grid/grid.tsx'
import { sortBy } from './list-search.ts'
import { keepPresent, noSelection, type Selection, selectTo, stretchTo, toggleRow } from './selection.ts'
import type { List } from './use-list.ts'
import { useListActions } from './use-list-actions.tsx'
import { useSaveCell } from './use-save-cell.ts'

const pageSize = 50

export interface RowsInHandOptions {
  screens: RecordScreens
  list: List
  /** Rows that are loaded, in their order. */
  rows: readonly GridRow[]
  /** The row of a line of the grid; null where it is none. */
  rowAt: (line: number) => GridRow | null
  total: Page['total']
  params: ListParams
}

/** What lists have in common, grouped or not: the cell the keyboard is at, what is selected and what is done with it. */
export function useRowsInHand({ screens, list, rows, rowAt, total, params }: RowsInHandOptions) {
  const { entity } = screens
  const { state } = list
  const words = useFieldWords()
  const go = useGo()
  const peek = usePeek()
  const saveCell = useSaveCell(entity)
  const grid = useRef<GridHandle>(null)
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const [selection, setChosen] = useState(noSelection)
  const [isWhole, setWhole] = useState(false)
  // Whoever chooses single rows no longer means all of them.
  const setSelection = (next: Selection) => {
    setChosen(next)
    setWhole(false)
  }
  const order = useMemo(() => rows.map(({ row }) => row.id), [rows])
  const mayAssign = useHeirs(entity) !== null
  const columns = useMemo(
    () =>
      gridColumns(state.columns, entity).map((column) =>
        column.id === entity.ownerField && !mayAssign ? { ...column, isEditable: false } : column,
      ),
    [state.columns, entity, mayAssign],
  )
  // What is selected is what is there: rows that went away are let go before anything is done with them.
  const present = useMemo(() => keepPresent(selection, order), [selection, order])
  const chosen = present.ids.size > 0 ? rows.filter(({ row }) => present.ids.has(row.id)) : []

  function selectWhole() {
    setChosen({ ids: new Set(order), anchor: null })
    setWhole(true)
  }

  function open(row: Row) {
    keepTrail(entity.name, order)
    go({ to: `/${entity.table}/${row.id}` })
  }

  const dialog = useListActions({
    screens,
    list,
    current: rowAt(cursor.row),
    chosen,
    whole: isWhole && chosen.length > 0 && total ? { params, total } : null,
    params,
    total,
    selectWhole,
    grid,
    select: (change) => setSelection(change(present, order)),
    open,
    cursor,
    pageSize,
  })

  const gridProps = {
    ref: grid,
    screens,
    entity,
    label: words.many(entity.name),
    columns,
    sort: state.sort,
    onSort: (field, alsoOthers) => list.change({ sort: sortBy(state.sort, field, alsoOthers) }),
    onResize: (field, width) =>
      list.change({ columns: resizeColumn(state.columns, field, width) }, { replace: true }),
    onMoveColumn: (field, before) => list.change({ columns: moveColumn(state.columns, field, before) }),
    selection: present,
    onToggle: (id, range) => setSelection(range ? selectTo(present, order, id) : toggleRow(present, id)),
    onToggleAll: () =>
      setSelection(present.ids.size > 0 ? noSelection : { ids: new Set(order), anchor: null }),
    onStretch: (from, to) => setSelection(stretchTo(present, order, from, to)),
    cursor,
    onCursor: setCursor,
    peeked: peek.peek?.entity === entity.name ? peek.peek.id : null,
    onSave: saveCell,
    onOpen: open,
  } satisfies Partial<GridProps>

  const acts: ReactNode = (
    <>
      {chosen.length > 0 && (
        <BulkBar
          screens={screens}
          rows={chosen}
          total={total}
          isWhole={isWhole}
          onWhole={selectWhole}
          onClear={() => setSelection(noSelection)}
          onAct={dialog.ask}
          onMore={dialog.more}
        />
      )}
      {dialog.element}
    </>
  )

  return {
    columns,
    open,
    gridProps,
    /** The bar of acts on what is selected, and what such an act asks. */
    acts,
    /** A list of something else begins at its start, with nothing selected. */
    begin: () => {
      setSelection(noSelection)
      setCursor({ row: 0, column: 0 })
    },
  }
}
