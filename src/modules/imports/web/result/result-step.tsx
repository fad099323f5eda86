import { useState } from 'react'
import { useQuestion } from '../../../../web/api/commands.ts'
import { useCan } from '../../../../web/api/session.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { importProblemKinds } from '../../index.ts'
import { Counts } from '../check/counts.tsx'
import type { ProblemKind } from '../check/problem.ts'
import { ProblemGrid } from '../check/problem-grid.tsx'
import { KindLines } from '../check/problem-kinds.tsx'
import { Running } from '../check/running.tsx'
import { canUndo, type ImportRecord, isRunning } from '../import-record.ts'
import { listOf, nounOf } from '../nouns.ts'
import { importsScreen } from '../screens.ts'
import { useImportVerbs } from '../use-import.ts'
import { FootBar } from '../wizard/foot-bar.tsx'
import { useImportWords } from '../words.ts'
import { errorsFile } from './errors-file.ts'
import css from './result.module.css'
import { StatusMark } from './status-mark.tsx'
import { UndoDialog } from './undo-dialog.tsx'
import { UndoProgress } from './undo-progress.tsx'

/** The fourth step: how far the import is, and what came of it. */
export function ResultStep({ record, owner }: { record: ImportRecord; owner: string }) {
  const t = useT()
  const words = useImportWords()
  const format = useFormat()
  const { cancel } = useImportVerbs()
  const stop = () => void cancel({ id: record.id }).catch((error: unknown) => tellFailure(error))
  return (
    <>
      <div className={css.step}>
        {record.status === 'running' && (
          <Running record={record} label={t('import.run.running')} onStop={stop} />
        )}
        {(record.status === 'undoing' || record.status === 'undone') && <UndoProgress record={record} />}
        {!isRunning(record) && (
          <p className={css.head}>
            <StatusMark record={record} />
            <span>
              {[owner, record.finishedAt && format.momentLong(record.finishedAt)].filter(Boolean).join(' · ')}
            </span>
          </p>
        )}
        {record.status === 'done' && record.entity && nounOf(record.entity).worked && (
          <p className={css.help}>{t('import.doneWorked')}</p>
        )}
        {record.status === 'failed' && <ErrorBox>{words.failure(record)}</ErrorBox>}
        {record.status === 'cancelled' && <p className={css.help}>{t('import.cancelledHelp')}</p>}
        <Counts record={record} />
        <Problems record={record} />
      </div>
      <Acts record={record} />
    </>
  )
}

/** What is said about rows that were refused or taken in spite of something. */
function Problems({ record }: { record: ImportRecord }) {
  const { failed = 0, warnings = 0 } = record.counts ?? {}
  const hasProblems = failed + warnings > 0 && !isRunning(record) && record.status !== 'undone'
  const { data } = useQuestion(
    importProblemKinds,
    { id: record.id },
    { enabled: hasProblems, touches: ['import'] },
  )
  const [shown, setShown] = useState<ProblemKind | null>(null)
  if (!hasProblems || !data || data.items.length === 0) return null
  return (
    <>
      <KindLines kinds={data.items} record={record} shown={shown} onShow={setShown} />
      <ProblemGrid record={record} kind={shown} />
    </>
  )
}

function Acts({ record }: { record: ImportRecord }) {
  const t = useT()
  const go = useGo()
  const words = useImportWords()
  const mayImport = useCan('import:create')
  const { run, isStarting } = useImportVerbs()
  const [isUndoing, setUndoing] = useState(false)
  const created = record.counts?.created ?? 0
  // What has been taken back in part cannot be gone on with.
  const isWhole = record.counts?.undone === undefined
  const mayGoOn = mayImport && isWhole && (record.status === 'cancelled' || record.status === 'failed')
  const goOn = () => void run({ id: record.id }).catch((error: unknown) => tellFailure(error))
  return (
    <FootBar
      actions={
        <>
          {mayImport && canUndo(record) && (
            <Button icon="undo" onClick={() => setUndoing(true)}>
              {t('import.undo.act')}
            </Button>
          )}
          {(record.counts?.failed ?? 0) > 0 && (
            <Button icon="download" onClick={() => errorsFile(record.id)}>
              {t('import.errorsFile')}
            </Button>
          )}
          {!isRunning(record) && mayImport && (
            <Button icon="upload" onClick={() => go(importsScreen.at({}))}>
              {t('import.another')}
            </Button>
          )}
          {record.entity && created > 0 && record.status !== 'undone' && record.status !== 'undoing' && (
            <Button
              variant={mayGoOn ? 'default' : 'primary'}
              trailingIcon="forward"
              onClick={() => record.entity && go(listOf(record.entity))}
            >
              {t('import.openCreated', { records: words.records(record.entity, created) })}
            </Button>
          )}
          {mayGoOn && (
            <Button variant="primary" loading={isStarting} onClick={goOn}>
              {t('import.run.goOn')}
            </Button>
          )}
        </>
      }
    >
      {canUndo(record) && <p>{t('import.undo.until')}</p>}
      <UndoDialog record={isUndoing ? record : null} onClose={() => setUndoing(false)} />
    </FootBar>
  )
}
