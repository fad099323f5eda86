import { memo } from 'react'
import type { z } from 'zod'
import { useT } from '../../../../web/text/i18n.ts'
import { ProgressBar } from '../../../../web/ui/small.tsx'
import type { today } from '../../steps.questions.ts'
import css from './plan-progress.module.css'

type Plan = z.output<typeof today.output>['plan']

/** Steps closed today against the plan of the day; the week and the month beside it. */
export const PlanProgress = memo(function PlanProgress({ plan }: { plan: Plan }) {
  const t = useT()
  const { goal, done } = plan.day
  const longer = (['week', 'month'] as const).flatMap((period) => {
    const one = plan[period]
    return one.goal === null ? [] : [t(`steps.plan.short.${period}`, { done: one.done, goal: one.goal })]
  })
  return (
    <div className={css.plan}>
      <div className={css.line}>
        <span>
          {goal === null ? t('steps.plan.done', { count: done }) : t('steps.plan.progress', { done, goal })}
        </span>
        <span className={css.longer}>{longer.join(' · ')}</span>
      </div>
      {goal !== null && (
        <ProgressBar
          value={done}
          max={goal}
          label={t('steps.plan.ofDay')}
          tone={done >= goal ? 'success' : 'accent'}
        />
      )}
    </div>
  )
})
