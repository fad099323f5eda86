import { useContext } from 'react'
import { partsOf } from '../../../../kernel/text/mentions.ts'
import type { Titles } from '../../../api/shapes.ts'
import { allNouns, recordPath, shownEntity } from '../../../app/registry.ts'
import { Link } from '../../../app/routing.tsx'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Badge } from '../../../ui/small.tsx'
import { ChangeAct } from './change-act.ts'
import { ChangeRow } from './change-row.tsx'
import type { TimelineLine } from './fold-timeline.ts'
import { type Change, changeOf, shownChanges } from './shown-changes.ts'
import { Outcome, PlannedRow, ToldRows } from './step-told.tsx'
import css from './timeline.module.css'
import type { TimelineItem } from './use-timeline.ts'

export interface TimelineEntryProps {
  line: TimelineLine
  titles: Titles
  /** The record whose timeline it is. */
  record: string
}

const pictures: Record<string, IconName> = {
  created: 'add',
  updated: 'edit',
  moved: 'pipeline',
  assigned: 'user',
  won: 'won',
  lost: 'lost',
  reopened: 'undo',
  deleted: 'delete',
  restored: 'undo',
  converted: 'forward',
  completed: 'check',
  changed: 'time',
  merged: 'link',
  unmerged: 'undo',
  mergedAway: 'link',
}
const notePictures: Record<string, IconName> = {
  note: 'note',
  call: 'phone',
  mail: 'mail',
  meeting: 'meeting',
}

/** One thing that happened: a sentence, what was said, and line by line what changed. */
export function TimelineEntry({ line, titles, record }: TimelineEntryProps) {
  const t = useT()
  const format = useFormat()
  const { item, work } = line
  const note = item.kind === 'note.created' ? item.note : null
  const said = note?.text ?? (item.kind === stepEnded ? item.data.note : null)
  const actor = item.actor ? titles[item.actor] : t('records.timeline.system')
  return (
    <li className={css.entry} data-note={note !== null || undefined}>
      <span className={css.picture}>
        <Icon name={pictureOf(line)} size={14} />
      </span>
      <div className={css.content}>
        <div className={css.head}>
          <span className={css.sentence}>
            {note ? t.dyn(`choices.note.kind.${note.kind}`) : <Sentence item={item} titles={titles} />}
            {note?.isPinned && <Badge icon="pin">{t('records.timeline.pinned')}</Badge>}
          </span>
          <Subject item={work ?? item} record={record} />
          <span className={css.meta}>
            {actor}
            {item.via && ` · ${t(ways[item.via])}`} ·{' '}
            <time dateTime={item.at} title={format.momentLong(item.at)}>
              {format.time(item.at)}
            </time>
          </span>
        </div>
        {typeof said === 'string' && said !== '' && (
          <p className={css.text}>
            <Said text={said} titles={titles} />
          </p>
        )}
        <dl className={css.changes}>
          {item.kind === stepEnded && <ToldRows data={item.data} />}
          <Changes item={work ?? item} ends={work !== undefined} titles={titles} />
          <PlannedRow
            step={item.kind === 'step.created' ? item.data : item.data.next}
            actor={item.actor}
            titles={titles}
          />
        </dl>
      </div>
    </li>
  )
}

/** What a note says, with colleagues by the names they have today. */
function Said({ text, titles }: { text: string; titles: Titles }) {
  return partsOf(text).map((part, index) =>
    typeof part === 'string' ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <span key={index} className={css.mention}>
        @{titles[part.user] ?? '…'}
      </span>
    ),
  )
}

const stepEnded = 'step.completed'

const ways = {
  api: 'records.timeline.viaApi',
  import: 'records.timeline.viaImport',
  bulk: 'records.timeline.viaBulk',
} as const

function pictureOf({ item, work }: TimelineLine): IconName {
  if (item.kind === 'note.created') return notePictures[item.note?.kind ?? 'note'] ?? 'note'
  if (item.kind === 'file.created') return 'attach'
  const closed = work && /\.(won|lost)$/.test(work.kind) ? work : item
  return pictures[closed.kind.split('.')[1] ?? ''] ?? 'info'
}

function Sentence({ item, titles }: { item: TimelineItem; titles: Titles }) {
  const t = useT()
  const words = useFieldWords()
  if (item.kind === stepEnded) return <Outcome item={item} titles={titles} />
  const action = item.kind.split('.')[1] ?? ''
  // What is told of a merge goes with the records it names.
  const isErased = /merged$/.test(action) && !Array.isArray(item.data.others)
  const own = `timeline.${item.kind}`
  return (
    <>
      {t.has(own)
        ? t.dyn(own, item.data)
        : t.dyn(
            `timeline.any.${action}${isErased ? 'Erased' : ''}`,
            { noun: words.one(item.subject.entity), others: titlesOf(item.data.others) },
            item.kind,
          )}
    </>
  )
}

/** Names of the records that were merged. */
function titlesOf(others: unknown): string {
  return Array.isArray(others) ? others.map(({ title }) => `«${title}»`).join(', ') : ''
}

/** Which record it is about, when it is not the one whose timeline is read. */
function Subject({ item, record }: { item: TimelineItem; record: string }) {
  const { entity, id, title } = item.subject
  const path = recordPath(entity, id)
  const shown = shownEntity(entity)
  if (id === record || !path || !title || !shown) return null
  return (
    <Link className={css.subject} to={path}>
      <Icon name={shown.icon} size={14} />
      {title}
    </Link>
  )
}

/** Fields that changed; with `ends`, the end of the lead or deal among them. */
function Changes({ item, ends, titles }: { item: TimelineItem; ends: boolean; titles: Titles }) {
  const Act = useContext(ChangeAct)
  const entity = allNouns().find(item.subject.entity)
  if (!entity) return null
  const ended = ends ? changeOf(item, 'status') : undefined
  const changes: Change[] = [...shownChanges(item, entity), ...(ended ? [ended] : [])]
  return changes.map((change) => (
    <ChangeRow key={change[0]} entity={entity} change={change} titles={titles} at={item.at}>
      {Act && <Act entity={entity} record={item.subject.id} change={change} titles={titles} />}
    </ChangeRow>
  ))
}
