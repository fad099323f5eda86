import { useQuestion } from '../../../../web/api/commands.ts'
import { useRecords } from '../../../../web/api/records.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { PageTitle, PageTools } from '../../../../web/shell/page-title.tsx'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import { EmptyState, Skeleton } from '../../../../web/ui/small.tsx'
import { team } from '../../../people/index.ts'
import { teamReport } from '../../steps.questions.ts'
import { formatDays } from '../parts/day-range.ts'
import { periods } from '../parts/use-plans.ts'
import { teamScreen } from '../screens.ts'
import { LawPanel } from './law-panel.tsx'
import { chartSpan, currentSpan, type Period, type Span, shiftedSpan } from './period.ts'
import css from './team.module.css'
import { TeamTable } from './team-table.tsx'
import { WorkChart } from './work-chart.tsx'

const touches = ['step', 'plan', 'user', 'team'] as const

/** What everybody has to do and has done in a period, against their plans. */
export function TeamPage() {
  const t = useT()
  const format = useFormat()
  const { search, setSearch } = useScreen(teamScreen)
  const period = search.period ?? 'week'
  const span =
    search.from && search.to && search.from <= search.to
      ? { from: search.from, to: search.to }
      : currentSpan(period, format.today())
  const input = { ...span, period, team: search.team }
  const { data, error, refetch } = useQuestion(teamReport, input, { touches, keepFormer: true })
  return (
    <div className={css.page}>
      <PageTitle title={t('steps.team.title')} />
      <PageTools>
        <TeamSwitch value={search.team} onChange={(id) => setSearch({ team: id })} />
      </PageTools>
      <Toolbar
        period={period}
        span={span}
        onPeriod={(next) => setSearch({ period: next, from: undefined, to: undefined })}
        onSpan={(next) => setSearch(next ?? { from: undefined, to: undefined })}
      />
      {error && !data && <PartFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && data.people.length === 0 && (
        <EmptyState title={t('steps.team.empty')} description={t('steps.team.emptyHelp')} />
      )}
      {data && data.people.length > 0 && (
        <>
          <TeamTable report={data} period={period} span={span} />
          <div className={css.below}>
            <ChartPart period={period} span={span} team={search.team} />
            <LawPanel open={data.openRecords} hanging={data.withoutNextStep} />
          </div>
        </>
      )}
    </div>
  )
}

/** The same team over a longer time, so that one period has others beside it. */
function ChartPart({ period, span, team: id }: { period: Period; span: Span; team: string | undefined }) {
  const wide = chartSpan(period, span)
  const { data } = useQuestion(teamReport, { ...wide, period, team: id }, { touches, keepFormer: true })
  return <WorkChart series={data?.series ?? []} period={period} span={wide} isLoading={!data} />
}

interface ToolbarProps {
  period: Period
  span: Span
  onPeriod: (period: Period) => void
  /** Null: the current one. */
  onSpan: (span: Span | null) => void
}

function Toolbar({ period, span, onPeriod, onSpan }: ToolbarProps) {
  const t = useT()
  const format = useFormat()
  const { locale } = useTextEnv()
  const current = currentSpan(period, format.today())
  const isCurrent = span.from === current.from && span.to === current.to
  return (
    <div className={css.toolbar}>
      <Choice
        label={t('steps.team.period')}
        hiddenLabel
        name="team-period"
        value={period}
        onChange={onPeriod}
        options={periods.map((value) => ({ value, label: t(`steps.team.${value}`) }))}
      />
      <span className={css.turn}>
        <IconButton
          size="small"
          icon="chevronLeft"
          label={t('steps.calendar.previous')}
          onClick={() => onSpan(shiftedSpan(span, -1))}
        />
        <IconButton
          size="small"
          icon="chevronRight"
          label={t('steps.calendar.next')}
          onClick={() => onSpan(shiftedSpan(span, 1))}
        />
      </span>
      <h2 className={css.span}>{formatDays(span.from, span.to, locale)}</h2>
      {!isCurrent && (
        <Button size="small" variant="subtle" onClick={() => onSpan(null)}>
          {t(`steps.team.current.${period}`)}
        </Button>
      )}
    </div>
  )
}

function TeamSwitch({
  value,
  onChange,
}: {
  value: string | undefined
  onChange: (team: string | undefined) => void
}) {
  const t = useT()
  const { rows } = useRecords(team, { sort: ['name'], limit: 200 })
  if (rows.length < 2) return null
  const name = rows.find(({ id }) => id === value)?.name
  return (
    <Menu
      position="bottom-end"
      items={[
        { id: 'all', label: t('steps.team.allTeams'), checked: !value, onSelect: () => onChange(undefined) },
        'divider',
        ...rows.map((row) => ({
          id: row.id,
          label: String(row.name),
          checked: row.id === value,
          onSelect: () => onChange(row.id),
        })),
      ]}
      target={
        <Button size="small" icon="team" trailingIcon="chevronDown">
          {name ? String(name) : t('steps.team.allTeams')}
        </Button>
      }
    />
  )
}
