import { bulkRun, cancelBulk, undoBulk } from '../../../kernel/commands/bulk.ts'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { allNouns } from '../../../web/app/registry.ts'
import { useScreen } from '../../../web/app/routing.tsx'
import { useBulkActWords } from '../../../web/records/bulk/act-words.ts'
import { useActions } from '../../../web/shell/actions/registry.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { PageTitle } from '../../../web/shell/page-title.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import css from './bulk.module.css'
import { Refusals } from './refusals.tsx'
import { canUndo, useRunWords } from './run-words.ts'
import { State } from './runs-page.tsx'
import { runScreen } from './screens.ts'

/** One change of many records: what it does, how far it is, which records refused and why; stop it or take it back. */
export function RunPage() {
  const t = useT()
  const format = useFormat()
  const words = useRunWords()
  const tell = useBulkActWords()
  const { params } = useScreen(runScreen)
  const { data, error, refetch } = useQuestion(bulkRun, { id: params.id }, { touches: ['bulkRun'] })
  const touches = [{ entity: 'bulkRun' }]
  const cancel = useCommand(cancelBulk, { touches })
  const undo = useCommand(undoBulk)
  const run = data?.item
  const stop = () => void cancel.run({ id: params.id }).catch(tellFailure)
  const takeBack = () => void undo.run({ id: params.id }).catch(tellFailure)

  useActions('list', [
    {
      id: 'bulk.cancel',
      titleKey: 'bulk.cancel',
      icon: 'close',
      visible: run?.status === 'running',
      perform: stop,
    },
    {
      id: 'bulk.undo',
      titleKey: 'bulk.undo',
      icon: 'undo',
      visible: run !== undefined && canUndo(run),
      perform: takeBack,
    },
  ])

  if (error) return <PartFailure error={error} onRetry={() => void refetch()} />
  if (!data || !run) return <PagePending />
  const noun = allNouns().find(run.entity)
  return (
    <div className={css.page}>
      <PageTitle title={words.title(run)} parent={{ label: t('bulk.title'), to: '/settings/jobs' }} />
      <div className={css.head}>
        <State run={run} />
        <span className={css.space} />
        {run.status === 'running' && (
          <Button icon="close" loading={cancel.isPending} onClick={stop}>
            {t('bulk.cancel')}
          </Button>
        )}
        {canUndo(run) && (
          <Button icon="undo" loading={undo.isPending} onClick={takeBack}>
            {t('bulk.undo')}
          </Button>
        )}
      </div>
      {run.failure && <ErrorBox>{t.dyn(`errors.${run.failure.code}`, run.failure.params)}</ErrorBox>}
      {noun && (
        <ul className={css.changes}>
          {tell(noun, run.act, data.titles).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className={css.aside}>
        {t('bulk.began', { when: format.momentLong(run.startedAt) })}
        {run.status === 'cancelled' && ` ${t('bulk.stays')}`}
      </p>
      {run.refused > 0 && <Refusals run={run} reasons={data.reasons} />}
    </div>
  )
}
