import { useCallback, useMemo, useState } from 'react'
import { useGrid } from '../../api/grid.ts'
import { PartFailure } from '../../shell/page-states.tsx'
import { usePeek } from '../../shell/peek.tsx'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import type { RecordScreens } from '../screens.ts'
import { ShownFor } from '../shown-for.tsx'
import { CardList } from './card-list.tsx'
import { Grid } from './grid/grid.tsx'
import { GridFoot } from './grid/grid-foot.tsx'
import { isNearEnd, plainLines } from './grid/lines.ts'
import css from './list-body.module.css'
import { ListEmpty } from './list-empty.tsx'
import { isNarrowed, useParams } from './list-params.ts'
import { ListWaiting } from './list-waiting.tsx'
import type { List } from './use-list.ts'
import { useRowsInHand } from './use-rows-in-hand.tsx'

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
  const peek = usePeek()
  const isPhone = useIsPhone()
  const params = useParams(state)
  const data = useGrid(entity, params)
  const { rows, total, hasMore, loadMore, watch } = data
  const lines = useMemo(() => plainLines(rows, hasMore), [rows, hasMore])
  const rowAt = (line: number) => rows[line] ?? null
  const { columns, open, gridProps, acts, begin } = useRowsInHand({
    screens,
    list,
    rows,
    rowAt,
    total,
    params,
  })
  const onSight = useCallback(
    (first: number, last: number) => {
      watch(rows.slice(first, last + 1).map(({ row }) => row.id))
      if (hasMore && isNearEnd(rows, last)) loadMore()
    },
    [rows, hasMore, loadMore, watch],
  )
  const [shown, setShown] = useState(params)
  if (shown !== params) {
    setShown(params)
    begin()
  }

  if (data.error && rows.length === 0) return <PartFailure error={data.error} onRetry={data.reload} />
  if ((data.isLoading || list.isWaiting) && rows.length === 0) return <ListWaiting columns={columns} />
  if (rows.length === 0 && !data.isStale) {
    return <ListEmpty screens={screens} list={list} isFiltered={isNarrowed(state)} onCreate={onCreate} />
  }
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
          lines={lines}
          onSight={onSight}
          onOpen={open}
          selection={gridProps.selection}
          onToggle={(id) => gridProps.onToggle(id, false)}
        />
      ) : (
        <Grid
          {...gridProps}
          lines={lines}
          total={total?.count ?? null}
          onSight={onSight}
          changed={data.changed}
          foot={<GridFoot entity={entity} columns={columns} list={list} />}
        />
      )}
      {acts}
    </div>
  )
}
