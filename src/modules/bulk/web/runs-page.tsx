import { type BulkRun, bulkRuns } from '../../../kernel/commands/bulk.ts'
import { useQuestion } from '../../../web/api/commands.ts'
import type { Titles } from '../../../web/api/shapes.ts'
import { allNouns } from '../../../web/app/registry.ts'
import { Link } from '../../../web/app/routing.tsx'
import { useBulkActWords } from '../../../web/records/bulk/act-words.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Badge, EmptyState, ProgressBar } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { RelativeTime } from '../../../web/ui/values.tsx'
import css from './bulk.module.css'
import { isUnderWay, looks, progressOf, useRunWords } from './run-words.ts'
import { runScreen } from './screens.ts'

/** One's own changes of many records, the newest first. */
export function RunsPage() {
  const t = useT()
  const { data, error, isLoading, refetch } = useQuestion(bulkRuns, { limit: 100 }, { touches: ['bulkRun'] })
  const items = data?.items ?? []
  return (
    <SettingsPageFrame wide title={t('bulk.title')} description={t('bulk.description')}>
      {error && <PartFailure error={error} onRetry={() => void refetch()} />}
      {isLoading && <PagePending />}
      {data && items.length === 0 && <EmptyState title={t('bulk.empty')} description={t('bulk.emptyHelp')} />}
      {data && items.length > 0 && (
        <Table
          label={t('bulk.title')}
          rows={items}
          columns={[
            {
              id: 'what',
              head: t('bulk.columns.what'),
              phone: 'title',
              cell: (run) => <What run={run} titles={data.titles} />,
            },
            { id: 'state', head: t('bulk.columns.state'), width: '40%', cell: (run) => <State run={run} /> },
            {
              id: 'when',
              head: t('bulk.columns.when'),
              width: 140,
              cell: (run) => <RelativeTime value={run.startedAt} />,
            },
          ]}
        />
      )}
    </SettingsPageFrame>
  )
}

function What({ run, titles }: { run: BulkRun; titles: Titles }) {
  const words = useRunWords()
  const tell = useBulkActWords()
  const noun = allNouns().find(run.entity)
  return (
    <span className={css.what}>
      <Link {...runScreen.at({ id: run.id })}>{words.title(run)}</Link>
      {noun && run.act.kind !== 'delete' && (
        <span className={css.aside}>{tell(noun, run.act, titles).join('; ')}</span>
      )}
    </span>
  )
}

/** Where a run is, what it came to so far, and how far it is. */
export function State({ run }: { run: BulkRun }) {
  const t = useT()
  const words = useRunWords()
  const { tone, icon } = looks[run.status]
  const { done, total } = progressOf(run)
  return (
    <span className={css.state}>
      <Badge tone={tone} icon={icon}>
        {t.dyn(`bulk.states.${run.status}`)}
      </Badge>
      {isUnderWay(run) && (
        <span className={css.bar}>
          <ProgressBar value={done} max={total} label={words.title(run)} />
        </span>
      )}
      <span className={css.aside}>{words.counts(run)}</span>
    </span>
  )
}
