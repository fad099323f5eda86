import type { Entity } from '../../../../kernel/entities/entity.ts'
import type { Titles } from '../../../api/shapes.ts'
import { allNouns, recordPath, shownEntity } from '../../../app/registry.ts'
import { Link } from '../../../app/routing.tsx'
import { FieldValue } from '../../../fields/field-value.tsx'
import { useFieldWords } from '../../../fields/field-words.ts'
import { useT } from '../../../text/i18n.ts'
import { useFormat } from '../../../text/use-format.ts'
import { Icon, type IconName } from '../../../ui/icon.tsx'
import { Badge, type Tone } from '../../../ui/small.tsx'
import css from './timeline.module.css'
import type { TimelineItem } from './use-timeline.ts'

export interface TimelineEntryProps {
  item: TimelineItem
  titles: Titles
  /** The record whose timeline it is. */
  entity: Entity
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
}
const notePictures: Record<string, IconName> = {
  note: 'note',
  call: 'phone',
  mail: 'mail',
  meeting: 'meeting',
}

/** One thing that happened, as a sentence; changed fields as old → new. */
export function TimelineEntry({ item, titles, record }: TimelineEntryProps) {
  const t = useT()
  const format = useFormat()
  const [noun = '', action = ''] = item.kind.split('.')
  const isNote = noun === 'note' && item.note !== null
  const picture = isNote ? (notePictures[item.note?.kind ?? 'note'] ?? 'note') : (pictures[action] ?? 'info')
  const actor = item.actor ? titles[item.actor] : t('records.timeline.system')
  return (
    <li className={css.entry} data-note={isNote || undefined}>
      <span className={css.picture}>
        <Icon name={picture} size={14} />
      </span>
      <div className={css.content}>
        <div className={css.head}>
          <span className={css.sentence}>
            {isNote ? (
              t.dyn(`choices.note.kind.${item.note?.kind}`)
            ) : (
              <Sentence item={item} titles={titles} />
            )}
            {item.note?.isPinned && <Badge icon="pin">{t('records.timeline.pinned')}</Badge>}
          </span>
          <Subject item={item} record={record} />
          <span className={css.meta}>
            {actor} ·{' '}
            <time dateTime={item.at} title={format.momentLong(item.at)}>
              {format.time(item.at)}
            </time>
          </span>
        </div>
        {isNote && <p className={css.text}>{item.note?.text}</p>}
        {item.kind === stepEnded && <Told data={item.data} />}
        <Changes item={item} titles={titles} />
      </div>
    </li>
  )
}

function Sentence({ item, titles }: { item: TimelineItem; titles: Titles }) {
  const t = useT()
  const words = useFieldWords()
  if (item.kind === stepEnded) return <Outcome data={item.data} titles={titles} />
  const action = item.kind.split('.')[1] ?? ''
  const own = `timeline.${item.kind}`
  return (
    <>
      {t.has(own)
        ? t.dyn(own, item.data)
        : t.dyn(`timeline.any.${action}`, { noun: words.one(item.subject.entity) }, item.kind)}
    </>
  )
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

const outcomeTones: Record<string, Tone> = { result: 'success', postponed: 'warning', refused: 'danger' }

const stepEnded = 'step.completed'

/** What kind of step it was and how it ended: `Call · Postponed`. */
function Outcome({ data, titles }: { data: Record<string, unknown>; titles: Titles }) {
  const t = useT()
  const outcome = typeof data.outcome === 'string' ? data.outcome : null
  return (
    <>
      {titles[String(data.kind)] ?? t('records.timeline.step')}
      {outcome && (
        <Badge tone={outcomeTones[outcome] ?? 'neutral'}>{t.dyn(`choices.step.outcome.${outcome}`)}</Badge>
      )}
    </>
  )
}

/** What was said about a step when it ended. */
function Told({ data }: { data: Record<string, unknown> }) {
  const told = [data.reason, data.changedOffer, data.note].filter(
    (one): one is string => typeof one === 'string' && one !== '',
  )
  return told.map((one) => (
    <p key={one} className={css.text}>
      {one}
    </p>
  ))
}

/** Fields commands keep for themselves, of no use to a reader. */
const kept = new Set([
  'nextStep',
  'status',
  'closedAt',
  'closeReason',
  'followedBy',
  'closedBy',
  'attempts',
  'attempt',
  'postponements',
])

function Changes({ item, titles }: { item: TimelineItem; titles: Titles }) {
  const t = useT()
  const words = useFieldWords()
  const entity = allNouns().find(item.subject.entity)
  // The member is written by the records pipeline: pairs of the former and the new value by field.
  const changes = Object.entries((item.data.changes ?? {}) as Record<string, [unknown, unknown]>)
  const isTold = (name: string) => entity?.fields[name] && !entity.fields[name].hidden && !kept.has(name)
  const isChange = ([before, after]: readonly unknown[]) =>
    JSON.stringify(before ?? null) !== JSON.stringify(after ?? null)
  const shown =
    item.kind === stepEnded ? [] : changes.filter(([name, pair]) => isTold(name) && isChange(pair))
  if (!entity || shown.length === 0) return null
  return (
    <dl className={css.changes}>
      {shown.map(([name, [before, after]]) => (
        <div key={name} className={css.change}>
          <dt>{words.field(entity, name)}</dt>
          <dd>
            {isSaid(before) && (
              <>
                <s className={css.former}>
                  <FieldValue entity={entity} name={name} value={before} titles={titles} />
                </s>
                <Icon name="forward" size={12} label={t('records.timeline.became')} />
              </>
            )}
            {isSaid(after) ? (
              <FieldValue entity={entity} name={name} value={after} titles={titles} />
            ) : (
              <span className={css.emptied}>{t('values.empty')}</span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

const isSaid = (value: unknown) => value !== null && value !== undefined && value !== ''
