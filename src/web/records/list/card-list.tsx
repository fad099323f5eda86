import { type ReactNode, useEffect, useRef } from 'react'
import type { GridRow } from '../../api/grid.ts'
import type { Row } from '../../api/shapes.ts'
import { FieldValue } from '../../fields/field-value.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Skeleton } from '../../ui/small.tsx'
import { Checkbox } from '../../ui/toggles.tsx'
import { useVirtualRows } from '../../ui/virtual.ts'
import { type RecordScreens, stepColumn } from '../screens.ts'
import { StatusMark } from '../step/marks.tsx'
import { StepLine } from '../step/step-line.tsx'
import css from './card-list.module.css'
import type { GroupState, Line } from './grid/lines.ts'
import type { Selection } from './selection.ts'

export interface CardListProps {
  screens: RecordScreens
  lines: readonly Line[]
  /** Told which lines are in sight. */
  onSight: (first: number, last: number) => void
  onOpen: (row: Row) => void
  selection: Selection
  onToggle: (id: string) => void
  /** How the heads of groups look and what becomes of them. */
  groups?: {
    draw: (group: GroupState) => ReactNode
    turn: (group: GroupState, open: boolean) => void
  }
}

/** Heights before they are measured, in px. */
const heights = { group: 45, row: 104, waiting: 104 }

/** A list on a phone: cards with a title and at most four fields, under heads that fold where there are groups. */
export function CardList({ screens, lines, onSight, onOpen, selection, onToggle, groups }: CardListProps) {
  const words = useFieldWords()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    count: lines.length,
    scroller,
    rowHeight: (index) => heights[lines[index]?.kind ?? 'row'],
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines may have come into the same sight
  useEffect(() => onSight(first, last), [lines, first, last, onSight])

  return (
    <div ref={scroller} className={css.scroller}>
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
                    onClick={() => groups?.turn(line.group, !line.group.isOpen)}
                  >
                    {groups?.draw(line.group)}
                  </button>
                )}
                {line.kind === 'row' && (
                  <Card
                    screens={screens}
                    {...line.found}
                    onOpen={onOpen}
                    isSelected={selection.ids.has(line.found.row.id)}
                    onToggle={onToggle}
                  />
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

interface CardProps extends GridRow {
  screens: RecordScreens
  onOpen: (row: Row) => void
  isSelected: boolean
  onToggle: (id: string) => void
}

/** One record in a list on a phone. */
function Card({ screens, row, titles, onOpen, isSelected, onToggle }: CardProps) {
  const { entity, card } = screens
  const t = useT()
  const title = String(row[entity.title] ?? '') || t('records.untitled')
  const words = useFieldWords()
  const fields = card.filter((name) => name !== stepColumn && row[name] !== null && row[name] !== undefined)
  return (
    <article className={css.card} data-selected={isSelected || undefined}>
      <Checkbox
        className={css.select}
        checked={isSelected}
        onChange={() => onToggle(row.id)}
        aria-label={t('records.selectNamed', { title })}
      />
      <a
        className={css.title}
        href={`/${entity.table}/${row.id}`}
        onClick={(event) => {
          event.preventDefault()
          onOpen(row)
        }}
      >
        {title}
      </a>
      <div className={css.fields}>
        {fields.map((name) => (
          <span key={name} className={css.field}>
            {/* A bare number says nothing without its name. */}
            {entity.fields[name]?.type.name === 'integer' && (
              <span className={css.name}>{words.field(entity, name)} </span>
            )}
            <FieldValue entity={entity} name={name} value={row[name]} titles={titles} />
          </span>
        ))}
      </div>
      {entity.worked && (
        <p className={css.step}>
          {row.status === 'open' ? (
            <StepLine step={row.step} titles={titles} />
          ) : (
            <StatusMark entity={entity} row={row} />
          )}
        </p>
      )}
    </article>
  )
}
