import { memo, type Ref, type RefObject, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { revealRow, useVirtualRows } from '../../../../web/ui/virtual.ts'
import type { Kinds } from '../parts/kinds.ts'
import { useNow } from '../parts/now.ts'
import type { Queue } from './queue.ts'
import css from './queue-column.module.css'
import { QueueHeadingLine } from './queue-heading-line.tsx'
import { QueueRow } from './queue-row.tsx'
import { isHeading, type QueueLine, queueLines } from './queue-rows.ts'

const heights = { heading: 32, row: 52 }

export interface QueueColumnProps {
  queue: Queue
  selected: string | null
  kindOf: Kinds['kindOf']
  onSelect: (id: string) => void
  onShowWaiting: () => void
  ref?: Ref<QueueFocus>
}

/** Moves the focus to the selected step when the queue has it or nobody. */
export interface QueueFocus {
  focusSelected: () => void
}

/** The steps of the day, the oldest promise first, with what waits to be shown on top. */
export const QueueColumn = memo(function QueueColumn(props: QueueColumnProps) {
  const t = useT()
  const { queue, onShowWaiting, ref } = props
  const scroller = useRef<HTMLDivElement>(null)
  useImperativeHandle(ref, () => ({ focusSelected: () => focusSelected(scroller.current) }))
  return (
    <div className={css.column}>
      {queue.waiting.length > 0 && (
        <div className={css.waiting} role="status">
          <Button size="small" variant="subtle" icon="down" onClick={onShowWaiting}>
            {t('steps.today.waiting', { count: queue.waiting.length })}
          </Button>
        </div>
      )}
      <div ref={scroller} className={css.scroller}>
        <Lines {...props} scroller={scroller} />
      </div>
    </div>
  )
})

/** The lines in sight; the others are not in the page. */
function Lines({
  queue,
  selected,
  kindOf,
  onSelect,
  scroller,
}: QueueColumnProps & { scroller: RefObject<HTMLElement | null> }) {
  const t = useT()
  const now = useNow()
  const { timeZone } = useTextEnv()
  const lines = useMemo(() => queueLines(queue, now, timeZone), [queue, now, timeZone])
  const rows = useVirtualRows({
    count: lines.length,
    scroller,
    rowHeight: (index) => (isHeading(lines[index]) ? heights.heading : heights.row),
    keyOf: (index) => nameOf(lines[index], index),
  })
  const place = lines.findIndex((line) => !isHeading(line) && line.item.step.id === selected)

  // The first heading comes into sight with the first step.
  useEffect(() => {
    if (place >= 0) revealRow(rows, place === 1 ? 0 : place)
  }, [place, rows])

  let position = 0
  const positions = lines.map((line) => (isHeading(line) ? 0 : ++position))
  return (
    <ul className={css.list} style={{ height: rows.getTotalSize() }} aria-label={t('steps.today.queue')}>
      {rows.getVirtualItems().map(({ index, start, size, key }) => {
        const line = lines[index]
        if (!line) return null
        const style = { transform: `translateY(${start}px)`, height: size }
        if (isHeading(line)) return <QueueHeadingLine key={key} line={line} style={style} />
        return (
          <li
            key={key}
            className={css.line}
            style={style}
            aria-setsize={position}
            aria-posinset={positions[index]}
          >
            <QueueRow
              line={line}
              kind={kindOf(line.item.step.kind)}
              isSelected={index === place}
              onSelect={onSelect}
            />
          </li>
        )
      })}
    </ul>
  )
}

function focusSelected(scroller: HTMLElement | null): void {
  const { activeElement } = document
  if (activeElement !== document.body && !scroller?.contains(activeElement)) return
  const focus = () => {
    const row = scroller?.querySelector<HTMLElement>('[aria-current=true]')
    row?.focus({ preventScroll: true })
    return row != null
  }
  // A row that has just come back is in the page after the next measuring.
  if (!focus()) requestAnimationFrame(focus)
}

function nameOf(line: QueueLine | undefined, index: number): string {
  if (!line) return String(index)
  return isHeading(line) ? line.group : line.item.step.id
}
