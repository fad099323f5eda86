import type { z } from 'zod'
import { recordPath, shownEntity } from '../../../web/app/registry.ts'
import { useFieldWords } from '../../../web/fields/field-words.ts'
import { useT } from '../../../web/text/i18n.ts'
import { useFormat } from '../../../web/text/use-format.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Icon, type IconName } from '../../../web/ui/icon.tsx'
import type { notifications } from '../notice.commands.ts'
import type { NoticeKind } from '../notice-kinds.ts'
import css from './notifications.module.css'

export type Notice = z.output<typeof notifications.output>['items'][number]

const pictures: Record<NoticeKind, IconName> = {
  mentioned: 'at',
  assigned: 'user',
  stepGiven: 'time',
  followedClosed: 'check',
  followedStage: 'pipeline',
  followedOwner: 'user',
  followedNote: 'note',
  importFinished: 'importFile',
  exportReady: 'exportFile',
  webhookOff: 'warning',
  viewedMany: 'shield',
}

export interface NoticeRowProps {
  notice: Notice
  titles: Readonly<Record<string, string>>
  onOpen: () => void
  onMark: () => void
}

/** One notification: what happened, to which record, what the note says. */
export function NoticeRow({ notice, titles, onOpen, onMark }: NoticeRowProps) {
  const t = useT()
  const format = useFormat()
  const { kind, subject, count, text, isRead, at } = notice
  const shown = shownEntity(subject.entity)
  return (
    <li className={css.row} data-unread={isRead ? undefined : true}>
      <button type="button" data-notice className={css.main} onClick={onOpen}>
        <Icon name={pictures[kind]} className={css.picture} />
        <span className={css.said}>
          <span className={css.sentence}>
            {!isRead && <span className="visually-hidden">{t('notices.onlyUnread')}: </span>}
            <Sentence notice={notice} titles={titles} />
          </span>
          {subject.title && (
            <span className={css.subject}>
              {shown && <Icon name={shown.icon} size={14} />}
              {subject.title}
              {count > 1 && <span className={css.more}>{t('notices.andMore', { count: count - 1 })}</span>}
            </span>
          )}
          {text && <span className={css.text}>{text}</span>}
        </span>
        <time className={css.time} dateTime={at} title={format.momentLong(at)}>
          {format.relative(at)}
        </time>
      </button>
      <IconButton
        icon={isRead ? 'undo' : 'check'}
        size="small"
        label={isRead ? t('notices.markUnread') : t('notices.markRead')}
        onClick={onMark}
      />
    </li>
  )
}

function Sentence({ notice, titles }: Pick<NoticeRowProps, 'notice' | 'titles'>) {
  const t = useT()
  const words = useFieldWords()
  const { kind, actor, data, subject } = notice
  const key =
    kind === 'importFinished' && data.status !== 'done'
      ? 'importFailed'
      : kind === 'followedOwner' && !data.to
        ? 'followedOwnerNone'
        : kind
  const nameOf = (id: unknown) => (typeof id === 'string' ? (titles[id] ?? '…') : '')
  return (
    <>
      {t.dyn(`notices.says.${key}`, {
        actor: actor ? nameOf(actor) : t('notices.system'),
        to: nameOf(data.to),
        stage: nameOf(data.to),
        records: typeof data.records === 'number' ? data.records : 0,
        status: typeof data.status === 'string' ? words.choice(subject.entity, 'status', data.status) : '',
      })}
    </>
  )
}

/** Where a notification leads. */
export function pathOf({ kind, subject, data }: Notice): string | null {
  if (kind === 'webhookOff') return '/settings/webhooks'
  if (kind === 'exportReady') return '/settings/exports'
  if (kind === 'viewedMany') return '/settings/users'
  if (kind === 'importFinished') return `/import/${String(data.import)}`
  return recordPath(subject.entity, subject.id)
}
