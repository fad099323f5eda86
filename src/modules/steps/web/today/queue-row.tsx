import { memo } from 'react'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { formatDueDay } from '../../../../web/text/format.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import type { Kind } from '../parts/kinds.ts'
import { customerOf } from './customer.ts'
import css from './queue-row.module.css'
import type { QueueEntry } from './queue-rows.ts'

export interface QueueRowProps {
  line: QueueEntry
  kind: Kind
  isSelected: boolean
  onSelect: (id: string) => void
}

/** A step of the queue: when, what, with whom. */
export const QueueRow = memo(function QueueRow({ line, kind, isSelected, onSelect }: QueueRowProps) {
  const t = useT()
  const format = useFormat()
  const { locale } = useTextEnv()
  const { item, isOverdue, day } = line
  const { step } = item
  const { name, company, about, score } = customerOf(item)
  const when = day ? formatDueDay(day, locale, format.today()) : format.time(step.dueAt)
  return (
    <button
      type="button"
      className={css.row}
      data-row-keys
      data-overdue={isOverdue || undefined}
      aria-current={isSelected}
      tabIndex={isSelected ? 0 : -1}
      onClick={() => onSelect(step.id)}
    >
      <time className={css.when} dateTime={step.dueAt}>
        {when}
      </time>
      <Icon name={kind.icon} label={kind.name} className={css.kind} />
      <span className={css.name}>{name}</span>
      {isOverdue && (
        <span className={css.late}>
          <Icon name="overdue" size={12} />
          {t('steps.overdue')}
        </span>
      )}
      <span className={css.more}>
        {[company, about, step.title].filter(Boolean).join(' · ') ||
          (score === null ? '' : t('steps.score', { score }))}
      </span>
    </button>
  )
})
