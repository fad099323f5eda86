import type { ReactNode } from 'react'
import type { Filter } from '../../../../kernel/queries/filter.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { Avatar } from '../../../../web/ui/small.tsx'
import { outcomes } from '../../step.entity.ts'
import { stepsScreen, todayScreen } from '../screens.ts'
import type { Period, Span } from './period.ts'
import { PlanCell } from './plan-cell.tsx'
import { closedOf, type Person, type Report } from './report.ts'
import { closedSteps, dueSteps, openSteps, overdueSteps } from './step-filters.ts'
import css from './team-table.module.css'

export interface TeamTableProps {
  report: Report
  period: Period
  span: Span
}

/** One line per person; every number leads to the steps it counts. */
export function TeamTable({ report, period, span }: TeamTableProps) {
  const t = useT()
  const { people, titles } = report
  return (
    <div className={css.scroller}>
      <table className={css.table} aria-label={t('steps.team.title')}>
        <thead>
          <tr>
            <th scope="col">{t('steps.team.person')}</th>
            <th scope="col">{t('steps.team.open')}</th>
            <th scope="col">{t('steps.team.due')}</th>
            <th scope="col">{t('steps.team.overdue')}</th>
            <th scope="col" className={css.first}>
              {t('steps.team.done')}
            </th>
            {outcomes.map((outcome) => (
              <th key={outcome} scope="col">
                {t(`steps.outcome.${outcome}`)}
              </th>
            ))}
            <th scope="col" className={css.planHead}>
              {t('steps.team.plan')}
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.user}>
              <th scope="row">
                <Link className={css.person} {...todayScreen.at({}, { owner: person.user })}>
                  <Avatar name={titles[person.user] ?? ''} size={24} />
                  <span className={css.name}>{titles[person.user]}</span>
                </Link>
              </th>
              <Numbers of={person} user={person.user} span={span} />
              <td className={css.plan}>
                <PlanCell person={person} name={titles[person.user] ?? ''} period={period} span={span} />
              </td>
            </tr>
          ))}
        </tbody>
        {people.length > 1 && (
          <tfoot>
            <tr>
              <th scope="row">{t('steps.team.total')}</th>
              <Numbers of={totalOf(people)} user={null} span={span} />
              <td className={css.plan} />
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}

type Work = Pick<Person, 'open' | 'due' | 'overdue' | 'done'>

function Numbers({ of, user, span }: { of: Work; user: string | null; span: Span }) {
  const t = useT()
  const { open, due, overdue, done } = of
  return (
    <>
      <Count value={open} filter={openSteps(user)} />
      <Count value={due} filter={dueSteps(user, span)} />
      <Count value={overdue} filter={overdueSteps(user)} tone={overdue > 0 ? 'danger' : undefined}>
        {overdue > 0 && <Icon name="overdue" size={12} label={t('steps.overdue')} />}
      </Count>
      <Count className={css.first} value={closedOf(of)} filter={closedSteps(user, span)} isStrong />
      {outcomes.map((outcome) => (
        <Count key={outcome} value={done[outcome]} filter={closedSteps(user, span, outcome)} />
      ))}
    </>
  )
}

interface CountProps {
  value: number
  filter: Filter
  tone?: 'danger'
  isStrong?: boolean
  className?: string
  children?: ReactNode
}

/** A number that opens what it counts. */
function Count({ value, filter, tone, isStrong, className, children }: CountProps) {
  const format = useFormat()
  return (
    <td className={className} data-tone={tone} data-strong={isStrong || undefined}>
      {value === 0 ? (
        <span className={css.zero}>0</span>
      ) : (
        <Link className={css.count} {...stepsScreen.at({}, { filter })}>
          {children}
          {format.number(value)}
        </Link>
      )}
    </td>
  )
}

function totalOf(people: readonly Person[]): Work {
  const sum = (pick: (person: Person) => number) => people.reduce((total, person) => total + pick(person), 0)
  return {
    open: sum(({ open }) => open),
    due: sum(({ due }) => due),
    overdue: sum(({ overdue }) => overdue),
    done: {
      result: sum(({ done }) => done.result),
      postponed: sum(({ done }) => done.postponed),
      refused: sum(({ done }) => done.refused),
    },
  }
}
