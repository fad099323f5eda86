import { useState } from 'react'
import { addDays, momentIn } from '../../../../kernel/text/zone.ts'
import { useQuestion } from '../../../../web/api/commands.ts'
import { useSession } from '../../../../web/api/session.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { PageTitle, PageTools } from '../../../../web/shell/page-title.tsx'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { useIsPhone } from '../../../../web/ui/use-media.ts'
import { calendar } from '../../steps.questions.ts'
import { formatDays } from '../parts/day-range.ts'
import { OwnerSwitch } from '../parts/owner-switch.tsx'
import { calendarScreen } from '../screens.ts'
import { Agenda } from './agenda.tsx'
import css from './calendar.module.css'
import type { CalendarStep } from './calendar-step.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { daysOf, shifted } from './span.ts'
import { TimeGrid } from './time-grid.tsx'
import { useMoveStep } from './use-move-step.ts'

const touches = ['step', 'lead', 'deal'] as const

/** Steps of a day or a week by hours, to see the load and to shift it; on a phone a list of days. */
export function CalendarPage() {
  const t = useT()
  const format = useFormat()
  const isPhone = useIsPhone()
  const { timeZone, locale } = useTextEnv()
  const { search, setSearch } = useScreen(calendarScreen)
  const view = search.view ?? 'week'
  const on = search.on ?? format.today()
  const days = daysOf(view, on)
  const [first = on] = days
  const last = days.at(-1) ?? on
  const input = {
    from: momentIn(timeZone, first, '00:00'),
    to: momentIn(timeZone, addDays(last, 1), '00:00'),
    owner: search.owner ?? 'me',
  }
  const { data, error, refetch } = useQuestion(calendar, input, { touches, keepFormer: true })
  const move = useMoveStep(input)
  const [moving, setMoving] = useState<CalendarStep | null>(null)
  const steps = data?.steps ?? []
  const isOfMany = search.owner === 'team' || search.owner === 'all'
  return (
    <div className={css.page}>
      <PageTitle title={t('steps.calendar.title')} />
      <PageTools>
        <CalendarOwner value={search.owner} onChange={(owner) => setSearch({ owner })} />
      </PageTools>
      <div className={css.toolbar}>
        <Button size="small" onClick={() => setSearch({ on: undefined })}>
          {t('steps.calendar.today')}
        </Button>
        <span className={css.turn}>
          <IconButton
            size="small"
            icon="chevronLeft"
            label={t('steps.calendar.previous')}
            onClick={() => setSearch({ on: shifted(view, on, -1) })}
          />
          <IconButton
            size="small"
            icon="chevronRight"
            label={t('steps.calendar.next')}
            onClick={() => setSearch({ on: shifted(view, on, 1) })}
          />
        </span>
        <h2 className={css.span}>{formatDays(first, last, locale)}</h2>
        <span className={css.count}>{data && t('steps.calendar.steps', { count: steps.length })}</span>
        {!isPhone && (
          <span className={css.view}>
            <Choice
              label={t('steps.calendar.view')}
              hiddenLabel
              name="calendar-view"
              value={view}
              onChange={(next) => setSearch({ view: next === 'week' ? undefined : next })}
              options={[
                { value: 'day', label: t('steps.calendar.day') },
                { value: 'week', label: t('steps.calendar.week') },
              ]}
            />
          </span>
        )}
      </div>
      {data?.truncated && (
        <p className={css.notice} role="status">
          {t('steps.calendar.truncated')}
        </p>
      )}
      {error && !data && <PartFailure error={error} onRetry={() => void refetch()} />}
      {isPhone ? (
        <Agenda
          days={days}
          steps={steps}
          isLoading={!data}
          titles={data?.titles ?? {}}
          withOwner={isOfMany}
          onMove={setMoving}
        />
      ) : (
        <TimeGrid
          days={days}
          steps={steps}
          titles={data?.titles ?? {}}
          withOwner={isOfMany}
          onOpenDay={(day) => setSearch({ view: 'day', on: day })}
          onMoveTo={move}
          onMove={setMoving}
        />
      )}
      {moving && (
        <MoveDialog
          step={moving}
          onClose={() => setMoving(null)}
          onPick={(dueAt) => {
            setMoving(null)
            move(moving, dueAt)
          }}
        />
      )}
    </div>
  )
}

function CalendarOwner({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (owner: string | undefined) => void
}) {
  const t = useT()
  const { user, grants } = useSession()
  const groups = [
    ...(user.team ? [{ value: 'team', label: t('steps.calendar.team') }] : []),
    ...(grants.step?.read === 'all' ? [{ value: 'all', label: t('steps.calendar.all') }] : []),
  ]
  return <OwnerSwitch value={value} onChange={onChange} groups={groups} />
}
