import { useCallback, useMemo, useState } from 'react'
import { amountOf, isSummed } from '../../../kernel/queries/summary.ts'
import { PartFailure } from '../../shell/page-states.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { FieldHead } from '../board/field-head.tsx'
import { CardList } from '../list/card-list.tsx'
import { Grid } from '../list/grid/grid.tsx'
import { type GroupRows as Fetched, type GroupState, type Line, linesOf, rowOf } from '../list/grid/lines.ts'
import type { ListBodyProps } from '../list/list-body.tsx'
import { ListEmpty } from '../list/list-empty.tsx'
import { isNarrowed, useParams } from '../list/list-params.ts'
import { ListWaiting } from '../list/list-waiting.tsx'
import { useRowsInHand } from '../list/use-rows-in-hand.tsx'
import { GroupLine, GroupWords } from './group-line.tsx'
import { GroupRows } from './group-rows.tsx'
import css from './grouped.module.css'
import { useGroupName, useGroups } from './use-groups.ts'

/** A list under the heads of its groups: all counts and sums at once, records when a group is opened. */
export function GroupedBody({ screens, list, by, onCreate }: ListBodyProps & { by: string }) {
  const { entity } = screens
  const { state } = list
  const isPhone = useIsPhone()
  const sum = state.sum && isSummed(entity.fields[state.sum]) ? state.sum : amountOf(entity)
  const asked = useGroups(entity, state, { by, sum })
  const nameOf = useGroupName(entity, by)
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({})
  const [fetched, setFetched] = useState<Readonly<Record<string, Fetched>>>({})
  const [sight, setSight] = useState<readonly string[]>([])
  const { groups: found, titles } = asked
  const groups = useMemo(
    () =>
      found
        .filter(({ count }) => count > 0)
        .map((group, at): GroupState => {
          const id = `${by} ${group.key ?? '-'}`
          // The first group is open, so that a list is never a list of heads alone.
          return { id, group, name: nameOf(group.key, titles), isOpen: turned[id] ?? at === 0 }
        }),
    [found, titles, by, nameOf, turned],
  )
  const lines = useMemo(() => linesOf(groups, fetched), [groups, fetched])
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === 'row' ? [line.found] : [])), [lines])
  const rowAt = (at: number) => foundAt(lines[at])
  const params = useParams(state)
  const total = {
    count: found.reduce((sum, { count }) => sum + count, 0),
    exact: asked.exact && !asked.more,
  }
  const { columns, open, gridProps, acts } = useRowsInHand({ screens, list, rows, rowAt, total, params })
  const onRows = useCallback(
    (id: string, next: Fetched) => setFetched((former) => ({ ...former, [id]: next })),
    [],
  )
  const onSight = useCallback(
    (first: number, last: number) => {
      const seen = lines.slice(first, last + 1)
      setSight(seen.flatMap((line) => rowOf(line)?.id ?? []))
      for (const line of seen) if (line.kind === 'waiting') line.loadMore()
    },
    [lines],
  )
  const turn = ({ id }: GroupState, isOpen: boolean) => setTurned((former) => ({ ...former, [id]: isOpen }))

  if (asked.error && groups.length === 0) return <PartFailure error={asked.error} onRetry={asked.reload} />
  if (asked.isLoading || list.isWaiting) return <ListWaiting columns={columns} />
  if (groups.length === 0 && !asked.isStale) {
    return <ListEmpty screens={screens} list={list} isFiltered={isNarrowed(state)} onCreate={onCreate} />
  }
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
        <CardList
          screens={screens}
          lines={lines}
          onSight={onSight}
          onOpen={open}
          selection={gridProps.selection}
          onToggle={(id) => gridProps.onToggle(id, false)}
          groups={{ turn, draw: (group) => <GroupWords state={group} isExact={asked.exact} /> }}
        />
      ) : (
        <Grid
          {...gridProps}
          lines={lines}
          total={lines.length}
          onSight={onSight}
          groups={{
            turn,
            draw: (group, place) => (
              <GroupLine key={group.id} state={group} isExact={asked.exact} {...place} />
            ),
          }}
        />
      )}
      {acts}
    </div>
  )
}

const foundAt = (line: Line | undefined) => (line?.kind === 'row' ? line.found : null)
