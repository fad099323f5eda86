import { useEffect, useRef } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { likenessWords } from '../../../../web/records/likeness-words.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import css from './duplicates-page.module.css'
import { type Pair, titleIn } from './pair-card.tsx'

export interface PairListProps {
  entity: Entity
  pairs: readonly Pair[]
  current: string
  onChoose: (id: string) => void
  hasMore: boolean
  onMore: () => void
}

/** The pairs that wait, the likeliest first. */
export function PairList({ entity, pairs, current, onChoose, hasMore, onMore }: PairListProps) {
  const t = useT()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector(`[data-pair="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ul ref={list} className={css.list} aria-label={t('duplicates.queue')}>
      {pairs.map((pair) => (
        <li key={pair.id}>
          <button
            type="button"
            className={css.line}
            data-pair={pair.id}
            aria-current={pair.id === current || undefined}
            onClick={() => onChoose(pair.id)}
          >
            <span className={css.names}>
              {pair.records.map((row) => (
                <span key={row.id}>{titleIn(entity, row)}</span>
              ))}
            </span>
            <span className={css.reason}>{likenessWords(t, pair.reasons, 2)}</span>
          </button>
        </li>
      ))}
      {hasMore && (
        <li>
          <Button size="small" variant="subtle" icon="chevronDown" onClick={onMore}>
            {t('duplicates.showMore')}
          </Button>
        </li>
      )}
    </ul>
  )
}
