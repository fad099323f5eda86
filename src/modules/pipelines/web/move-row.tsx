import { type ReactNode, useRef } from 'react'
import { useT } from '../../../web/text/i18n.ts'
import { useDraggable, useDropTarget } from '../../../web/ui/drag.ts'
import { Icon } from '../../../web/ui/icon.tsx'
import css from './move-row.module.css'

export interface MoveRowProps {
  /** What the list is of, so that rows of another list are not taken. */
  kind: string
  index: number
  count: number
  /** What the row is called. */
  name: string
  onMove: (from: number, to: number) => void
  children: ReactNode
}

/** A row that is moved among others by its handle: dragged, or with the arrows while the handle has the focus. */
export function MoveRow({ kind, index, count, name, onMove, children }: MoveRowProps) {
  const t = useT()
  const row = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const { isDragged } = useDraggable(handle, { data: { kind, index } })
  const { isOver } = useDropTarget(row, {
    accepts: (data) => data.kind === kind && data.index !== index,
    onDrop: (data) => onMove(Number(data.index), index),
  })
  return (
    <li ref={row} className={css.row} data-over={isOver || undefined} data-dragged={isDragged || undefined}>
      <button
        ref={handle}
        type="button"
        className={css.handle}
        aria-label={t('pipelines.moveRow', { name, place: index + 1, count })}
        title={t('pipelines.moveHelp')}
        onKeyDown={(event) => {
          const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
          if (by === 0) return
          event.preventDefault()
          if (index + by >= 0 && index + by < count) onMove(index, index + by)
        }}
      >
        <Icon name="drag" />
      </button>
      {children}
    </li>
  )
}
