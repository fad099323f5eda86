import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import css from './stepper.module.css'

export interface StepItem<Id extends string> {
  id: Id
  label: string
  /** Said under the label: what this step came to. */
  note?: ReactNode
  state: 'done' | 'current' | 'ahead'
  /** Whether one may go there now. */
  open: boolean
}

export interface StepperProps<Id extends string> {
  /** What the steps lead through, for those who hear the page. */
  label: string
  steps: readonly StepItem<Id>[]
  onGo: (id: Id) => void
}

/** The steps of a longer undertaking, and where one is. */
export function Stepper<Id extends string>({ label, steps, onGo }: StepperProps<Id>) {
  return (
    <nav aria-label={label}>
      <ol className={css.steps}>
        {steps.map((step, index) => (
          <li key={step.id} className={css.step} data-state={step.state}>
            <button
              type="button"
              className={css.button}
              disabled={!step.open || step.state === 'current'}
              aria-current={step.state === 'current' ? 'step' : undefined}
              onClick={() => onGo(step.id)}
            >
              <span className={css.mark}>
                {step.state === 'done' ? <Icon name="check" size={14} /> : <span>{index + 1}</span>}
              </span>
              <span className={css.words}>
                <span className={css.label}>{step.label}</span>
                {step.note && <span className={css.note}>{step.note}</span>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
