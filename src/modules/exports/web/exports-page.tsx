import { useState } from 'react'
import { type ExportItem, exportDays, listExports } from '../../../kernel/commands/exports.ts'
import { usePagedQuestion } from '../../../web/api/paged-question.ts'
import { useCan, useSession } from '../../../web/api/session.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Choice } from '../../../web/ui/choice.tsx'
import { Badge, EmptyState, type Tone } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { RelativeTime } from '../../../web/ui/values.tsx'
import { saveFile } from './awaited-files.ts'
import { ExportSchedules } from './export-schedules.tsx'
import css from './exports.module.css'
import { Narrowed } from './narrowed.tsx'

type Shown = ExportItem & { who: string }

/** What has been saved as files: one's own, and for administrators everybody's. */
export function ExportsPage() {
  const t = useT()
  const format = useFormat()
  const mayAll = useCan('settings:update')
  const ownId = useSession().user.id
  const [whose, setWhose] = useState<'own' | 'all'>('own')
  const list = usePagedQuestion(
    listExports,
    { whose },
    {
      cursor: 'cursor',
      page: ({ items, titles, nextCursor, quota }) => ({
        items: items.map((item) => ({ ...item, who: titles[item.owner] ?? '', quota })),
        next: nextCursor,
      }),
      touches: ['export'],
    },
  )
  const quota = list.items[0]?.quota
  return (
    <SettingsPageFrame
      wide
      title={t('exports.title')}
      description={
        <>
          {t('exports.description', { days: exportDays })}{' '}
          {quota &&
            t('exports.dialog.quota', { left: format.number(quota.left), most: format.number(quota.most) })}
        </>
      }
    >
      {mayAll && (
        <Choice
          name="exports-whose"
          label={t('exports.whose.label')}
          hiddenLabel
          value={whose}
          onChange={setWhose}
          options={[
            { value: 'own', label: t('exports.whose.own') },
            { value: 'all', label: t('exports.whose.all') },
          ]}
        />
      )}
      {whose === 'own' && <ExportSchedules />}
      {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
      {list.isLoading && <PagePending />}
      {!list.isLoading && !list.error && list.items.length === 0 && (
        <EmptyState title={t('exports.empty')} description={t('exports.emptyHelp')} />
      )}
      {list.items.length > 0 && <ExportsTable rows={list.items} isAll={whose === 'all'} ownId={ownId} />}
      {list.hasMore && (
        <div>
          <Button onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('exports.more')}
          </Button>
        </div>
      )}
    </SettingsPageFrame>
  )
}

function ExportsTable({ rows, isAll, ownId }: { rows: readonly Shown[]; isAll: boolean; ownId: string }) {
  const t = useT()
  const words = useFieldWords()
  return (
    <Table
      label={t('exports.title')}
      rows={rows}
      columns={[
        {
          id: 'what',
          head: t('exports.columns.what'),
          phone: 'title',
          cell: (one) => (
            <span className={css.what}>
              <span>
                {words.many(one.entity)} · {t.dyn(`exports.formats.${one.format}`)}
              </span>
              <Narrowed one={one} />
            </span>
          ),
        },
        ...(isAll
          ? [{ id: 'who', head: t('exports.columns.who'), width: 170, cell: (one: Shown) => one.who }]
          : []),
        { id: 'state', head: t('exports.columns.state'), width: 150, cell: (one) => <State one={one} /> },
        {
          id: 'rows',
          head: t('exports.columns.rows'),
          width: 100,
          align: 'end',
          cell: (one) => <Rows one={one} />,
        },
        {
          id: 'when',
          head: t('exports.columns.when'),
          width: 130,
          cell: (one) => <RelativeTime value={one.createdAt} />,
        },
        {
          id: 'save',
          head: '',
          width: 40,
          align: 'end',
          phone: 'corner',
          cell: (one) =>
            one.status === 'ready' && one.owner === ownId ? (
              <IconButton
                icon="download"
                size="small"
                label={t('exports.download')}
                onClick={() => saveFile(one.id)}
              />
            ) : null,
        },
      ]}
    />
  )
}

function Rows({ one }: { one: Shown }) {
  return useFormat().number(one.rows)
}

const looks: Record<ExportItem['status'], Tone> = {
  running: 'info',
  ready: 'success',
  failed: 'danger',
  gone: 'neutral',
}

function State({ one }: { one: Shown }) {
  const t = useT()
  return (
    <span className={css.what}>
      <span>
        <Badge tone={looks[one.status]}>{t.dyn(`exports.states.${one.status}`)}</Badge>
      </span>
      {one.failure && (
        <span className={css.aside}>{t.dyn(`errors.${one.failure.code}`, one.failure.params)}</span>
      )}
      {one.fetched > 0 && <span className={css.aside}>{t('exports.fetched', { count: one.fetched })}</span>}
    </span>
  )
}
