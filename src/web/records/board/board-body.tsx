import { useRef, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { amountOf, groupValue, isColumned } from '../../../kernel/queries/summary.ts'
import { useCan } from '../../api/session.ts'
import type { Row } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { PagePending, PartFailure } from '../../shell/page-states.tsx'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { useRecordActs } from '../acts.ts'
import { CreateDialog } from '../create/create-dialog.tsx'
import { ListEmpty } from '../list/list-empty.tsx'
import { isNarrowed } from '../list/list-params.ts'
import type { List } from '../list/use-list.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import { ShownFor } from '../shown-for.tsx'
import css from './board.module.css'
import { BoardCell } from './board-cell.tsx'
import { BoardHead } from './board-head.tsx'
import { BoardLane } from './board-lane.tsx'
import { CloseZones } from './close-zones.tsx'
import { FieldHead } from './field-head.tsx'
import { PhoneStages } from './phone-stages.tsx'
import type { ShownColumn } from './shown-columns.ts'
import { type Board, useBoard } from './use-board.ts'
import { useBoardActions } from './use-board-actions.tsx'
import { useCardMoves } from './use-card-moves.ts'
import type { Lane } from './use-lanes.ts'

export interface BoardBodyProps {
  screens: RecordScreens
  list: List
  by: string
  /** The reader may add records. */
  mayAdd: boolean
}

/** Records by the values of a field, in lanes by another one; moving a card writes the field. */
export function BoardBody({ screens, list, by, mayAdd }: BoardBodyProps) {
  const { entity } = screens
  const { state } = list
  const t = useT()
  const words = useFieldWords()
  const go = useGo()
  const isPhone = useIsPhone()
  const acts = useRecordActs(entity)
  const mayUpdate = useCan(`${entity.rightsObject}:update`)
  const region = useRef<HTMLElement>(null)
  const [dragged, setDragged] = useState<Row | null>(null)
  const isHeld = (id: string) => dragged !== null || isUnderPointer(region.current, id)
  const board = useBoard(entity, state, { by, isHeld })
  const { columns, titles, isOfStages, isByHand } = board
  const { move, order } = useCardMoves(entity, list, { acts, board })
  const [spoken, setSpoken] = useState('')
  const [addedTo, setAddedTo] = useState<ShownColumn | null>(null)
  const titleOf = (row: Row) => String(row[entity.title] ?? '')

  function open(row: Row) {
    keepTrail(
      entity.name,
      columns.flatMap(({ items }) => items.map(({ id }) => id)),
    )
    go({ to: `/${entity.table}/${row.id}` })
  }

  function drag(row: Row | null) {
    setDragged(row)
    const taken = isOfStages ? 'records.board.taken' : 'records.groups.taken'
    if (row) setSpoken(t(taken, { title: titleOf(row) }))
  }

  const control = useBoardActions({
    screens,
    columns,
    titles,
    acts,
    region,
    open,
    mayUpdate,
    isByHand,
    onMove: (row, id) =>
      move(
        row,
        columns.find((column) => column.id === id),
      ),
    onOrder: order,
  })

  if (board.error && columns.length === 0) return <PartFailure error={board.error} onRetry={board.reload} />
  if (board.isLoading || list.isWaiting) return <PagePending />
  const isEmpty = board.told.groups.every(({ count }) => count === 0)
  const isBare = isEmpty && isNarrowed(state)
  const shown =
    columns.find(({ id }) => id === list.search.stage) ?? columns.find(({ count }) => count > 0) ?? columns[0]

  const cellsOf = (lane: Lane) =>
    columns
      .filter((column) => (isPhone ? column === shown : column.lane === lane.id))
      .map((column) => (
        <BoardCell
          key={column.id}
          screens={screens}
          column={column}
          titles={titles}
          amountField={amountOf(entity)}
          place={control.place}
          isDragging={dragged !== null}
          isByHand={isByHand}
          emptyKey={isOfStages ? 'records.board.empty' : 'records.groups.empty'}
          mayUpdate={mayUpdate}
          onPlace={control.setPlace}
          onOpen={open}
          onMenu={control.menuOf}
          onMore={() => board.loadMore(column.lane, column.key)}
          onAdd={mayAdd ? () => setAddedTo(column) : undefined}
          onDrag={drag}
          onDrop={(row, gap) => move(row, column, gap)}
        />
      ))

  return (
    <div className={css.body} data-stale={board.isStale || undefined}>
      {isOfStages && board.first ? (
        <BoardHead screens={screens} list={list} board={board.first} />
      ) : (
        <FieldHead entity={entity} asked={board.told} by={by} sum={board.sum} />
      )}
      {isPhone && shown && (
        <PhoneStages
          columns={columns}
          current={shown.id}
          onPick={(id) => list.setSearch({ stage: id }, { replace: true })}
        />
      )}
      {board.fresh > 0 && (
        <div className={css.fresh} role="status">
          <Button size="small" icon="refresh" onClick={board.reload}>
            {t('records.freshBoard', { count: board.fresh })}
          </Button>
        </div>
      )}
      <ShownFor text={board.shownFor} />
      {isBare && <ListEmpty screens={screens} list={list} isFiltered />}
      {!isBare && (
        <section
          ref={region}
          className={board.isDivided ? css.lanes : css.columns}
          aria-label={words.many(entity.name)}
        >
          {board.lanes.map((lane) =>
            board.isDivided ? (
              <BoardLane
                key={lane.id}
                lane={lane}
                isOpen={board.isOpen(lane)}
                onTurn={(next) => board.turn(lane, next)}
              >
                {cellsOf(lane)}
              </BoardLane>
            ) : (
              cellsOf(lane)
            ),
          )}
        </section>
      )}
      {dragged && entity.worked && dragged.status === 'open' && (
        <CloseZones
          onWin={(row) => void acts.win({ id: row.id, title: titleOf(row) })}
          onLose={control.askLose}
          mayWin={entity.name !== 'lead'}
        />
      )}
      {addedTo && (
        <CreateDialog
          screens={screens}
          given={standingIn(entity, board, addedTo)}
          titles={titles}
          onClose={() => setAddedTo(null)}
        />
      )}
      <div className="visually-hidden" aria-live="assertive">
        {spoken}
      </div>
      {control.element}
    </div>
  )
}

/** What a record has that stands in a column. */
function standingIn(entity: Entity, board: Board, column: ShownColumn): Record<string, unknown> {
  if (board.isOfStages) return { pipeline: board.first?.pipeline, stage: column.key }
  const values = Object.entries(board.valuesAt(column)).filter(
    ([field, key]) => key !== null && isColumned(field, entity.fields[field]),
  )
  return Object.fromEntries(values.map(([field, key]) => [field, groupValue(entity.fields[field]!, key)]))
}

/** Whether the pointer is over the column of a card. */
function isUnderPointer(board: HTMLElement | null, id: string): boolean {
  return board?.querySelector(`[data-card="${id}"]`)?.closest('section')?.matches(':hover') === true
}
