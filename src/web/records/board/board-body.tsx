import { useCallback, useMemo, useRef, useState } from 'react'
import { useCan } from '../../api/session.ts'
import type { Row } from '../../api/shapes.ts'
import { useGo } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { PagePending, PartFailure } from '../../shell/page-states.tsx'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { amountOf, useRecordActs } from '../acts.ts'
import { ListEmpty } from '../list/list-empty.tsx'
import type { List } from '../list/use-list.ts'
import { keepTrail } from '../record/trail.ts'
import type { RecordScreens } from '../screens.ts'
import { ShownFor } from '../shown-for.tsx'
import css from './board.module.css'
import { BoardColumn } from './board-column.tsx'
import { BoardHead } from './board-head.tsx'
import { CloseZones } from './close-zones.tsx'
import { PhoneStages } from './phone-stages.tsx'
import { useBoard } from './use-board.ts'
import { type BoardPlace, useBoardActions } from './use-board-actions.tsx'

/** Open records of a pipeline by stage; cards are moved by dragging, by keys and by a menu. */
export function BoardBody({ screens, list }: { screens: RecordScreens; list: List }) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const go = useGo()
  const isPhone = useIsPhone()
  const acts = useRecordActs(entity)
  const mayUpdate = useCan(`${entity.rightsObject}:update`)
  const { board, isStale, error, fresh, reload, loadMore } = useBoard(entity, list)
  const [dragged, setDragged] = useState<Row | null>(null)
  const [spoken, setSpoken] = useState('')
  const region = useRef<HTMLElement>(null)
  const columns = useMemo(() => board?.columns ?? [], [board])
  const amountField = amountOf(entity)
  const titleOf = useCallback((row: Row) => String(row[entity.title] ?? ''), [entity])

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
    titles: board?.titles ?? {},
    acts,
    region,
    open,
    mayUpdate,
  })

  if (error && !board) return <PartFailure error={error} onRetry={reload} />
  if (!board) return <PagePending />
  const isEmpty = columns.every(({ count }) => count === 0)
  const isNarrowed =
    list.state.q !== '' || !('all' in list.state.filter && list.state.filter.all.length === 0)
  const stage =
    columns.find((column) => column.stage.id === list.search.stage) ??
    columns.find(({ count }) => count > 0) ??
    columns[0]
  const shown = isPhone && stage ? [stage] : columns

  return (
    <div className={css.body} data-stale={isStale || undefined}>
      <BoardHead screens={screens} list={list} board={board} />
      {isPhone && stage && (
        <PhoneStages
          columns={columns}
          current={stage.stage.id}
          onPick={(id) => list.setSearch({ stage: id }, { replace: true })}
        />
      )}
      {fresh > 0 && (
        <div className={css.fresh} role="status">
          <Button size="small" icon="refresh" onClick={reload}>
            {t('records.freshBoard', { count: fresh })}
          </Button>
        </div>
      )}
      <ShownFor text={board.shownFor} />
      {isEmpty && isNarrowed && !isPhone && <ListEmpty screens={screens} list={list} isFiltered />}
      {!(isEmpty && isNarrowed) && (
        <section ref={region} className={css.columns} aria-label={words.many(entity.name)}>
          {shown.map((column) => (
            <BoardColumn
              key={column.stage.id}
              screens={screens}
              column={column}
              titles={board.titles}
              amountField={amountField}
              place={control.place}
              isDragging={dragged !== null}
              mayUpdate={mayUpdate}
              onPlace={control.setPlace}
              onOpen={open}
              onMenu={control.menuOf}
              onMore={loadMore}
              onDrag={(row) => {
                setDragged(row)
                if (row) setSpoken(t('records.board.taken', { title: titleOf(row) }))
              }}
              onDrop={(row) =>
                row.stage !== column.stage.id &&
                void acts.move({ id: row.id, title: titleOf(row) }, column.stage.id, column.stage.name)
              }
            />
          ))}
        </section>
      )}
      {dragged && (
        <CloseZones
          onWin={(row) => void acts.win({ id: row.id, title: titleOf(row) })}
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

export type { BoardPlace }
