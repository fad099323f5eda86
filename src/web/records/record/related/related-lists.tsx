import { useState } from 'react'
import { useRecord, useRecords } from '../../../api/records.ts'
import { useCan } from '../../../api/session.ts'
import type { Row, Titles } from '../../../api/shapes.ts'
import { allNouns, recordParts, recordScreens } from '../../../app/registry.ts'
import { Link } from '../../../app/routing.tsx'
import { FieldValue } from '../../../fields/field-value.tsx'
import { useFieldWords } from '../../../fields/field-words.ts'
import { PartFailure } from '../../../shell/page-states.tsx'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Skeleton } from '../../../ui/small.tsx'
import { CreateDialog } from '../../create/create-dialog.tsx'
import { type RecordScreens, type RelatedList, stepColumn } from '../../screens.ts'
import { StatusMark } from '../../step/marks.tsx'
import { StepLine } from '../../step/step-line.tsx'
import { LoadedPart } from '../loaded-part.tsx'
import css from './related-lists.module.css'

const shownAtOnce = 5

/** Records of other nouns that belong to this one, and what modules add beside them. */
export function RelatedLists({ screens, row, titles }: { screens: RecordScreens; row: Row; titles: Titles }) {
  const t = useT()
  return (
    <section className={css.lists} aria-label={t('records.related.title')}>
      {screens.related.map((related) =>
        related.from === 'here' ? (
          <One
            key={`${related.entity} ${related.by}`}
            related={related}
            id={namedIn(titles, row[related.by])}
          />
        ) : (
          <Many
            key={`${related.entity} ${related.by}`}
            screens={screens}
            related={related}
            row={row}
            titles={titles}
          />
        ),
      )}
      {recordParts(screens.entity, 'panel').map((part) => (
        <LoadedPart key={part.id} part={part} entity={screens.entity} row={row} />
      ))}
    </section>
  )
}

/** The id of a record whose name one is told: of another there is nothing to show. */
function namedIn(titles: Titles, id: unknown): string | null {
  return typeof id === 'string' && titles[id] !== undefined ? id : null
}

/** The one record a ref field of this one points at. */
function One({ related, id }: { related: RelatedList; id: string | null }) {
  const words = useFieldWords()
  const noun = allNouns().entity(related.entity)
  const { data } = useRecord(noun, id)
  const icon = recordScreens(related.entity)?.icon
  if (id === null) return null
  return (
    <section className={css.list} aria-label={words.one(related.entity)}>
      <h3 className={css.heading}>{words.one(related.entity)}</h3>
      {data ? (
        <Line related={related} row={data.item} titles={data.titles} icon={icon} />
      ) : (
        <Skeleton width="70%" />
      )}
    </section>
  )
}

interface ManyProps {
  screens: RecordScreens
  related: RelatedList
  row: Row
  titles: Titles
}

/** The records that point at this one: the latest few, the way to all of them, and a button to add one. */
function Many({ screens, related, row, titles }: ManyProps) {
  const { entity, by } = related
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const noun = allNouns().entity(entity)
  const theirs = recordScreens(entity)
  // Where they lead is where one is.
  const tells = related.tells ?? theirs?.tells.filter((name) => name !== by) ?? []
  // Two lists of one noun are told apart by the field that leads here.
  const isOneOfSeveral =
    screens.related.filter((one) => one.entity === entity && one.from !== 'here').length > 1
  const title = isOneOfSeveral ? `${words.many(entity)}: ${words.field(noun, by)}` : words.many(entity)
  const mayRead = useCan(`${noun.rightsObject}:read`)
  const mayCreate = useCan(`${noun.rightsObject}:create`) && !noun.fields[by]?.readOnly
  const [isAdding, setAdding] = useState(false)
  const isList = noun.fields[by]?.type.name === 'refs'
  const filter = isList
    ? ({ field: by, op: 'in', value: [row.id] } as const)
    : ({ field: by, op: 'eq', value: row.id } as const)
  const list = useRecords(
    noun,
    { filter, limit: shownAtOnce, sort: noun.worked ? ['-updatedAt'] : ['-createdAt'] },
    { enabled: mayRead },
  )
  if (!mayRead) return null
  const count = list.total?.count ?? 0
  // What can neither be read nor added here is no use to tell of.
  if (list.total && count === 0 && !mayCreate) return null
  return (
    <section className={css.list} aria-label={title}>
      <div className={css.head}>
        <h3 className={css.heading}>
          <Link to={`/${noun.table}`} search={{ view: 'all', filter }}>
            {title}
          </Link>
          <span className={css.count}>{format.number(count)}</span>
        </h3>
        {theirs && mayCreate && (
          <IconButton
            icon="add"
            size="small"
            label={t('records.related.add', { noun: words.one(entity) })}
            onClick={() => setAdding(true)}
          />
        )}
      </div>
      {list.error && <PartFailure error={list.error} onRetry={list.reload} />}
      {list.isLoading && <Skeleton width="70%" />}
      {list.rows.length > 0 && (
        <ul>
          {list.rows.slice(0, shownAtOnce).map((one) => (
            <li key={one.id}>
              <Line related={{ ...related, tells }} row={one} titles={list.titles} icon={theirs?.icon} />
            </li>
          ))}
        </ul>
      )}
      {count > shownAtOnce && (
        <Link className={css.all} to={`/${noun.table}`} search={{ view: 'all', filter }}>
          {t('records.related.all', { count: format.number(count) })}
        </Link>
      )}
      {isAdding && theirs && (
        <CreateDialog
          screens={theirs}
          given={givenBy(screens, related, row)}
          titles={{ ...titles, [row.id]: String(row[screens.entity.title] ?? '') }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  )
}

/** What a record added from here knows at once: this record, and what both point at (the company of a contact). */
function givenBy(
  { entity }: RecordScreens,
  { entity: theirs, by }: RelatedList,
  row: Row,
): Record<string, unknown> {
  const { fields } = allNouns().entity(theirs)
  const shared = Object.entries(fields).filter(
    ([name, { type, options, readOnly }]) =>
      type.name === 'ref' &&
      !readOnly &&
      ['company', 'contact'].includes(name) &&
      entity.fields[name]?.options.to === options.to,
  )
  return {
    ...Object.fromEntries(shared.map(([name]) => [name, row[name] ?? undefined])),
    [by]: fields[by]?.type.name === 'refs' ? [row.id] : row.id,
  }
}

interface LineProps {
  related: RelatedList
  row: Row
  titles: Titles
  icon: RecordScreens['icon'] | undefined
}

function Line({ related, row, titles, icon }: LineProps) {
  const noun = allNouns().entity(related.entity)
  const tells = (related.tells ?? []).filter(
    (name) => name !== stepColumn && row[name] !== null && row[name] !== undefined,
  )
  return (
    <div className={css.line}>
      <Link className={css.title} to={`/${noun.table}/${row.id}`}>
        {icon && <Icon name={icon} size={14} />}
        <span>{String(row[noun.title] ?? '')}</span>
      </Link>
      {tells.length > 0 && (
        <div className={css.tells}>
          {tells.map((name) => (
            <span key={name}>
              <FieldValue entity={noun} name={name} value={row[name]} titles={titles} />
            </span>
          ))}
        </div>
      )}
      {noun.worked && (
        <div className={css.tells}>
          {row.status === 'open' ? (
            <StepLine step={row.step} titles={titles} withOwner={false} />
          ) : (
            <StatusMark entity={noun} row={row} />
          )}
        </div>
      )}
    </div>
  )
}
