import { useMemo, useRef, useState } from 'react'
import { isGrouping, isSummed } from '../../../kernel/queries/summary.ts'
import { useLiveChanges } from '../../api/live.ts'
import { useCan, useSession } from '../../api/session.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { PagePending, PartFailure } from '../../shell/page-states.tsx'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { amountOf, useRecordActs } from '../acts.ts'
import { type Group, useGroups } from '../grouped/use-groups.ts'
import { ListEmpty } from '../list/list-empty.tsx'
import type { List } from '../list/use-list.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import css from './board.module.css'
import { CloseZones } from './close-zones.tsx'
import { FieldCell } from './field-cell.tsx'
import { FieldHead } from './field-head.tsx'
import { FieldLane } from './field-lane.tsx'
import { PhoneStages } from './phone-stages.tsx'
import { useBoardActions } from './use-board-actions.tsx'
import { type FieldColumn, type Lane, useColumnsOf, useLanes, useShownCards } from './use-field-columns.ts'
import { useMoveCard } from './use-move-card.ts'

/** Records by the values of a field, in lanes by another one; moving a card writes the field. */
export function FieldBoard({ screens, list, by }: { screens: RecordScreens; list: List; by: string }) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const go = useGo()
  const isPhone = useIsPhone()
  const acts = useRecordActs(entity)
  const moveCard = useMoveCard(entity, acts)
  const mayUpdate = useCan(`${entity.rightsObject}:update`)
  const { state } = list
  const amountField = amountOf(entity)
  const sum = state.sum && isSummed(entity.fields[state.sum]) ? state.sum : amountField
  const lanesBy = state.lanes && isGrouping(state.lanes, entity.fields[state.lanes]) ? state.lanes : null
  const asked = useGroups(entity, state, { by, sum })
  const lanes = useLanes(entity, list, { by: isPhone || lanesBy === by ? null : lanesBy, sum })
  const columnsOf = useColumnsOf(entity, list, { ...asked, by })
  const { cards, take } = useShownCards()
  const fresh = useFresh(entity.name)
  const [dragged, setDragged] = useState<Row | null>(null)
  const [spoken, setSpoken] = useState('')
  const region = useRef<HTMLElement>(null)

  const isOpen = lanes.isOpen
  const columns: FieldColumn[] = lanes.lanes
    .filter((lane) => isOpen(lane))
    .flatMap((lane) => columnsOf(lane))
    .map((column) => ({ ...column, items: cards[column.stage.id]?.items ?? [], nextCursor: null }))
  const titles = useMemo(
    () => Object.assign({}, asked.titles, ...Object.values(cards).map((one) => one.titles)) as Titles,
    [asked.titles, cards],
  )
  const columnAt = (id: string) => columns.find(({ stage }) => stage.id === id)
  const columnOf = (row: Row) => columns.find(({ items }) => items.some(({ id }) => id === row.id))

  function move(row: Row, target: string) {
    const [from, to] = [columnOf(row), columnAt(target)]
    if (from && to && from !== to) void moveCard({ row, from: from.place, to: to.place, titles })
  }

  function open(row: Row) {
    keepTrail(
      entity.name,
      columns.flatMap(({ items }) => items.map(({ id }) => id)),
    )
    go({ to: `/${entity.table}/${row.id}` })
  }

  const control = useBoardActions({
    screens,
    columns,
    titles,
    acts,
    region,
    open,
    mayUpdate,
    moves: {
      targets: (row, place) => {
        const lane = (place === null ? columnOf(row) : columnAt(place))?.lane
        return columns.filter((column) => column.lane === lane).map(({ stage }) => stage)
      },
      isAt: (row, id) => columnOf(row)?.stage.id === id,
      go: move,
    },
  })

  if (asked.error && asked.groups.length === 0)
    return <PartFailure error={asked.error} onRetry={asked.reload} />
  if (asked.isLoading || lanes.isLoading || list.isWaiting) return <PagePending />
  const isEmpty = asked.groups.every(({ count }) => count === 0)
  const isNarrowed = state.q !== '' || !('all' in state.filter && state.filter.all.length === 0)

  function cellsOf(lane: Lane, counts?: ReadonlyMap<string | null, Group>) {
    const all = columnsOf(lane, counts)
    const picked =
      all.find(({ stage }) => stage.id === list.search.stage) ?? all.find(({ count }) => count > 0) ?? all[0]
    return all
      .filter((column) => !isPhone || column === picked)
      .map((column) => (
        <FieldCell
          key={column.stage.id}
          list={list}
          screens={screens}
          column={column}
          filter={column.filter}
          amountField={amountField}
          place={control.place}
          isDragging={dragged !== null}
          emptyKey="records.groups.empty"
          mayUpdate={mayUpdate}
          onCards={take}
          onPlace={control.setPlace}
          onOpen={open}
          onMenu={control.menuOf}
          onDrag={(row) => {
            setDragged(row)
            if (row) setSpoken(t('records.groups.taken', { title: String(row[entity.title] ?? '') }))
          }}
          onDrop={(row) => move(row, column.stage.id)}
        />
      ))
  }

  return (
    <div className={css.body} data-stale={asked.isStale || undefined}>
      <FieldHead entity={entity} asked={asked} by={by} sum={sum} />
      {isPhone && (
        <PhoneStages
          columns={columns}
          current={list.search.stage ?? columns.find(({ count }) => count > 0)?.stage.id ?? ''}
          onPick={(id) => list.setSearch({ stage: id }, { replace: true })}
        />
      )}
      {fresh.count > 0 && (
        <div className={css.fresh} role="status">
          <Button size="small" icon="refresh" onClick={() => fresh.show(asked.reload)}>
            {t('records.freshBoard', { count: fresh.count })}
          </Button>
        </div>
      )}
      {isEmpty && isNarrowed && <ListEmpty screens={screens} list={list} isFiltered />}
      {!(isEmpty && isNarrowed) && (
        <section
          ref={region}
          className={lanesBy && !isPhone ? css.lanes : css.columns}
          aria-label={words.many(entity.name)}
        >
          {lanes.lanes.map((lane) =>
            lane.id === '' ? (
              cellsOf(lane)
            ) : (
              <FieldLane
                key={lane.id}
                screens={screens}
                list={list}
                lane={lane}
                by={by}
                sum={sum}
                isOpen={isOpen(lane)}
                onTurn={(next) => lanes.turn(lane, next)}
              >
                {(counts) => cellsOf(lane, counts)}
              </FieldLane>
            ),
          )}
        </section>
      )}
      {dragged && entity.worked && dragged.status === 'open' && (
        <CloseZones
          onWin={(row) => void acts.win({ id: row.id, title: String(row[entity.title] ?? '') })}
          onLose={control.askLose}
          mayWin={entity.name !== 'lead'}
        />
      )}
      <div className="visually-hidden" aria-live="assertive">
        {spoken}
      </div>
      {control.element}
    </div>
  )
}

/** How many changes by others the counts do not tell yet. */
function useFresh(entity: string) {
  const { user } = useSession()
  const [count, setCount] = useState(0)
  useLiveChanges(entity, ({ by }) => {
    if (by !== user.id) setCount((former) => former + 1)
  })
  return {
    count,
    show: (reload: () => void) => {
      setCount(0)
      reload()
    },
  }
}
