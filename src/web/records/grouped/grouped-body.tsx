import { useCallback, useMemo, useRef, useState } from 'react'
import { amountOf, isSummed } from '../../../kernel/queries/summary.ts'
import type { Row } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { PartFailure } from '../../shell/page-states.tsx'
import { usePeek } from '../../shell/peek.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { FieldHead } from '../board/field-head.tsx'
import { BulkBar } from '../list/bulk/bulk-bar.tsx'
import { gridColumns, moveColumn, resizeColumn } from '../list/columns.ts'
import type { Cursor } from '../list/cursor.ts'
import type { GridHandle } from '../list/grid/grid.tsx'
import { ListEmpty } from '../list/list-empty.tsx'
import { isNarrowed, useParams } from '../list/list-params.ts'
import { sortBy } from '../list/list-search.ts'
import { ListWaiting } from '../list/list-waiting.tsx'
import {
  keepPresent,
  noSelection,
  type Selection,
  selectTo,
  stretchTo,
  toggleRow,
} from '../list/selection.ts'
import type { List } from '../list/use-list.ts'
import { useListActions } from '../list/use-list-actions.tsx'
import { useSaveCell } from '../list/use-save-cell.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import { GroupRows } from './group-rows.tsx'
import css from './grouped.module.css'
import { GroupedCards } from './grouped-cards.tsx'
import { GroupedGrid } from './grouped-grid.tsx'
import { type GroupRows as Fetched, type GroupState, linesOf } from './lines.ts'
import { useGroupName, useGroups } from './use-groups.ts'

const pageSize = 50

export interface GroupedBodyProps {
  screens: RecordScreens
  list: List
  by: string
  onCreate?: () => void
}

/** A list under the heads of its groups: all counts and sums at once, records when a group is opened. */
export function GroupedBody({ screens, list, by, onCreate }: GroupedBodyProps) {
  const { entity } = screens
  const { state } = list
  const words = useFieldWords()
  const go = useGo()
  const peek = usePeek()
  const isPhone = useIsPhone()
  const saveCell = useSaveCell(entity)
  const sum = state.sum && isSummed(entity.fields[state.sum]) ? state.sum : amountOf(entity)
  const asked = useGroups(entity, state, { by, sum })
  const nameOf = useGroupName(entity, by)
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({})
  const [fetched, setFetched] = useState<Readonly<Record<string, Fetched>>>({})
  const [sight, setSight] = useState<readonly string[]>([])
  const [cursor, setCursor] = useState<Cursor>({ row: 0, column: 0 })
  const [selection, setChosen] = useState(noSelection)
  const [isWhole, setWhole] = useState(false)
  // Whoever chooses single rows no longer means all of them.
  const setSelection = (next: Selection) => {
    setChosen(next)
    setWhole(false)
  }
  const grid = useRef<GridHandle>(null)
  const columns = useMemo(() => gridColumns(state.columns, entity), [state.columns, entity])

  const groups = asked.groups
    .filter(({ count }) => count > 0)
    .map((group, at): GroupState => {
      const id = `${by} ${group.key ?? '-'}`
      // The first group is open, so that a list is never a list of heads alone.
      return { id, group, name: nameOf(group.key, asked.titles), isOpen: turned[id] ?? at === 0 }
    })
  const lines = linesOf(groups, fetched)
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [line.found] : []))
  const order = rows.map(({ row }) => row.id)
  const present = keepPresent(selection, order)
  const line = lines[cursor.row]
  const onRows = useCallback(
    (id: string, next: Fetched) => setFetched((former) => ({ ...former, [id]: next })),
    [],
  )
  const turn = ({ id }: GroupState, open: boolean) => setTurned((former) => ({ ...former, [id]: open }))
  const chosen = rows.filter(({ row }) => present.ids.has(row.id))
  const params = useParams(state)
  const total = {
    count: asked.groups.reduce((sum, { count }) => sum + count, 0),
    exact: asked.exact && !asked.more,
  }

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
    current: line?.kind === 'row' ? line.found : null,
    chosen,
    whole: isWhole && chosen.length > 0 ? { params, total } : null,
    params,
    total,
    selectWhole,
    grid,
    select: (change) => setSelection(change(present, order)),
    open,
    cursor,
    pageSize,
  })

  if (asked.error && groups.length === 0) return <PartFailure error={asked.error} onRetry={asked.reload} />
  if (asked.isLoading || list.isWaiting) return <ListWaiting columns={columns} />
  if (groups.length === 0 && !asked.isStale) {
    return <ListEmpty screens={screens} list={list} isFiltered={isNarrowed(state)} onCreate={onCreate} />
  }
  const shared = { screens, lines, isExact: asked.exact, onTurn: turn, onSight: setSight, onOpen: open }
  return (
    <div className={css.body} data-stale={asked.isStale || undefined}>
      <FieldHead entity={entity} asked={asked} by={by} sum={sum} />
      {groups.map(
        (group) =>
          group.isOpen && (
            <GroupRows
              key={group.id}
              screens={screens}
              list={list}
              state={group}
              onRows={onRows}
              sight={sight}
            />
          ),
      )}
      {isPhone ? (
        <GroupedCards {...shared} />
      ) : (
        <GroupedGrid
          ref={grid}
          {...shared}
          entity={entity}
          label={words.many(entity.name)}
          columns={columns}
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
          peeked={peek.peek?.entity === entity.name ? peek.peek.id : null}
          onSave={saveCell}
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
