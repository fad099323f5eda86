import { useEffect, useEffectEvent } from 'react'
import { useGrid } from '../../api/grid.ts'
import type { GroupRows as Fetched, GroupState } from '../list/grid/lines.ts'
import type { List } from '../list/use-list.ts'
import type { RecordScreens } from '../screens.ts'
import { useParamsWithin } from './use-groups.ts'

export interface GroupRowsProps {
  screens: RecordScreens
  list: List
  state: GroupState
  onRows: (id: string, fetched: Fetched) => void
  /** Rows in sight, whichever group they are of. */
  sight: readonly string[]
}

/** Fetches the records of an open group, page by page; shows nothing itself. */
export function GroupRows({ screens, list, state, onRows, sight }: GroupRowsProps) {
  const params = useParamsWithin(list.state, state.group.filter)
  const { rows, hasMore, loadMore, watch, reload, isLoading, isStale } = useGrid(screens.entity, params)
  const tell = useEffectEvent(onRows)
  const { count } = state.group
  const { id } = state

  useEffect(() => {
    if (!isLoading && !isStale) tell(id, { rows, hasMore, loadMore })
  }, [id, rows, hasMore, loadMore, isLoading, isStale])

  useEffect(() => watch(sight), [watch, sight])

  // A record whose field was changed has come from another group: the count knows of it first.
  const isOther = !hasMore && !isLoading && !isStale && count !== rows.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each count, or one that is wrong would ask forever
  useEffect(() => {
    if (isOther) reload()
  }, [count])

  return null
}
