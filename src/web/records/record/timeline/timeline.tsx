import { useEffect, useRef, useState } from 'react'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { PartFailure } from '../../../shell/page-states.tsx'
import { useTextEnv } from '../../../text/env.tsx'
import { formatDueDay } from '../../../text/format.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState, Skeleton } from '../../../ui/small.tsx'
import css from './timeline.module.css'
import { groupByDay } from './timeline-days.ts'
import { TimelineEntry } from './timeline-entry.tsx'
import { type TimelineKind, timelineKinds, useTimeline } from './use-timeline.ts'

/** What happened to a record, by day, newest first; more is fetched as it is scrolled. */
export function Timeline({ entity, record }: { entity: Entity; record: string }) {
  const t = useT()
  const format = useFormat()
  const { locale, timeZone } = useTextEnv()
  const [kind, setKind] = useState<TimelineKind>('all')
  const { lines, titles, isLoading, error, hasMore, isLoadingMore, loadMore, reload } = useTimeline(
    entity,
    record,
    kind,
  )
  const end = useEnd(hasMore && !isLoadingMore, loadMore)

  return (
    <section className={css.timeline} aria-label={t('records.timeline.title')}>
      <div className={css.kinds} role="toolbar" aria-label={t('records.timeline.show')}>
        {timelineKinds.map((one) => (
          <Button
            key={one}
            size="small"
            variant="subtle"
            aria-pressed={kind === one}
            onClick={() => setKind(one)}
          >
            {t.dyn(`records.timeline.kinds.${one}`)}
          </Button>
        ))}
      </div>
      {error && <PartFailure error={error} onRetry={reload} />}
      {isLoading && <Waiting />}
      {!isLoading && !error && !hasMore && lines.length === 0 && (
        <EmptyState title={t(kind === 'all' ? 'records.timeline.empty' : 'records.timeline.emptyKind')} />
      )}
      {groupByDay(lines, timeZone).map(({ day, items: inside }) => (
        <section key={day} className={css.day} aria-label={format.dayLong(day)}>
          <h3 className={css.date}>{formatDueDay(day, locale, format.today())}</h3>
          <ol className={css.entries}>
            {inside.map((line) => (
              <TimelineEntry key={line.item.id} line={line} titles={titles} record={record} />
            ))}
          </ol>
        </section>
      ))}
      {hasMore && (
        <div ref={end} className={css.more}>
          <Button variant="subtle" loading={isLoadingMore} onClick={loadMore}>
            {t('records.timeline.more')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Waiting() {
  return (
    <div className={css.waiting}>
      {['72%', '54%', '66%', '48%'].map((width) => (
        <Skeleton key={width} width={width} height={14} />
      ))}
    </div>
  )
}

/** Calls back when the end of the list comes into sight; the button there does the same. */
function useEnd(isWatched: boolean, onSeen: () => void) {
  const end = useRef<HTMLDivElement>(null)
  const seen = useRef(onSeen)
  useEffect(() => {
    seen.current = onSeen
  })
  useEffect(() => {
    if (!isWatched || !end.current) return
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && seen.current(),
      { rootMargin: '400px' },
    )
    observer.observe(end.current)
    return () => observer.disconnect()
  }, [isWatched])
  return end
}
