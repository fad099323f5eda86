import { useTextEnv } from '../../../../web/text/env.tsx'
import { formatDueDay } from '../../../../web/text/format.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { useKinds } from '../parts/kinds.ts'
import css from './agenda.module.css'
import { type CalendarStep, CalendarStepButton } from './calendar-step.tsx'

export interface AgendaProps {
  days: readonly string[]
  steps: readonly CalendarStep[]
  isLoading: boolean
  titles: Readonly<Record<string, string>>
  withOwner: boolean
  onMove: (step: CalendarStep) => void
}

/** The calendar as a list of days, for a phone. */
export function Agenda({ days, steps, isLoading, titles, withOwner, onMove }: AgendaProps) {
  const format = useFormat()
  const { locale } = useTextEnv()
  const { kindOf } = useKinds()
  const byDay = Map.groupBy(steps, ({ dueAt }) => format.clock(dueAt).day)
  if (isLoading) {
    return (
      <div className={css.waiting}>
        <Skeleton height={20} width="50%" />
        <Skeleton height={20} />
        <Skeleton height={20} />
      </div>
    )
  }
  return (
    <div className={css.agenda}>
      {days.map((day) => {
        const ofDay = byDay.get(day)
        if (!ofDay) return null
        return (
          <section key={day} aria-label={format.dayLong(day)}>
            <h3 className={css.day}>
              {formatDueDay(day, locale, format.today())} <span className={css.count}>{ofDay.length}</span>
            </h3>
            {ofDay.map((step) => (
              <CalendarStepButton
                key={step.id}
                step={step}
                kind={kindOf(step.kind)}
                ownerName={withOwner ? titles[step.owner] : undefined}
                look="row"
                onMove={onMove}
              />
            ))}
          </section>
        )
      })}
    </div>
  )
}
