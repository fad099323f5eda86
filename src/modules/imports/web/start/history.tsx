import { useState } from 'react'
import { useRecords } from '../../../../web/api/records.ts'
import { useCan } from '../../../../web/api/session.ts'
import { Link } from '../../../../web/app/routing.tsx'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { Menu, type MenuEntry } from '../../../../web/ui/menu.tsx'
import { Avatar, EmptyState, ProgressBar, Skeleton } from '../../../../web/ui/small.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { RelativeTime } from '../../../../web/ui/values.tsx'
import { importRun } from '../../index.ts'
import { asImport, canRemove, canUndo, type ImportRecord, isOpen, isRunning } from '../import-record.ts'
import { iconOf } from '../nouns.ts'
import { errorsFile } from '../result/errors-file.ts'
import { StatusMark } from '../result/status-mark.tsx'
import { UndoDialog } from '../result/undo-dialog.tsx'
import { importScreen } from '../screens.ts'
import { useImportVerbs } from '../use-import.ts'
import { useImportWords } from '../words.ts'
import css from './start.module.css'

const params = { sort: ['-createdAt'], limit: 10 }

/** The files brought in so far: what came of each, by whom, and the way back. */
export function History() {
  const t = useT()
  const list = useRecords(importRun, params)
  const [undoing, setUndoing] = useState<ImportRecord | null>(null)
  const imports = list.rows.map(asImport)
  return (
    <section className={css.history}>
      <h2 className={css.heading}>{t('import.history')}</h2>
      {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
      {list.isLoading && <Skeleton height={120} />}
      {!list.isLoading && !list.error && imports.length === 0 && <EmptyState title={t('import.noneYet')} />}
      {imports.length > 0 && (
        <Table
          label={t('import.history')}
          rows={imports}
          columns={[
            { id: 'file', head: t('import.file'), phone: 'title', cell: (one) => <FileCell one={one} /> },
            { id: 'result', head: t('import.result'), width: '38%', cell: (one) => <ResultCell one={one} /> },
            {
              id: 'who',
              head: t('import.who'),
              width: 180,
              cell: (one) => <Who name={list.titles[one.owner ?? '']} />,
            },
            {
              id: 'when',
              head: t('import.when'),
              width: 130,
              cell: (one) => <RelativeTime value={one.createdAt} />,
            },
            {
              id: 'more',
              head: '',
              width: 40,
              align: 'end',
              cell: (one) => <More one={one} onUndo={() => setUndoing(one)} />,
            },
          ]}
        />
      )}
      {list.hasMore && (
        <div className={css.more}>
          <Button onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('import.more')}
          </Button>
        </div>
      )}
      <UndoDialog record={undoing} onClose={() => setUndoing(null)} />
    </section>
  )
}

function FileCell({ one }: { one: ImportRecord }) {
  const t = useT()
  const words = useFieldWords()
  return (
    <span className={css.fileCell}>
      <Icon name={one.entity ? iconOf(one.entity) : 'document'} />
      <span className={css.fileWords}>
        <Link {...importScreen.at({ id: one.id })} className={css.fileLink}>
          {one.fileName}
        </Link>
        <span className={css.kind}>{one.entity ? words.many(one.entity) : t('import.notMapped')}</span>
      </span>
    </span>
  )
}

function ResultCell({ one }: { one: ImportRecord }) {
  const words = useImportWords()
  const said = saidOf(one, words.counted)
  return (
    <span className={css.result}>
      <StatusMark record={one} />
      {isRunning(one) && one.status !== 'undoing' ? (
        <span className={css.bar}>
          <ProgressBar value={one.progress} max={1000} label={words.status(one)} />
        </span>
      ) : (
        <span className={css.counts}>{said.join(' · ')}</span>
      )}
    </span>
  )
}

type Counted = ReturnType<typeof useImportWords>['counted']

/** The numbers worth telling in one line: what was written, what was left. */
function saidOf({ status, counts, ...one }: ImportRecord, counted: Counted): string[] {
  if (!counts || isOpen({ status, counts, ...one })) return []
  if (status === 'undone' || status === 'undoing') {
    const { undone = 0, kept = 0 } = counts
    return [counted('import.said.undone', undone), ...(kept > 0 ? [counted('import.said.kept', kept)] : [])]
  }
  const { created, updated, skipped, failed } = counts
  return [
    counted('import.said.created', created),
    ...(updated > 0 ? [counted('import.said.updated', updated)] : []),
    ...(skipped > 0 ? [counted('import.said.skipped', skipped)] : []),
    ...(failed > 0 ? [counted('import.said.failed', failed)] : []),
  ]
}

function Who({ name }: { name: string | undefined }) {
  if (!name) return null
  return (
    <span className={css.who}>
      <Avatar name={name} size={20} />
      {name}
    </span>
  )
}

function More({ one, onUndo }: { one: ImportRecord; onUndo: () => void }) {
  const t = useT()
  const { remove } = useImportVerbs()
  const mayRemove = useCan('import:delete') && canRemove(one)
  const mayUndo = useCan('import:create') && canUndo(one)
  const items: MenuEntry[] = [
    ...((one.counts?.failed ?? 0) > 0
      ? [
          {
            id: 'errors',
            icon: 'download' as const,
            label: t('import.errorsFile'),
            onSelect: () => errorsFile(one.id),
          },
        ]
      : []),
    ...(mayUndo
      ? [{ id: 'undo', icon: 'undo' as const, label: t('import.undo.act'), danger: true, onSelect: onUndo }]
      : []),
    ...(mayRemove
      ? [
          {
            id: 'remove',
            icon: 'delete' as const,
            label: t('import.remove'),
            danger: true,
            onSelect: () => void remove({ id: one.id }).catch(tellFailure),
          },
        ]
      : []),
  ]
  if (items.length === 0) return null
  return (
    <Menu
      position="bottom-end"
      width={260}
      items={items}
      target={<IconButton icon="more" size="small" label={t('import.actsFor', { file: one.fileName })} />}
    />
  )
}
