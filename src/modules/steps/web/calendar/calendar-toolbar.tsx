import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { useIsPhone } from '../../../../web/ui/use-media.ts'
import { formatDays } from '../parts/day-range.ts'
import css from './calendar.module.css'
import { type CalendarView, shifted } from './span.ts'

export interface CalendarToolbarProps {
  view: CalendarView
  days: readonly string[]
  /** Steps in these days; null while they are on their way. */
  count: number | null
  onChange: (search: { on?: string; view?: CalendarView }) => void
}

/** Which days are shown, and the way to others. */
export function CalendarToolbar({ view, days, count, onChange }: CalendarToolbarProps) {
  const t = useT()
  const isPhone = useIsPhone()
  const { locale } = useTextEnv()
  const [first = ''] = days
  const turn = (by: -1 | 1) => onChange({ on: shifted(view, first, by) })
  return (
    <div className={css.toolbar}>
      <Button size="small" onClick={() => onChange({ on: undefined })}>
        {t('steps.calendar.today')}
      </Button>
      <span className={css.turn}>
        <IconButton
          size="small"
          icon="chevronLeft"
          label={t('steps.calendar.previous')}
          onClick={() => turn(-1)}
        />
        <IconButton
          size="small"
          icon="chevronRight"
          label={t('steps.calendar.next')}
          onClick={() => turn(1)}
        />
      </span>
      <h2 className={css.span}>{formatDays(first, days.at(-1) ?? first, locale)}</h2>
      <span className={css.count}>{count !== null && t('steps.calendar.steps', { count })}</span>
      {!isPhone && (
        <span className={css.view}>
          <Choice
            label={t('steps.calendar.view')}
            hiddenLabel
            name="calendar-view"
            value={view}
            onChange={(next) => onChange({ view: next === 'week' ? undefined : next })}
            options={[
              { value: 'day', label: t('steps.calendar.day') },
              { value: 'week', label: t('steps.calendar.week') },
            ]}
          />
        </span>
      )}
    </div>
  )
}
