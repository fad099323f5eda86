import { useState } from 'react'
import { addDays } from '../../../../kernel/text/zone.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { type Outcome, outcomes } from '../../step.entity.ts'
import { stepsScreen } from '../screens.ts'
import { type Period, periodsIn, type Span } from './period.ts'
import type { Report } from './report.ts'
import { closedSteps } from './step-filters.ts'
import css from './work-chart.module.css'

type Column = { from: string } & Record<Outcome, number>

export interface WorkChartProps {
  series: Report['series']
  period: Period
  span: Span
  isLoading: boolean
}

/** Steps closed per period as stacked bars, from zero, with their numbers; the same as a table. */
export function WorkChart({ series, period, span, isLoading }: WorkChartProps) {
  const t = useT()
  const format = useFormat()
  const [isTable, setTable] = useState(false)
  const columns = periodsIn(period, span).map(
    (from): Column =>
      series.find((one) => one.from === from) ?? { from, result: 0, postponed: 0, refused: 0 },
  )
  const total = (outcome: Outcome) => columns.reduce((sum, column) => sum + column[outcome], 0)
  const isEmpty = columns.every((column) => sumOf(column) === 0)
  return (
    <section className={css.chart}>
      <div className={css.head}>
        <h3 className={css.title}>{t(`steps.team.seriesOf.${period}`)}</h3>
        <ul className={css.legend}>
          {outcomes.map((outcome) => (
            <li key={outcome} className={css.key} data-outcome={outcome}>
              {t(`steps.outcome.${outcome}`)}{' '}
              <span className={css.total}>{format.number(total(outcome))}</span>
            </li>
          ))}
        </ul>
        <Button
          size="small"
          variant="subtle"
          icon={isTable ? 'report' : 'list'}
          onClick={() => setTable(!isTable)}
        >
          {t(isTable ? 'steps.team.asChart' : 'steps.team.asTable')}
        </Button>
      </div>
      {isLoading ? (
        <Skeleton height={180} />
      ) : isTable ? (
        <SeriesTable columns={columns} period={period} />
      ) : isEmpty ? (
        <p className={css.empty}>{t('steps.team.noneClosed')}</p>
      ) : (
        <Bars columns={columns} period={period} />
      )}
    </section>
  )
}

function Bars({ columns, period }: { columns: readonly Column[]; period: Period }) {
  const t = useT()
  const format = useFormat()
  const label = useLabel(period)
  const highest = Math.max(...columns.map(sumOf))
  return (
    <ol className={css.bars}>
      {columns.map((column) => {
        const sum = sumOf(column)
        const words = outcomes
          .map((outcome) => `${t(`steps.outcome.${outcome}`)} ${column[outcome]}`)
          .join(', ')
        return (
          <li key={column.from} className={css.column}>
            <Link
              className={css.bar}
              aria-label={`${label(column.from)}: ${words}`}
              title={words}
              {...stepsScreen.at(
                {},
                { filter: closedSteps(null, { from: column.from, to: lastDay(period, column.from) }) },
              )}
            >
              <span className={css.sum}>{sum > 0 ? format.number(sum) : ''}</span>
              {outcomes.toReversed().map((outcome) => (
                <span
                  key={outcome}
                  className={css.part}
                  data-outcome={outcome}
                  style={{ height: `calc((100% - 20px) * ${column[outcome] / highest})` }}
                />
              ))}
            </Link>
            <span className={css.label}>{label(column.from)}</span>
          </li>
        )
      })}
    </ol>
  )
}

function SeriesTable({ columns, period }: { columns: readonly Column[]; period: Period }) {
  const t = useT()
  const format = useFormat()
  const label = useLabel(period)
  return (
    <div className={css.scroller}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('steps.team.period')}</th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {t(`steps.outcome.${outcome}`)}
              </th>
            ))}
            <th scope="col">{t('steps.team.total')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.from}>
              <th scope="row">{label(column.from)}</th>
              {outcomes.map((outcome) => (
                <td key={outcome}>{format.number(column[outcome])}</td>
              ))}
              <td>{format.number(sumOf(column))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A period by its first day: `16 нояб.`, a month `нояб.`. */
function useLabel(period: Period): (from: string) => string {
  const { locale } = useTextEnv()
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    month: 'short',
    ...(period === 'month' ? {} : { day: 'numeric' }),
  })
  return (from) => format.format(new Date(`${from}T12:00Z`))
}

function lastDay(period: Period, from: string): string {
  if (period === 'day') return from
  return period === 'week' ? addDays(from, 6) : addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1)
}

function sumOf(column: Column): number {
  return outcomes.reduce((sum, outcome) => sum + column[outcome], 0)
}
