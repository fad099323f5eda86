import { useEffect, useRef } from 'react'
import type { Row } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Skeleton } from '../../ui/small.tsx'
import { useVirtualRows } from '../../ui/virtual.ts'
import { Card } from '../list/card-list.tsx'
import type { GroupState, Line } from '../list/grid/lines.ts'
import type { RecordScreens } from '../screens.ts'
import { GroupWords } from './group-line.tsx'
import css from './grouped.module.css'

export interface GroupedCardsProps {
  screens: RecordScreens
  lines: readonly Line[]
  isExact: boolean
  onTurn: (group: GroupState, open: boolean) => void
  onSight: (first: number, last: number) => void
  onOpen: (row: Row) => void
}

/** A grouped list on a phone: heads that fold, cards under them. */
export function GroupedCards({ screens, lines, isExact, onTurn, onSight, onOpen }: GroupedCardsProps) {
  const words = useFieldWords()
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    count: lines.length,
    scroller,
    rowHeight: (index) => (lines[index]?.kind === 'group' ? 45 : 104),
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines may have come into the same sight
  useEffect(() => onSight(first, last), [lines, first, last, onSight])

  return (
    <div ref={scroller} className={css.cards}>
      <ul
        className={css.list}
        aria-label={words.many(screens.entity.name)}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, start, key }) => {
          const line = lines[index]
          return (
            line && (
              <li
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                className={css.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                {line.kind === 'group' && (
                  <button
                    type="button"
                    className={css.fold}
                    aria-expanded={line.group.isOpen}
                    onClick={() => onTurn(line.group, !line.group.isOpen)}
                  >
                    <GroupWords state={line.group} isExact={isExact} />
                  </button>
                )}
                {line.kind === 'row' && (
                  <Card screens={screens} {...line.found} onOpen={onOpen} untitled={t('records.untitled')} />
                )}
                {line.kind === 'waiting' && <Skeleton width="60%" />}
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
