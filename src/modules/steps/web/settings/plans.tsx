import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../../web/shell/settings-page.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Avatar, Skeleton } from '../../../../web/ui/small.tsx'
import { useColleagues } from '../parts/colleagues.ts'
import { type Goal, type PlanPeriod, periods, usePlans } from '../parts/use-plans.ts'
import { GoalInput } from './goal-input.tsx'
import css from './plans.module.css'

/** The plans of everybody for a day, a week and a month, edited in place. */
export function PlansPage() {
  const t = useT()
  const { colleagues, isLoading } = useColleagues()
  const plans = usePlans()
  return (
    <SettingsPageFrame title={t('steps.plans.title')} description={t('steps.plans.about')} wide>
      {plans.error && <PartFailure error={plans.error} onRetry={plans.reload} />}
      {isLoading || plans.isLoading ? (
        <Skeleton height={240} />
      ) : (
        <div className={css.scroller}>
          <table className={css.table} aria-label={t('steps.plans.title')}>
            <PlansHead />
            <tbody>
              {colleagues.map((person) => (
                <tr key={person.id}>
                  <th scope="row">
                    <span className={css.person}>
                      <Avatar name={person.name} />
                      {person.name}
                    </span>
                  </th>
                  {periods.map((period) => (
                    <GoalCells
                      key={period}
                      name={person.name}
                      period={period}
                      goal={plans.goalOf(person.id, period)}
                      onSave={(goal) => void plans.save(person, period, goal)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </SettingsPageFrame>
  )
}

function PlansHead() {
  const t = useT()
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {t('steps.plans.person')}
        </th>
        {periods.map((period) => (
          <th key={period} scope="colgroup" colSpan={2} className={css.period}>
            {t.dyn(`choices.plan.period.${period}`)}
          </th>
        ))}
      </tr>
      <tr>
        {periods.flatMap((period) =>
          (['steps', 'results'] as const).map((what) => (
            <th key={`${period} ${what}`} scope="col" className={what === 'steps' ? css.period : undefined}>
              {t(`steps.plans.${what}`)}
            </th>
          )),
        )}
      </tr>
    </thead>
  )
}

interface GoalCellsProps {
  name: string
  period: PlanPeriod
  goal: Goal
  onSave: (goal: Goal) => void
}

function GoalCells({ name, period, goal, onSave }: GoalCellsProps) {
  const t = useT()
  const words = { name, period: t.dyn(`choices.plan.period.${period}`).toLowerCase() }
  return (
    <>
      <td className={css.period}>
        <GoalInput
          label={t('steps.plans.stepsOf', words)}
          value={goal.steps}
          onSave={(steps) => onSave({ ...goal, steps })}
        />
      </td>
      <td>
        <GoalInput
          label={t('steps.plans.resultsOf', words)}
          value={goal.results}
          // Results are a part of the steps, so there is nothing to set while no steps are planned.
          disabled={goal.steps === null}
          onSave={(results) => onSave({ ...goal, results })}
        />
      </td>
    </>
  )
}
