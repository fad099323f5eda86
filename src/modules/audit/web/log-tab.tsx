import { useQuestion } from '../../../web/api/commands.ts'
import { usePagedQuestion } from '../../../web/api/paged-question.ts'
import { useCan } from '../../../web/api/session.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { EmptyState } from '../../../web/ui/small.tsx'
import { auditKinds, auditLog } from '../audit.commands.ts'
import css from './audit.module.css'
import { entryWords } from './entry-words.ts'
import { ActorFilter, AnyOf } from './filters.tsx'
import { LogEntry, type ShownEntry } from './log-entry.tsx'
import { Period, usePeriod } from './period.tsx'
import { useAddress } from './use-address.ts'

/** The log, narrowed by who, what, of which kind and when; the way to take it out as a table. */
export function LogTab() {
  const t = useT()
  const mayExport = useCan('audit:export')
  const { values, set } = useAddress(['actor', 'entity', 'kinds', 'record', 'from', 'until'])
  const { actor, entity, kinds, record } = values
  const asked = { actor, entity, kinds, record, ...usePeriod(values) }
  const list = usePagedQuestion(auditLog, asked, {
    cursor: 'cursor',
    page: ({ items, titles, nextCursor }) => ({
      items: items.map((item): ShownEntry => ({ ...item, titles })),
      next: nextCursor,
    }),
    touches: [],
  })
  const isNarrowed = Object.values(values).some(Boolean)
  return (
    <div className={css.tab}>
      <div className={css.filter}>
        <ActorFilter value={actor} rows={list.items} onChange={set} />
        <KindFilter entity={entity} kinds={kinds} onChange={set} />
        <Period from={values.from} until={values.until} onChange={set} />
        <div className={css.filterActs}>
          {isNarrowed && (
            <Button
              variant="subtle"
              onClick={() =>
                set({
                  actor: undefined,
                  entity: undefined,
                  kinds: undefined,
                  record: undefined,
                  from: undefined,
                  until: undefined,
                })
              }
            >
              {t('audit.filter.clear')}
            </Button>
          )}
          {mayExport && (
            <Button icon="download" onClick={() => save(asked)}>
              {t('audit.save')}
            </Button>
          )}
        </div>
      </div>
      {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
      {list.isLoading && <PagePending />}
      {!list.isLoading && !list.error && list.items.length === 0 && <EmptyState title={t('audit.empty')} />}
      <ol className={css.entries} aria-busy={list.isStale || undefined}>
        {list.items.map((entry) => (
          <LogEntry key={entry.id} entry={entry} onRecord={(id) => set({ record: id })} />
        ))}
      </ol>
      {list.hasMore && (
        <div className={css.more}>
          <Button onClick={list.loadMore} loading={list.isLoadingMore}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

interface KindFilterProps {
  entity: string | undefined
  kinds: string | undefined
  onChange: (change: { entity?: string; kinds?: string }) => void
}

/** Kinds of records, and of what happened to them: only those that have occurred. */
function KindFilter({ entity, kinds, onChange }: KindFilterProps) {
  const t = useT()
  const { data } = useQuestion(auditKinds, {}, { touches: [] })
  const there = data?.kinds ?? []
  const nouns = [...new Set(there.map((kind) => kind.slice(0, kind.indexOf('.'))))]
    .filter((noun) => t.has(`entities.${noun}.many`) || t.has(`audit.nouns.${noun}`))
    .map((value) => ({ value, label: t.dyn(`audit.nouns.${value}`, {}, t.dyn(`entities.${value}.many`)) }))
    .sort((one, other) => one.label.localeCompare(other.label))
  const verbs = there
    .filter((kind) => !entity || kind.startsWith(`${entity}.`))
    .map((value) => ({ value, label: entryWords(t, value, value.slice(0, value.indexOf('.'))) }))
    .sort((one, other) => one.label.localeCompare(other.label))
  return (
    <>
      <AnyOf
        label={t('audit.filter.entity')}
        value={entity}
        options={nouns}
        onChange={(value) => onChange({ entity: value, kinds: undefined })}
      />
      <AnyOf
        label={t('audit.filter.kind')}
        value={kinds}
        options={verbs}
        onChange={(value) => onChange({ kinds: value })}
      />
    </>
  )
}

/** Has the browser save the log as it is narrowed. */
function save(asked: Record<string, string | undefined>): void {
  const given = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined)
  const link = document.createElement('a')
  link.href = `/api/v1/audit.csv?${new URLSearchParams(given)}`
  link.download = ''
  link.click()
}
