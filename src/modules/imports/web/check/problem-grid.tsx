import { type ReactNode, useState } from 'react'
import { usePagedQuestion } from '../../../../web/api/paged-question.ts'
import { PartFailure } from '../../../../web/shell/page-states.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Choice } from '../../../../web/ui/choice.tsx'
import { Skeleton } from '../../../../web/ui/small.tsx'
import { useIsPhone } from '../../../../web/ui/use-media.ts'
import { importProblems } from '../../index.ts'
import { type ImportRecord, isOpen } from '../import-record.ts'
import { useImportVerbs } from '../use-import.ts'
import { useImportWords } from '../words.ts'
import css from './check.module.css'
import type { ProblemKind } from './problem.ts'
import { ProblemCards } from './problem-cards.tsx'
import { ProblemRows } from './problem-rows.tsx'

/** Cells mended since the last check, by row and heading. */
export type Fixes = ReadonlyMap<number, Readonly<Record<string, string>>>

interface ProblemGridProps {
  record: ImportRecord
  /** Only rows with problems of this kind. */
  kind: ProblemKind | null
  onCheck?: () => void
  tools?: ReactNode
}

/** Rows with something to say, with their cells, which can be mended in place until the import is begun. */
export function ProblemGrid({ record, kind, onCheck, tools }: ProblemGridProps) {
  const t = useT()
  const words = useImportWords()
  const isPhone = useIsPhone()
  const mayMend = isOpen(record) && onCheck !== undefined
  const { fixes, mend } = useFixes(record)
  const hasErrors = (record.counts?.failed ?? 0) > 0
  const [wanted, setWanted] = useState<'errors' | 'all'>('errors')
  const isErrors = hasErrors && wanted === 'errors'
  const filter = kind
    ? { severity: kind.severity, error: kind.error, field: kind.field || '-' }
    : { severity: isErrors ? 'error' : undefined }
  const rows = usePagedQuestion(importProblems, { id: record.id, limit: 100, ...filter }, problemPages)
  const parts = { record, rows: rows.items, fixes, onMend: mayMend ? mend : undefined }
  return (
    <section className={css.grid} aria-label={t('import.problems.rowsTitle')} aria-busy={rows.isStale}>
      <div className={css.gridHead}>
        <h2 className={css.title}>{t('import.problems.rowsTitle')}</h2>
        {hasErrors && !kind && (
          <Choice
            label={t('import.problems.which')}
            hiddenLabel
            name="problem-rows"
            value={wanted}
            options={[
              { value: 'errors', label: t('import.problems.onlyErrors') },
              { value: 'all', label: t('import.problems.withWarnings') },
            ]}
            onChange={setWanted}
          />
        )}
        <p className={css.help}>{mayMend ? t('import.problems.mendHelp') : null}</p>
        {tools}
      </div>
      {fixes.size > 0 && onCheck && (
        <div className={css.apply}>
          <p role="status">{words.counted('import.problems.mended', fixes.size)}</p>
          <Button variant="primary" onClick={onCheck}>
            {t('import.check.again')}
          </Button>
        </div>
      )}
      {rows.error && <PartFailure error={rows.error} onRetry={rows.reload} />}
      {rows.isLoading && <Skeleton height={160} />}
      {rows.items.length > 0 &&
        (isPhone ? (
          <ProblemCards
            {...parts}
            hasMore={rows.hasMore}
            isLoadingMore={rows.isLoadingMore}
            onMore={rows.loadMore}
          />
        ) : (
          <ProblemRows {...parts} onEnd={() => rows.hasMore && !rows.isLoadingMore && rows.loadMore()} />
        ))}
    </section>
  )
}

const problemPages = {
  cursor: 'after',
  page: (answer: typeof importProblems.output._output) => ({ items: answer.items, next: answer.nextAfter }),
  touches: ['import'],
}

/** Saves mended cells; they count from the next check on. */
function useFixes({ id }: ImportRecord) {
  const { fix } = useImportVerbs()
  const [fixes, setFixes] = useState<Fixes>(new Map())

  async function mend(row: number, heading: string, text: string) {
    const former = fixes
    setFixes((all) => new Map(all).set(row, { ...all.get(row), [heading]: text }))
    try {
      await fix({ id, row, cells: { [heading]: text } })
    } catch (error) {
      setFixes(former)
      tellFailure(error, () => void mend(row, heading, text))
    }
  }

  return { fixes, mend: (row: number, heading: string, text: string) => void mend(row, heading, text) }
}
