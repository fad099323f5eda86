import { useState } from 'react'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { usePagedQuestion } from '../../../../web/api/paged-question.ts'
import { allNouns } from '../../../../web/app/registry.ts'
import { useScreen } from '../../../../web/app/routing.tsx'
import { useFieldWords } from '../../../../web/fields/field-words.ts'
import { useActions } from '../../../../web/shell/actions/registry.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { PageTitle } from '../../../../web/shell/page-title.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { EmptyState } from '../../../../web/ui/small.tsx'
import { decideDuplicate, duplicateQueue, duplicatesWaiting } from '../../duplicates.commands.ts'
import { type ComparedKind, comparedKinds } from '../../rules.ts'
import { MergeDialog } from '../merge/merge-dialog.tsx'
import { ScanState } from '../scan-state.tsx'
import { duplicatesScreen } from '../screens.ts'
import { type Scan, useScan } from '../use-scan.ts'
import css from './duplicates-page.module.css'
import { type Pair, PairCard, titleIn } from './pair-card.tsx'
import { PairList } from './pair-list.tsx'

/** Pairs that may be one, to be decided one after another. */
export function DuplicatesPage() {
  const t = useT()
  const words = useFieldWords()
  const scanning = useScan()
  const { search, setSearch } = useScreen(duplicatesScreen)
  const format = useFormat()
  const { data: waiting, error } = useQuestion(duplicatesWaiting, {}, { touches: comparedKinds })
  const counts = waiting?.counts
  const kind = search.entity ?? byUse.find((one) => counts?.[one]) ?? 'contact'
  const labelOf = (one: ComparedKind) =>
    counts?.[one] ? `${words.many(one)} · ${format.number(counts[one])}` : words.many(one)
  return (
    <div className={css.page}>
      <PageTitle title={t('duplicates.title')} />
      <div className={css.toolbar}>
        <Choice
          label={t('duplicates.queue')}
          hiddenLabel
          name="duplicates-kind"
          value={kind}
          onChange={(entity) => setSearch({ entity })}
          options={comparedKinds.map((value) => ({ value, label: labelOf(value) }))}
        />
        {scanning.scan && <ScanState scanning={scanning} />}
      </div>
      {waiting || error || search.entity ? (
        <Queue key={kind} kind={kind} scanning={scanning} />
      ) : (
        <PagePending />
      )}
    </div>
  )
}

/** What the page begins with: the first of these that has pairs. */
const byUse: readonly ComparedKind[] = ['contact', 'company', 'lead']

function Queue({ kind, scanning }: { kind: ComparedKind; scanning: Scan }) {
  const t = useT()
  const format = useFormat()
  const entity = allNouns().entity(kind)
  const queue = usePagedQuestion(
    duplicateQueue,
    { entity: kind },
    {
      cursor: 'cursor',
      page: ({ items, nextCursor, titles, total }) => ({
        items: items.map((item) => ({ ...item, titles, total })),
        next: nextCursor,
      }),
      touches: [kind],
    },
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const [isMerging, setMerging] = useState(false)
  const { run } = useCommand(decideDuplicate)
  // The rows of an answer are whole records.
  const pairs = queue.items as unknown as Pair[]
  const at = Math.max(
    0,
    pairs.findIndex(({ id }) => id === chosen),
  )
  const pair = pairs[at]
  const total = queue.items[0]?.total

  function go(step: number) {
    const next = pairs[at + step]
    if (next) setChosen(next.id)
    if (step > 0 && at + step >= pairs.length - 3 && queue.hasMore) queue.loadMore()
  }

  async function decide({ id, records: [one, other] }: Pair, decision: 'distinct' | 'open') {
    setChosen(pairs[at + 1]?.id ?? pairs[at - 1]?.id ?? null)
    try {
      await run({ id, decision })
      if (decision === 'distinct')
        showToast({
          text: t('duplicates.distinctDone', { one: titleIn(entity, one), other: titleIn(entity, other) }),
          action: {
            label: t('shell.undo'),
            perform: () => void run({ id, decision: 'open' }).catch(tellFailure),
          },
        })
    } catch (error) {
      tellFailure(error)
    }
  }

  useActions('list', [
    {
      id: 'duplicates.merge',
      titleKey: 'duplicates.merge',
      icon: 'copy',
      keys: 'm',
      visible: pair !== undefined,
      perform: () => setMerging(true),
    },
    {
      id: 'duplicates.distinct',
      titleKey: 'duplicates.distinct',
      icon: 'close',
      keys: 'n',
      visible: pair !== undefined,
      perform: () => pair && void decide(pair, 'distinct'),
    },
    {
      id: 'duplicates.later',
      titleKey: 'duplicates.later',
      icon: 'down',
      keys: ['l', 'j'],
      visible: pair !== undefined,
      perform: () => go(1),
    },
    {
      id: 'duplicates.previous',
      titleKey: 'duplicates.keys.previous',
      icon: 'up',
      keys: 'k',
      visible: pair !== undefined,
      perform: () => go(-1),
    },
  ])

  if (queue.error && pairs.length === 0) return <PartFailure error={queue.error} onRetry={queue.reload} />
  if (queue.isLoading) return <PagePending />
  if (!pair) return <Empty scanning={scanning} />
  return (
    <div className={css.queue}>
      <div className={css.side}>
        <p className={css.count} role="status">
          {total &&
            (total.exact
              ? t('duplicates.count', { count: total.count })
              : t('duplicates.over', { count: format.number(total.count) }))}
        </p>
        <PairList
          entity={entity}
          pairs={pairs}
          current={pair.id}
          onChoose={setChosen}
          hasMore={queue.hasMore}
          onMore={queue.loadMore}
        />
      </div>
      <PairCard
        entity={entity}
        pair={pair}
        actions={
          <>
            <Button variant="primary" icon="copy" keys="m" onClick={() => setMerging(true)}>
              {t('duplicates.merge')}
            </Button>
            <Button keys="n" onClick={() => void decide(pair, 'distinct')}>
              {t('duplicates.distinct')}
            </Button>
            <Button variant="subtle" keys="l" disabled={at + 1 >= pairs.length} onClick={() => go(1)}>
              {t('duplicates.later')}
            </Button>
          </>
        }
      />
      {isMerging && (
        <MergeDialog
          entity={entity}
          ids={pair.records.map(({ id }) => id)}
          onClose={() => setMerging(false)}
          onMerged={() => setChosen(pairs[at + 1]?.id ?? pairs[at - 1]?.id ?? null)}
        />
      )}
    </div>
  )
}

function Empty({ scanning: { scan, mayStart, isRunning, start, isStarting } }: { scanning: Scan }) {
  const t = useT()
  const format = useFormat()
  if (isRunning) return null
  const finished = scan?.status === 'done' ? scan.finishedAt : null
  const action = mayStart && !finished && (
    <Button variant="primary" icon="search" loading={isStarting} onClick={start}>
      {t('duplicates.scan.start')}
    </Button>
  )
  if (scan === null && mayStart)
    return (
      <EmptyState title={t('duplicates.never')} description={t('duplicates.neverHelp')} action={action} />
    )
  return (
    <EmptyState
      title={
        finished
          ? t('duplicates.emptySearched', { date: format.momentLong(finished) })
          : t('duplicates.empty')
      }
      description={mayStart ? t('duplicates.emptyHelp') : t('duplicates.askAdmin')}
      action={action}
    />
  )
}
