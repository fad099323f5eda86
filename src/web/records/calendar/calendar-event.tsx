import { useRef } from 'react'
import type { Row } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { useDraggable } from '../../ui/drag.ts'
import css from './calendar.module.css'

export interface CalendarEventProps {
  row: Row
  title: string
  /** The moment, where the field has a time of day. */
  moment: string | null
  isCurrent: boolean
  mayMove: boolean
  isPeeked: boolean
  onFocus: () => void
  onOpen: () => void
}

/** One record on its day. */
export function CalendarEvent(props: CalendarEventProps) {
  const { row, title, moment, isCurrent, mayMove, onFocus, onOpen } = props
  const t = useT()
  const format = useFormat()
  const element = useRef<HTMLButtonElement>(null)
  const { isDragged } = useDraggable(element, { data: { row }, disabled: !mayMove })
  return (
    <button
      ref={element}
      type="button"
      className={css.event}
      data-event={row.id}
      data-row-keys
      data-dragged={isDragged || undefined}
      data-movable={mayMove || undefined}
      data-peeked={props.isPeeked || undefined}
      tabIndex={isCurrent ? 0 : -1}
      title={title}
      onFocus={onFocus}
      onClick={onOpen}
    >
      {moment && <span className={css.time}>{format.time(moment)}</span>}
      <span className={css.title}>{title || t('records.untitled')}</span>
    </button>
  )
}
