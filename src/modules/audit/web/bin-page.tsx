import { useState } from 'react'
import { useCommand } from '../../../web/api/commands.ts'
import { usePagedQuestion } from '../../../web/api/paged-question.ts'
import { useCan } from '../../../web/api/session.ts'
import type { Titles } from '../../../web/api/shapes.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { showToast } from '../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { EmptyState } from '../../../web/ui/small.tsx'
import { type Binned, eraseFromBin, listBin, restoreAct, restoreFromBin } from '../audit.commands.ts'
import css from './audit.module.css'
import { BinTable, type Failures } from './bin-table.tsx'
import { ActorFilter, AnyOf, NameFilter } from './filters.tsx'
import { Period, usePeriod } from './period.tsx'
import { useAddress } from './use-address.ts'

export type InBin = Binned & { titles: Titles }

/** What was deleted and can come back: one by one, several, or all that went at once. */
export function BinPage() {
  const t = useT()
  const words = useFieldWords()
  const { values, set } = useAddress(['q', 'entity', 'actor', 'from', 'until'])
  const { q, entity, actor } = values
  const asked = { q, entity, actor, ...usePeriod(values) }
  const list = usePagedQuestion(listBin, asked, {
    cursor: 'cursor',
    page: ({ items, titles, kinds, nextCursor }) => ({
      items: items.map((item): InBin & { kinds: string[] } => ({ ...item, titles, kinds })),
      next: nextCursor,
    }),
  })
  const acts = useBinActs()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [asksErase, setAsksErase] = useState(false)
  const mayErase = useCan('audit:delete')
  const selected = list.items.filter(({ record }) => chosen.has(record))
  const isNarrowed = Object.values(values).some((value) => value !== undefined)
  const kinds = list.items[0]?.kinds ?? (entity ? [entity] : [])

  async function done(work: Promise<boolean>) {
    if (await work) setChosen(new Set())
  }

  return (
    <SettingsPageFrame wide title={t('audit.bin.title')} description={t('audit.bin.about')}>
      <div className={css.tab}>
        <div className={css.filter}>
          <NameFilter value={q} onChange={(words) => set({ q: words })} />
          <AnyOf
            label={t('audit.filter.entity')}
            value={entity}
            options={kinds.map((value) => ({ value, label: words.many(value) }))}
            onChange={(value) => set({ entity: value })}
          />
          <ActorFilter label={t('audit.bin.deletedBy')} value={actor} rows={list.items} onChange={set} />
          <Period from={values.from} until={values.until} onChange={set} />
        </div>
        {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
        {list.isLoading && <PagePending />}
        {!list.isLoading && !list.error && list.items.length === 0 && (
          <EmptyState
            title={t(isNarrowed ? 'audit.bin.noneFound' : 'audit.bin.empty')}
            description={isNarrowed ? undefined : t('audit.bin.emptyHelp')}
          />
        )}
        {list.items.length > 0 && (
          <>
            <div className={css.bar}>
              <Button
                variant="primary"
                icon="undo"
                disabled={selected.length === 0}
                title={selected.length === 0 ? t('audit.bin.chooseFirst') : undefined}
                loading={acts.isPending}
                onClick={() => void done(acts.restore(selected))}
              >
                {selected.length > 0
                  ? t('audit.bin.restoreMany', { count: selected.length })
                  : t('audit.bin.restore')}
              </Button>
              {mayErase && (
                <Button
                  variant="danger"
                  icon="delete"
                  disabled={selected.length === 0}
                  title={selected.length === 0 ? t('audit.bin.chooseFirst') : undefined}
                  onClick={() => setAsksErase(true)}
                >
                  {t('audit.bin.erase')}
                </Button>
              )}
            </div>
            <BinTable
              rows={list.items}
              chosen={chosen}
              failures={acts.failures}
              onChoose={setChosen}
              onRestoreAct={(event) => void done(acts.restoreWhole(event))}
            />
          </>
        )}
        {list.hasMore && (
          <div className={css.more}>
            <Button onClick={list.loadMore} loading={list.isLoadingMore}>
              {t('audit.more')}
            </Button>
          </div>
        )}
      </div>
      <Modal
        opened={asksErase}
        onClose={() => setAsksErase(false)}
        size="small"
        title={t('audit.bin.eraseTitle', { count: selected.length })}
        footer={
          <>
            <Button onClick={() => setAsksErase(false)}>{t('shell.cancel')}</Button>
            <Button
              variant="danger"
              loading={acts.isPending}
              onClick={() => void done(acts.erase(selected)).then(() => setAsksErase(false))}
            >
              {t('audit.bin.erase')}
            </Button>
          </>
        }
      >
        <p className={css.question}>{t('audit.bin.eraseAbout')}</p>
      </Modal>
    </SettingsPageFrame>
  )
}

type Outcome = { done: number; failed: { id: string; code: string; params: Record<string, unknown> }[] }

/** The acts of the bin; what refused is told at its line. */
function useBinActs() {
  const t = useT()
  const restoring = useCommand(restoreFromBin)
  const restoringAct = useCommand(restoreAct)
  const erasing = useCommand(eraseFromBin)
  const [failures, setFailures] = useState<Failures>(new Map())

  async function carryOut(act: () => Promise<Outcome>, told: 'restored' | 'gone'): Promise<boolean> {
    try {
      const { done, failed } = await act()
      setFailures(new Map(failed.map(({ id, code, params }) => [id, { code, params }])))
      const rest = failed.length > 0 ? ` ${t('audit.bin.refused', { count: failed.length })}` : ''
      showToast({ text: `${t(`audit.bin.${told}`, { count: done })}${rest}` })
      return true
    } catch (error) {
      tellFailure(error)
      return false
    }
  }

  const itemsOf = (rows: readonly InBin[]) => rows.map(({ entity, record: id }) => ({ entity, id }))
  return {
    failures,
    isPending: restoring.isPending || restoringAct.isPending || erasing.isPending,
    restore: (rows: readonly InBin[]) => carryOut(() => restoring.run({ items: itemsOf(rows) }), 'restored'),
    restoreWhole: (event: string) => carryOut(() => restoringAct.run({ event }), 'restored'),
    erase: (rows: readonly InBin[]) => carryOut(() => erasing.run({ items: itemsOf(rows) }), 'gone'),
  }
}
