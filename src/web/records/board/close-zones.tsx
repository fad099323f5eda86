import { useRef } from 'react'
import type { Row } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import { useDropTarget } from '../../ui/drag.ts'
import { Icon } from '../../ui/icon.tsx'
import css from './board.module.css'

export interface CloseZonesProps {
  onWin: (row: Row) => void
  onLose: (row: Row) => void
  /** Leads are won by being converted, which asks more than a drop can say. */
  mayWin: boolean
}

/** Where a card is dropped to be closed; in sight while one is being dragged. */
export function CloseZones({ onWin, onLose, mayWin }: CloseZonesProps) {
  return (
    <div className={css.zones}>
      {mayWin && <Zone outcome="won" onDrop={onWin} />}
      <Zone outcome="lost" onDrop={onLose} />
    </div>
  )
}

function Zone({ outcome, onDrop }: { outcome: 'won' | 'lost'; onDrop: (row: Row) => void }) {
  const t = useT()
  const element = useRef<HTMLDivElement>(null)
  const { isOver } = useDropTarget(element, {
    accepts: ({ row }) => row !== undefined,
    // Cards give their row.
    onDrop: ({ row }) => onDrop(row as Row),
  })
  return (
    <div ref={element} className={css.zone} data-outcome={outcome} data-over={isOver || undefined}>
      <Icon name={outcome} size={20} />
      {t(outcome === 'won' ? 'records.acts.win' : 'records.acts.lose')}
    </div>
  )
}
