import { useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { emptyFilter, type Filter } from '../../../kernel/queries/filter.ts'
import { type Group, useGroupName, useGroups } from '../grouped/use-groups.ts'
import type { ListState } from '../list/list-search.ts'

/** What shares a value, across all columns of a board. */
export interface Lane {
  id: string
  name: string
  count: number
  isExact: boolean
  sums: Group['sums']
  filter: Filter
  /** The value of the field the lanes are made by. */
  key: string | null
}

/** So many lanes are open before anybody opens or folds one. */
const openAtFirst = 5

/** Of a board without lanes: one, which has no name. */
const whole: readonly Lane[] = [
  { id: '', name: '', count: 0, isExact: true, sums: [], filter: emptyFilter, key: null },
]

/** The lanes of a board by a field; without a field for them there is one. */
export function useLanes(
  entity: Entity,
  state: ListState,
  { by, sum }: { by: string | null; sum: string | null },
) {
  const asked = useGroups(entity, state, { by, sum })
  const nameOf = useGroupName(entity, by ?? entity.title)
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({})
  const lanes =
    by === null
      ? whole
      : asked.groups
          .filter(({ count }) => count > 0)
          .map(
            ({ key, count, sums, filter }): Lane => ({
              id: key ?? '-',
              name: nameOf(key, asked.titles),
              count,
              isExact: asked.exact,
              sums,
              filter,
              key,
            }),
          )
  const isOpen = (lane: Lane) => turned[lane.id] ?? lanes.indexOf(lane) < openAtFirst
  return {
    lanes,
    isOpen,
    turn: (lane: Lane, open: boolean) => setTurned((former) => ({ ...former, [lane.id]: open })),
    isLoading: asked.isLoading,
    error: asked.error,
  }
}
