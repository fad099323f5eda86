import { usePagedQuestion } from '../../../web/api/paged-question.ts'
import type { Titles } from '../../../web/api/shapes.ts'
import { recordPath } from '../../../web/app/registry.ts'
import { Link } from '../../../web/app/routing.tsx'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { type Access, accessLog } from '../audit.commands.ts'
import css from './audit.module.css'
import { ActorFilter } from './filters.tsx'
import { useAddress } from './use-address.ts'

type Shown = Access & { titles: Titles }

/** Who looked at what. */
export function AccessTab() {
  const t = useT()
  const { values, set } = useAddress(['actor'])
  const list = useAccess({ user: values.actor })
  return (
    <div className={css.tab}>
      <p className={css.aside}>{t('audit.access.about')}</p>
      <div className={css.filter}>
        <ActorFilter value={values.actor} rows={list.items} onChange={set} />
      </div>
      <AccessList list={list} withRecord />
    </div>
  )
}

/** Who looked at what, page by page. */
export function useAccess(asked: { user?: string; record?: string }) {
  return usePagedQuestion(accessLog, asked, {
    cursor: 'cursor',
    page: ({ items, titles, nextCursor }) => ({
      items: items.map((item): Shown => ({ ...item, titles })),
      next: nextCursor,
    }),
    touches: [],
  })
}

/** The lines of the access log; of one record its name need not be told. */
export function AccessList({
  list,
  withRecord = false,
}: {
  list: ReturnType<typeof useAccess>
  withRecord?: boolean
}) {
  const t = useT()
  const format = useFormat()
  if (list.error) return <PartFailure error={list.error} onRetry={list.reload} />
  if (list.isLoading) return <PagePending />
  if (list.items.length === 0) return <EmptyState title={t('audit.access.empty')} />
  return (
    <>
      <Table
        label={t('audit.tabs.access')}
        rows={list.items}
        columns={[
          {
            id: 'who',
            head: t('audit.columns.who'),
            width: 200,
            phone: 'title',
            cell: (one) => one.titles[one.user] ?? t('audit.gone'),
          },
          ...(withRecord
            ? [{ id: 'what', head: t('audit.columns.what'), cell: (one: Shown) => <Looked one={one} /> }]
            : []),
          {
            id: 'count',
            head: t('audit.columns.times'),
            width: 90,
            align: 'end' as const,
            cell: (one) => format.number(one.count),
          },
          {
            id: 'when',
            head: t('audit.columns.when'),
            width: 190,
            cell: (one) => <time dateTime={one.lastAt}>{spanOf(one, format)}</time>,
          },
        ]}
      />
      {list.hasMore && (
        <div className={css.more}>
          <Button onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </>
  )
}

/** `22.11.2026 14:02–14:40`. */
function spanOf({ firstAt, lastAt, count }: Shown, format: ReturnType<typeof useFormat>): string {
  const first = format.time(firstAt)
  const last = format.time(lastAt)
  return count > 1 && first !== last ? `${format.moment(firstAt)}–${last}` : format.moment(lastAt)
}

function Looked({ one: { kind, entity, record, words, titles } }: { one: Shown }) {
  const t = useT()
  if (kind === 'search')
    return t('audit.access.searched', { words: words.map((one) => `«${one}»`).join(', ') })
  const title = (record && titles[record]) || t('audit.goneRecord')
  const path = record && titles[record] !== undefined ? recordPath(entity, record) : null
  return (
    <span>
      {t.dyn(`entities.${entity}.one`, {}, entity)}
      {' · '}
      {path ? <Link to={path}>{title}</Link> : title}
    </span>
  )
}
