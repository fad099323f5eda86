import type { ReactNode } from 'react'
import { andFilter } from '../../../kernel/queries/filter.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Icon } from '../../ui/icon.tsx'
import { type Group, useGroups } from '../grouped/use-groups.ts'
import type { List } from '../list/use-list.ts'
import type { RecordScreens } from '../screens.ts'
import css from './board.module.css'
import { Sums } from './board-head.tsx'
import type { Lane } from './use-field-columns.ts'

export interface FieldLaneProps {
  screens: RecordScreens
  list: List
  lane: Lane
  by: string
  sum: string | null
  isOpen: boolean
  onTurn: (open: boolean) => void
  /** Draws the columns; given what each holds of this lane. */
  children: (counts: ReadonlyMap<string | null, Group>) => ReactNode
}

/** The cards that share a value, across all columns of a board; folded, it tells how many and for how much. */
export function FieldLane({ screens, list, lane, by, sum, isOpen, onTurn, children }: FieldLaneProps) {
  const t = useT()
  const format = useFormat()
  const { filter, q } = list.state
  const within = { filter: andFilter(filter, lane.filter), q }
  const { groups } = useGroups(screens.entity, within, { by: isOpen ? by : null, sum })
  return (
    <section
      className={css.lane}
      aria-label={t('records.board.column', { stage: lane.name, count: lane.count })}
    >
      <button type="button" className={css.laneHead} aria-expanded={isOpen} onClick={() => onTurn(!isOpen)}>
        <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} size={14} />
        <span className={css.columnName}>{lane.name}</span>
        <span className={css.count}>
          {lane.isExact ? '' : '≈ '}
          {format.number(lane.count)}
        </span>
        <span className={css.sum}>
          <Sums sums={lane.sums} />
        </span>
      </button>
      {isOpen && (
        <div className={css.laneColumns}>{children(new Map(groups.map((group) => [group.key, group])))}</div>
      )}
    </section>
  )
}
