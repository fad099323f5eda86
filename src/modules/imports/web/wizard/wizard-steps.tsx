import { useT } from '../../../../web/text/i18n.ts'
import { type StepItem, Stepper } from '../../../../web/ui/stepper.tsx'
import { type ImportRecord, isOpen } from '../import-record.ts'
import { type WizardStep, wizardSteps } from '../screens.ts'
import css from './wizard.module.css'

interface WizardStepsProps {
  record: ImportRecord
  step: WizardStep
  onGo: (step: WizardStep) => void
}

/** The four steps on top of the wizard. */
export function WizardSteps({ record, step, onGo }: WizardStepsProps) {
  const t = useT()
  const here = wizardSteps.indexOf(step)
  const isOver = record.status === 'done' || record.status === 'undone'
  const steps = wizardSteps.map((id, index): StepItem<WizardStep> => {
    const isDone = index < here || (id === 'result' && isOver)
    return {
      id,
      label: t(`import.step.${id}`),
      state: index === here && !(id === 'result' && isOver) ? 'current' : isDone ? 'done' : 'ahead',
      open: mayGo(id, record),
    }
  })
  return (
    <div className={css.steps}>
      <Stepper label={t('import.steps')} steps={steps} onGo={onGo} />
    </div>
  )
}

function mayGo(step: WizardStep, record: ImportRecord): boolean {
  if (step === 'file') return true
  if (step === 'columns') return isOpen(record)
  if (step === 'check') return isOpen(record) && record.status !== 'draft'
  return !isOpen(record)
}
