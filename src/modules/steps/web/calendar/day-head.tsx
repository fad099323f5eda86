import { useTextEnv } from '../../../../web/text/env.tsx'
import css from './time-grid.module.css'

export interface DayHeadProps {
  day: string
  isToday: boolean
  count: number
  /** Opens the day by itself. */
  onOpen?: (day: string) => void
}

/** The head of a day: weekday, number, how many steps. */
export function DayHead({ day, isToday, count, onOpen }: DayHeadProps) {
  const { locale } = useTextEnv()
  const at = new Date(`${day}T12:00:00Z`)
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(at)
  const words = (
    <>
      <span className={css.weekday}>{weekday}</span>
      <span className={css.number} data-today={isToday || undefined}>
        {Number(day.slice(8))}
      </span>
      {count > 0 && <span className={css.total}>{count}</span>}
    </>
  )
  return (
    <th scope="col" className={css.day} aria-current={isToday ? 'date' : undefined}>
      {onOpen ? (
        <button type="button" className={css.open} onClick={() => onOpen(day)}>
          {words}
        </button>
      ) : (
        <span className={css.open}>{words}</span>
      )}
    </th>
  )
}
