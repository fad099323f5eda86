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
import { Button } from '../../../../web/ui/button.tsx'
import { useIsPhone } from '../../../../web/ui/use-media.ts'
import { calendar } from '../../steps.questions.ts'
import { OwnerSwitch } from '../parts/owner-switch.tsx'
import { calendarScreen } from '../screens.ts'
import { Agenda } from './agenda.tsx'
import css from './calendar.module.css'
import type { CalendarStep } from './calendar-step.tsx'
import { CalendarToolbar } from './calendar-toolbar.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { daysOf } from './span.ts'
import { TimeGrid, type TimeGridProps } from './time-grid.tsx'
import { useMoveStep } from './use-move-step.ts'

const touches = ['step', 'lead', 'deal'] as const

/** Steps of a day or a week by hours, to see the load and to shift it; on a phone a list of days. */
export function CalendarPage() {
  const t = useT()
  const { search, setSearch, view, days, input } = useSpan()
  const { data, error, refetch } = useQuestion(calendar, input, { touches, keepFormer: true })
  const move = useMoveStep(input)
  const [moving, setMoving] = useState<CalendarStep | null>(null)
  return (
    <div className={css.page}>
      <PageTitle title={t('steps.calendar.title')} />
      <PageTools>
        <CalendarOwner value={search.owner} onChange={(owner) => setSearch({ owner })} />
      </PageTools>
      <CalendarToolbar view={view} days={days} count={data?.steps.length ?? null} onChange={setSearch} />
      {data?.truncated && (
        <p className={css.notice} role="status">
          {t('steps.calendar.truncated')}
        </p>
      )}
      {data?.steps.length === 0 && <Nothing owner={search.owner} onOwner={(owner) => setSearch({ owner })} />}
      {error && !data && <PartFailure error={error} onRetry={() => void refetch()} />}
      <Days
        days={days}
        steps={data?.steps ?? none}
        isLoading={!data}
        titles={data?.titles ?? {}}
        withOwner={search.owner === 'team' || search.owner === 'all'}
        onOpenDay={(day) => setSearch({ view: 'day', on: day })}
        onMoveTo={move}
        onMove={setMoving}
      />
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

/** No steps in the days shown; who may see those of others is led to them. */
function Nothing({ owner, onOwner }: { owner: string | undefined; onOwner: (owner: string) => void }) {
  const t = useT()
  const { grants } = useSession()
  const mayAll = grants.step?.read === 'all' && owner === undefined
  return (
    <p className={css.nothing} role="status">
      {t('steps.calendar.empty')}
      {mayAll && (
        <Button size="small" variant="subtle" icon="team" onClick={() => onOwner('all')}>
          {t('steps.calendar.showAll')}
        </Button>
      )}
    </p>
  )
}

const none: readonly CalendarStep[] = []

/** What the address shows: the view, its days, and the question they ask. */
function useSpan() {
  const format = useFormat()
  const { timeZone } = useTextEnv()
  const { search, setSearch } = useScreen(calendarScreen)
  const view = search.view ?? 'week'
  const on = search.on ?? format.today()
  const days = daysOf(view, on)
  const input = {
    from: momentIn(timeZone, days[0] ?? on, '00:00'),
    to: momentIn(timeZone, addDays(days.at(-1) ?? on, 1), '00:00'),
    owner: search.owner ?? 'me',
  }
  return { search, setSearch, view, days, input } as const
}

function Days({ isLoading, ...props }: TimeGridProps & { isLoading: boolean }) {
  return useIsPhone() ? <Agenda {...props} isLoading={isLoading} /> : <TimeGrid {...props} />
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
