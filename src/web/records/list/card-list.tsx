import { useEffect, useRef } from 'react'
import type { GridRow } from '../../api/grid.ts'
import type { Row } from '../../api/shapes.ts'
import { FieldValue } from '../../fields/field-value.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { useVirtualRows } from '../../ui/virtual.ts'
import { type RecordScreens, stepColumn } from '../screens.ts'
import { StatusMark } from '../step/marks.tsx'
import { StepLine } from '../step/step-line.tsx'
import css from './card-list.module.css'

export interface CardListProps {
  screens: RecordScreens
  rows: readonly GridRow[]
  hasMore: boolean
  onEndNear: () => void
  watch: (ids: readonly string[]) => void
  onOpen: (row: Row) => void
}

/** A list on a phone: cards with a title and at most four fields. */
export function CardList({ screens, rows, hasMore, onEndNear, watch, onOpen }: CardListProps) {
  const { entity } = screens
  const words = useFieldWords()
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualRows({
    count: rows.length,
    scroller,
    rowHeight: 104,
    overscan: 6,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0

  useEffect(() => {
    watch(rows.slice(first, last + 1).map(({ row }) => row.id))
    if (hasMore && last > rows.length - 20) onEndNear()
  }, [rows, first, last, hasMore, onEndNear, watch])

  return (
    <div ref={scroller} className={css.scroller}>
      <ul
        className={css.list}
        aria-label={words.many(entity.name)}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, start, key }) => {
          const found = rows[index]
          return (
            found && (
              <li
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                className={css.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Card screens={screens} {...found} onOpen={onOpen} untitled={t('records.untitled')} />
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
  untitled: string
}

/** One record in a list on a phone. */
export function Card({ screens, row, titles, onOpen, untitled }: CardProps) {
  const { entity, card } = screens
  const words = useFieldWords()
  const fields = card.filter((name) => name !== stepColumn && row[name] !== null && row[name] !== undefined)
  return (
    <article className={css.card}>
      <a
        className={css.title}
        href={`/${entity.table}/${row.id}`}
        onClick={(event) => {
          event.preventDefault()
          onOpen(row)
        }}
      >
        {String(row[entity.title] ?? '') || untitled}
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
