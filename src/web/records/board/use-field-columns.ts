import { useCallback, useMemo, useState } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { andFilter, emptyFilter, type Filter } from '../../../kernel/queries/filter.ts'
import type { Row, Titles } from '../../api/shapes.ts'
import { type Group, paramsWithin, useGroupName, useGroups } from '../grouped/use-groups.ts'
import type { List } from '../list/use-list.ts'
import type { ShownColumn } from './board-cache.ts'
import type { CardPlace } from './use-move-card.ts'

/** A column of a board by a field within a lane. */
export interface FieldColumn extends ShownColumn {
  lane: string
  filter: Filter
  place: CardPlace
}

export interface Lane {
  id: string
  name: string
  count: number
  isExact: boolean
  sums: Group['sums']
  filter: Filter
  values: CardPlace['values']
}

/** So many lanes are open before anybody opens or folds one. */
const openAtFirst = 5

/** The lanes of a board by a field; without a field for them there is one, which has no name. */
export function useLanes(entity: Entity, list: List, { by, sum }: { by: string | null; sum: string | null }) {
  const asked = useGroups(entity, list.state, { by, sum })
  const nameOf = useGroupName(entity, by ?? entity.title)
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({})
  const lanes: Lane[] =
    by === null
      ? [{ id: '', name: '', count: 0, isExact: true, sums: [], filter: emptyFilter, values: {} }]
      : asked.groups
          .filter(({ count }) => count > 0)
          .map(({ key, count, sums, filter }) => ({
            id: key ?? '-',
            name: nameOf(key, asked.titles),
            count,
            isExact: asked.exact,
            sums,
            filter,
            values: { [by]: key },
          }))
  return {
    ...asked,
    lanes,
    isOpen: (lane: Lane) => turned[lane.id] ?? lanes.indexOf(lane) < openAtFirst,
    turn: (lane: Lane, open: boolean) => setTurned((former) => ({ ...former, [lane.id]: open })),
  }
}

interface Cards {
  items: readonly Row[]
  titles: Titles
}

/** The cards that are shown, gathered from the columns that have fetched them. */
export function useShownCards() {
  const [cards, setCards] = useState<Readonly<Record<string, Cards>>>({})
  const take = useCallback((id: string, next: Cards) => setCards((all) => ({ ...all, [id]: next })), [])
  return { cards, take }
}

/** The columns of one lane. */
export function useColumnsOf(
  entity: Entity,
  list: List,
  { by, groups, exact, titles }: { by: string; groups: readonly Group[]; exact: boolean; titles: Titles },
): (lane: Lane, counts?: ReadonlyMap<string | null, Group>) => Omit<FieldColumn, 'items' | 'nextCursor'>[] {
  const nameOf = useGroupName(entity, by)
  const { state } = list
  return useMemo(
    () => (lane, counts) =>
      groups
        // A column for what has no value is needed only where there is such a thing.
        .filter(({ key, count }) => key !== null || count > 0)
        .map((group) => {
          const own = counts ? counts.get(group.key) : group
          const filter = andFilter(lane.filter, group.filter)
          return {
            stage: { id: `${lane.id} ${group.key ?? '-'}`, name: nameOf(group.key, titles) },
            lane: lane.id,
            count: own?.count ?? 0,
            isExact: exact,
            sums: own?.sums ?? [],
            filter,
            place: {
              values: { ...lane.values, [by]: group.key },
              params: JSON.parse(JSON.stringify(paramsWithin(state, filter))) as CardPlace['params'],
            },
          }
        }),
    [groups, exact, titles, by, nameOf, state],
  )
}
