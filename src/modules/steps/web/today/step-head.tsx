import { memo } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { Badge } from '../../../../web/ui/small.tsx'
import { StepPlan } from '../parts/step-plan.tsx'
import type { StepChange } from '../parts/use-change-step.ts'
import type { QueueItem } from './queue.ts'
import css from './step-head.module.css'

export interface StepHeadProps {
  step: QueueItem['step']
  ownerName: string | undefined
  onChanged: (changes: StepChange) => void
}

/** The step itself: what, when, who, how often it was tried and put off, and what it is to achieve. */
export const StepHead = memo(function StepHead({ step, ownerName, onChanged }: StepHeadProps) {
  const t = useT()
  return (
    <section className={css.step} aria-label={t('steps.nextStep')}>
      <StepPlan step={step} ownerName={ownerName} onChanged={onChanged} />
      <p className={css.about}>
        <span className={css.title}>{step.title}</span>
        <span className={css.attempt}>
          {step.postponements > 0 && (
            <Badge tone="warning">{t('steps.postponedTimes', { count: step.postponements })}</Badge>
          )}{' '}
          {t('steps.attempt', { attempt: step.attempt })}
        </span>
      </p>
    </section>
  )
})
