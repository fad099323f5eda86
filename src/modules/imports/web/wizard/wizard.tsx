import { useEffect, useRef } from 'react'
import { useCan } from '../../../../web/api/session.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { PageTitle } from '../../../../web/shell/page-title.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { CheckStep } from '../check/check-step.tsx'
import { ColumnsStep } from '../columns/columns-step.tsx'
import { type ImportRecord, isOpen } from '../import-record.ts'
import { ResultStep } from '../result/result-step.tsx'
import { importScreen } from '../screens.ts'
import { useImport, useMappings } from '../use-import.ts'
import { type Mapping, useDraft } from './use-draft.ts'
import { useWizard } from './use-wizard.ts'
import css from './wizard.module.css'
import { WizardSteps } from './wizard-steps.tsx'

/** One import: what its columns mean, what would come of it, what came of it. */
export function Wizard() {
  const t = useT()
  const { params } = useScreen(importScreen)
  const { record, owner, mayChange, error, reload } = useImport(params.id)
  const mappings = useMappings(params.id)
  const title = record?.fileName ?? t('import.title')
  return (
    <div className={css.page}>
      <PageTitle title={title} parent={{ label: t('import.title'), to: '/import' }} />
      {error && !record && <PartFailure error={error} onRetry={reload} />}
      {!error && !(record && mappings) && <PagePending />}
      {record && mappings && <Opened key={record.id} {...{ record, owner, mayChange, mappings }} />}
    </div>
  )
}

interface OpenedProps {
  record: ImportRecord
  owner: string
  mayChange: boolean
  mappings: readonly Mapping[]
}

function Opened({ record, owner, mayChange, mappings }: OpenedProps) {
  const { search } = useScreen(importScreen)
  const work = useDraft(record, search.entity, mappings)
  const wizard = useWizard(record, work)
  const mayImport = useCan('import:create') && mayChange
  // Who may only look sees what has become of it so far.
  const step = mayImport ? shownStep(record, search.step) : 'result'
  const top = useTop(step)
  return (
    <>
      <div ref={top} tabIndex={-1} className={css.top} />
      <WizardSteps record={record} step={step} onGo={wizard.go} />
      {step === 'columns' && <ColumnsStep record={record} work={work} wizard={wizard} />}
      {step === 'check' && <CheckStep record={record} work={work} wizard={wizard} />}
      {step === 'result' && <ResultStep record={record} owner={owner} />}
    </>
  )
}

/** Each step begins at its top, and with the focus there. */
function useTop(step: string) {
  const top = useRef<HTMLDivElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    top.current?.scrollIntoView()
    top.current?.focus({ preventScroll: true })
  }, [step])
  return top
}

/** The step asked for, if the import has come so far; an import that was begun shows its result only. */
function shownStep(
  record: ImportRecord,
  asked: 'columns' | 'check' | undefined,
): 'columns' | 'check' | 'result' {
  if (!isOpen(record)) return 'result'
  if (record.settings === null) return 'columns'
  return asked ?? (record.status === 'draft' ? 'columns' : 'check')
}
