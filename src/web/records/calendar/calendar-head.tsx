import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import css from './calendar.module.css'
import type { Span } from './days.ts'

export interface CalendarHeadProps {
  days: readonly string[]
  at: string
  span: Span
  /** What is said of records that are not shown. */
  note: string | null
  onStep: (by: 1 | -1) => void
  onToday: () => void
  onSpan: (span: Span) => void
}

/** Which days are shown and the way to others. */
export function CalendarHead({ days, at, span, note, onStep, onToday, onSpan }: CalendarHeadProps) {
  const t = useT()
  const format = useFormat()
  const isPhone = useIsPhone()
  const [first = at] = days
  return (
    <div className={css.head}>
      <IconButton icon="chevronLeft" label={t('records.calendar.back')} onClick={() => onStep(-1)} />
      <IconButton icon="chevronRight" label={t('records.calendar.forward')} onClick={() => onStep(1)} />
      <Button size="small" variant="subtle" onClick={onToday}>
        {t('records.calendar.today')}
      </Button>
      <h2 className={css.name} aria-live="polite">
        {span === 'month'
          ? format.month(at.slice(0, 7))
          : `${format.dayLong(first)} — ${format.dayLong(days.at(-1) ?? first)}`}
      </h2>
      {note && <span className={css.note}>{note}</span>}
      <span className={css.space} />
      {!isPhone && (
        <Choice
          name="span"
          label={t('records.calendar.span')}
          hiddenLabel
          value={span}
          onChange={onSpan}
          options={[
            { value: 'month', label: t('records.calendar.month') },
            { value: 'week', label: t('records.calendar.week') },
          ]}
        />
      )}
    </div>
  )
}
