import { useMemo, useRef, useState } from 'react'
import { useGrid } from '../../api/grid.ts'
import type { Row } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { PartFailure } from '../../shell/page-states.tsx'
import { usePeek } from '../../shell/peek.tsx'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import { ShownFor } from '../shown-for.tsx'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { CardList } from './card-list.tsx'
import { gridColumns, moveColumn, resizeColumn } from './columns.ts'
import type { Cursor } from './cursor.ts'
import { Grid, type GridHandle } from './grid/grid.tsx'
import { GridFoot } from './grid/grid-foot.tsx'
import css from './list-body.module.css'
import { ListEmpty } from './list-empty.tsx'
import { isNarrowed, useParams } from './list-params.ts'
import { sortBy } from './list-search.ts'
import { ListWaiting } from './list-waiting.tsx'
import { keepPresent, noSelection, type Selection, selectTo, stretchTo, toggleRow } from './selection.ts'
import type { List } from './use-list.ts'
import { useListActions } from './use-list-actions.tsx'
import { useSaveCell } from './use-save-cell.ts'

const pageSize = 50

export interface ListBodyProps {
  screens: RecordScreens
  list: List
  /** Opens the form for a new record; absent when the reader may not add any. */
  onCreate?: () => void
}

/** The rows of a list: a grid, on a phone cards; the bar of acts on what is selected. */
export function ListBody({ screens, list, onCreate }: ListBodyProps) {
  const { entity } = screens
  const { state } = list
  const t = useT()
  const words = useFieldWords()
  const go = useGo()
  const peek = usePeek()
  const isPhone = useIsPhone()
  const saveCell = useSaveCell(entity)
  const params = useParams(state)
  const data = useGrid(entity, params)
  const { rows } = data
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
  const columns = useMemo(() => gridColumns(state.columns, entity), [state.columns, entity])
  const current = rows[cursor.row] ?? null

  // What is selected is what is there: rows that went away are let go before anything is done with them.
  const present = useMemo(() => keepPresent(selection, order), [selection, order])
  // A list of something else begins at its start, with nothing selected.
  const [shown, setShown] = useState(params)
  if (shown !== params) {
    setShown(params)
    setSelection(noSelection)
    setCursor({ row: 0, column: 0 })
  }

  function selectWhole() {
    setChosen({ ids: new Set(order), anchor: null })
    setWhole(true)
  }

  function open(row: Row) {
    keepTrail(entity.name, order)
    go({ to: `/${entity.table}/${row.id}` })
  }

  const chosen = present.ids.size > 0 ? rows.filter(({ row }) => present.ids.has(row.id)) : []
  const dialog = useListActions({
    screens,
    list,
    current,
    chosen,
    whole: isWhole && chosen.length > 0 && data.total ? { params, total: data.total } : null,
    params,
    total: data.total,
    selectWhole,
    grid,
    select: (change) => setSelection(change(present, order)),
    open,
    cursor,
    pageSize,
  })

  if (data.error && rows.length === 0) return <PartFailure error={data.error} onRetry={data.reload} />
  if ((data.isLoading || list.isWaiting) && rows.length === 0) return <ListWaiting columns={columns} />
  if (rows.length === 0 && !data.isStale) {
    return <ListEmpty screens={screens} list={list} isFiltered={isNarrowed(state)} onCreate={onCreate} />
  }
  const total = data.total
  return (
    <div className={css.body} data-stale={data.isStale || undefined} data-peek={peek.peek ? true : undefined}>
      {data.fresh > 0 && (
        <div className={css.fresh} role="status">
          <Button size="small" icon="refresh" onClick={data.reload}>
            {t('records.fresh', { count: data.fresh })}
          </Button>
        </div>
      )}
      <ShownFor text={data.shownFor} />
      {isPhone ? (
        <CardList
          screens={screens}
          rows={rows}
          hasMore={data.hasMore}
          onEndNear={data.loadMore}
          onOpen={open}
          watch={data.watch}
        />
      ) : (
        <Grid
          ref={grid}
          screens={screens}
          entity={entity}
          label={words.many(entity.name)}
          columns={columns}
          rows={rows}
          total={total?.count ?? null}
          hasMore={data.hasMore}
          onEndNear={data.loadMore}
          watch={data.watch}
          sort={state.sort}
          onSort={(field, alsoOthers) => list.change({ sort: sortBy(state.sort, field, alsoOthers) })}
          onResize={(field, width) =>
            list.change({ columns: resizeColumn(state.columns, field, width) }, { replace: true })
          }
          onMoveColumn={(field, before) => list.change({ columns: moveColumn(state.columns, field, before) })}
          selection={present}
          onToggle={(id, range) =>
            setSelection(range ? selectTo(present, order, id) : toggleRow(present, id))
          }
          onToggleAll={() =>
            setSelection(present.ids.size > 0 ? noSelection : { ids: new Set(order), anchor: null })
          }
          onStretch={(from, to) => setSelection(stretchTo(present, order, from, to))}
          cursor={cursor}
          onCursor={setCursor}
          changed={data.changed}
          peeked={peek.peek?.entity === entity.name ? peek.peek.id : null}
          onSave={saveCell}
          onOpen={open}
          foot={<GridFoot entity={entity} columns={columns} list={list} />}
        />
      )}
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
    </div>
  )
}
