import { useCallback, useMemo } from 'react'
import { byHand, type Entity } from '../../../kernel/entities/entity.ts'
import { amountOf, isGrouping, isSummed } from '../../../kernel/queries/summary.ts'
import type { Titles } from '../../api/shapes.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import { useGroupName, useGroups } from '../grouped/use-groups.ts'
import { boardSort } from '../list/layouts.ts'
import type { ListState } from '../list/list-search.ts'
import { type ShownColumn, shownColumns } from './shown-columns.ts'
import { type BoardsAsked, useBoards } from './use-boards.ts'
import { useLanes } from './use-lanes.ts'
import type { PlaceValues } from './use-move-card.ts'

/** What a board by a field shows: its lanes, their columns with the cards, and what it means to stand in one. */
export function useBoard(
  entity: Entity,
  state: ListState,
  { by, isHeld }: Pick<BoardsAsked, 'by' | 'isHeld'>,
) {
  const isPhone = useIsPhone()
  const isOfStages = by === 'stage' && entity.worked
  const sum = !isOfStages && state.sum && isSummed(entity.fields[state.sum]) ? state.sum : amountOf(entity)
  const sort = boardSort(entity, state)
  // On a phone there is room for one column.
  const lanesBy = isPhone ? null : lanesOf(entity, state, by)
  const { lanes, isOpen, turn, ...divided } = useLanes(entity, state, { by: lanesBy, sum })
  // Columns stand under one another, so those of all lanes are those of the whole.
  const whole = useGroups(entity, state, { by: lanesBy === null ? null : by, sum })
  const open = lanes.filter(isOpen)
  const { boards, ...asked } = useBoards(entity, state, { by, sum, sort, parts: open, isHeld })
  const groupName = useGroupName(entity, by)
  const titles = useMemo(
    () => Object.assign({}, whole.titles, ...boards.map((board) => board?.titles)) as Titles,
    [whole.titles, boards],
  )
  const nameOf = useCallback((key: string | null) => groupName(key, titles), [groupName, titles])
  const [first] = boards
  const heads = lanesBy === null ? (first?.columns ?? none) : whole.groups
  const names = open.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: lanes are as they are called
  const columns = useMemo(
    () => open.flatMap((lane, at) => shownColumns(lane, boards[at], heads, nameOf)),
    [names, boards, heads, nameOf],
  )
  return {
    ...asked,
    isOfStages,
    isByHand: sort[0] === byHand,
    isDivided: lanesBy !== null,
    isLoading: divided.isLoading || whole.isLoading || (first === undefined && open.length > 0),
    error: asked.error ?? divided.error ?? whole.error,
    sum,
    lanes,
    isOpen,
    turn,
    columns,
    titles,
    /** The board itself, where it is not divided into lanes. */
    first: lanesBy === null ? first : undefined,
    /** All of it by columns, for what is told above them. */
    told: lanesBy === null && first ? { ...first, groups: first.columns } : whole,
    shownFor: first?.shownFor ?? null,
    /** The values of what stands in a column, by field. */
    valuesAt: (column: ShownColumn): PlaceValues => {
      const lane = open.find(({ id }) => id === column.lane)
      return { ...(lanesBy !== null && lane && { [lanesBy]: lane.key }), [by]: column.key }
    },
  }
}

export type Board = ReturnType<typeof useBoard>

const none: readonly never[] = []

/** The field the lanes are made by: not that of the columns, and none on a board of stages. */
function lanesOf(entity: Entity, { lanes }: ListState, by: string): string | null {
  if (lanes === null || lanes === by || by === 'stage') return null
  return isGrouping(lanes, entity.fields[lanes]) ? lanes : null
}
