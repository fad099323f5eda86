import { type ReactNode, useRef } from 'react'
import type { Row } from '../../api/shapes.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { useDropTarget } from '../../ui/drag.ts'
import css from './calendar.module.css'

export interface CalendarDayProps {
  day: string
  isToday: boolean
  /** Of the month before or after the one shown. */
  isOther: boolean
  /** Records of the day that there is no room for. */
  hidden: number
  onMore: () => void
  onDrop: (row: Row) => void
  children: ReactNode
}

/** A day of the calendar; records are dropped on it. */
export function CalendarDay({ day, isToday, isOther, hidden, onMore, onDrop, children }: CalendarDayProps) {
  const t = useT()
  const format = useFormat()
  const element = useRef<HTMLElement>(null)
  const { isOver } = useDropTarget(element, {
    accepts: ({ row }) => row !== undefined,
    // Records give their row.
    onDrop: ({ row }) => onDrop(row as Row),
  })
  return (
    <section
      ref={element}
      className={css.day}
      aria-label={format.dayLong(day)}
      data-today={isToday || undefined}
      data-other={isOther || undefined}
      data-over={isOver || undefined}
    >
      <span className={css.number} aria-hidden>
        {Number(day.slice(8))}
      </span>
      {children}
      {hidden > 0 && (
        <button type="button" className={css.more} onClick={onMore}>
          {t('records.calendar.more', { count: hidden })}
        </button>
      )}
    </section>
  )
}
