import { useState } from 'react'
import { useQuestion } from '../../../../web/api/commands.ts'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { EmptyState, ErrorBox } from '../../../../web/ui/small.tsx'
import { importProblemKinds } from '../../index.ts'
import { type ImportRecord, writtenRows } from '../import-record.ts'
import { errorsFile } from '../result/errors-file.ts'
import { FootBar } from '../wizard/foot-bar.tsx'
import type { WizardActs, Work } from '../wizard/use-wizard.ts'
import { refusalSentence, useImportWords } from '../words.ts'
import css from './check.module.css'
import { Counts } from './counts.tsx'
import type { ProblemKind } from './problem.ts'
import { ProblemGrid } from './problem-grid.tsx'
import { ProblemKinds } from './problem-kinds.tsx'
import { Running } from './running.tsx'

interface CheckStepProps {
  record: ImportRecord
  work: Work
  wizard: WizardActs
}

/** The third step: what an import would do, and what is wrong with the file, before anything is written. */
export function CheckStep({ record, work, wizard }: CheckStepProps) {
  const t = useT()
  const words = useImportWords()
  const rows = writtenRows(record)
  return (
    <>
      <div className={css.step}>
        {record.status === 'checking' && (
          <Running record={record} label={t('import.check.running')} onStop={() => void wizard.stop()} />
        )}
        {record.status === 'draft' && <NotChecked wizard={wizard} />}
        {record.status === 'failed' && <ErrorBox>{words.failure(record)}</ErrorBox>}
        {record.status === 'checked' && (
          // Each check begins with nothing mended and nothing filtered.
          <Checked key={record.finishedAt} record={record} work={work} wizard={wizard} />
        )}
      </div>
      <FootBar
        actions={
          <>
            <Button icon="back" onClick={() => wizard.go('columns')}>
              {t('import.check.toColumns')}
            </Button>
            <Button
              variant="primary"
              icon="importFile"
              loading={wizard.isStarting}
              disabled={record.status !== 'checked' || rows === 0}
              title={
                record.status !== 'checked'
                  ? t('import.run.notYet')
                  : rows === 0
                    ? t('import.run.nothing')
                    : undefined
              }
              onClick={() => void wizard.run()}
            >
              {record.status === 'checked' && rows > 0
                ? words.counted('import.run.rows', rows)
                : t('import.run.act')}
            </Button>
          </>
        }
      >
        {wizard.failure !== null ? (
          <ErrorBox>{refusalSentence(t, wizard.failure)}</ErrorBox>
        ) : (
          <Ready record={record} />
        )}
      </FootBar>
    </>
  )
}

/** In one sentence: how many rows go in and how many stay out. */
function Ready({ record }: { record: ImportRecord }) {
  const words = useImportWords()
  const t = useT()
  const failed = record.counts?.failed ?? 0
  const rows = writtenRows(record)
  if (record.status !== 'checked') return null
  return (
    <p>
      {rows > 0 ? words.counted('import.check.ready', rows) : t('import.run.nothing')}
      {failed > 0 && ` ${words.counted('import.check.leftOut', failed)}`}
    </p>
  )
}

function NotChecked({ wizard }: { wizard: WizardActs }) {
  const t = useT()
  return (
    <EmptyState
      title={t('import.check.notYet')}
      action={
        <Button variant="primary" loading={wizard.isChecking} onClick={() => void wizard.check()}>
          {t('import.check.act')}
        </Button>
      }
    />
  )
}

function Checked({ record, work, wizard }: CheckStepProps) {
  const t = useT()
  const { data, error, refetch } = useQuestion(importProblemKinds, { id: record.id }, { touches: ['import'] })
  const [shown, setShown] = useState<ProblemKind | null>(null)
  const kinds = data?.items ?? []
  return (
    <>
      <Counts record={record} isCheck />
      {error && <PartFailure error={error} onRetry={() => void refetch()} />}
      {data && kinds.length === 0 && <p className={css.clean}>{t('import.check.clean')}</p>}
      {kinds.length > 0 && (
        <>
          <ProblemKinds
            kinds={kinds}
            shown={shown}
            onShow={setShown}
            record={record}
            work={work}
            wizard={wizard}
          />
          <ProblemGrid
            record={record}
            kind={shown}
            onCheck={() => void wizard.checkAgain()}
            tools={
              (record.counts?.failed ?? 0) > 0 && (
                <Button size="small" icon="download" onClick={() => errorsFile(record.id)}>
                  {t('import.errorsFile')}
                </Button>
              )
            }
          />
        </>
      )}
    </>
  )
}
