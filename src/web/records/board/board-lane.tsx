import type { ReactNode } from 'react'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './board.module.css'
import { Sums } from './board-head.tsx'
import type { Lane } from './use-lanes.ts'

export interface BoardLaneProps {
  lane: Lane
  isOpen: boolean
  onTurn: (open: boolean) => void
  /** Its columns. */
  children: ReactNode
}

/** The cards that share a value, across all columns of a board; folded, it tells how many and for how much. */
export function BoardLane({ lane, isOpen, onTurn, children }: BoardLaneProps) {
  const t = useT()
  const format = useFormat()
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
      {isOpen && <div className={css.laneColumns}>{children}</div>}
    </section>
  )
}
