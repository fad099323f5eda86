import { useT } from '../../../../web/text/i18n.ts'
import { MomentPicker } from '../../../../web/ui/moment-picker.tsx'
import { DueMark } from './due-mark.tsx'
import { KindMenu } from './kind-menu.tsx'
import { useMomentWords } from './moment-words.ts'
import { OwnerMenu } from './owner-menu.tsx'
import css from './step-plan.module.css'
import { type StepChange, useChangeStep } from './use-change-step.ts'

export interface StepPlanProps {
  step: { id: string; kind: string; dueAt: string; owner: string }
  /** The name of the owner. */
  ownerName?: string
  /** After a change the server took. */
  onChanged?: (changes: StepChange) => void
}

/** What, when and who of an open step; each part opens what it may be changed to. */
export function StepPlan({ step, ownerName, onChanged }: StepPlanProps) {
  const t = useT()
  const words = useMomentWords()
  const { change } = useChangeStep()
  const apply = async (changes: StepChange) => {
    if (await change(step.id, changes)) onChanged?.(changes)
  }
  return (
    <span className={css.plan}>
      <KindMenu quiet value={step.kind} onChange={(kind) => void apply({ kind })} />
      <MomentPicker
        quiet
        value={step.dueAt}
        words={words}
        label={t('steps.due')}
        position="bottom-start"
        onChange={(dueAt) => void apply({ dueAt })}
      >
        <DueMark dueAt={step.dueAt} />
      </MomentPicker>
      <OwnerMenu quiet value={step.owner} title={ownerName} onChange={(owner) => void apply({ owner })} />
    </span>
  )
}
