import type { CSSProperties } from 'react'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { formatDueDay } from '../../../../web/text/format.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import css from './queue-column.module.css'
import type { QueueHeading } from './queue-rows.ts'

/** The heading of a group of the queue: `Overdue 3`, `Tomorrow 12`. */
export function QueueHeadingLine({ line, style }: { line: QueueHeading; style: CSSProperties }) {
  const t = useT()
  const format = useFormat()
  const { locale } = useTextEnv()
  return (
    <li className={css.heading} style={style} data-group={line.group}>
      {line.day ? formatDueDay(line.day, locale, format.today()) : t(`steps.today.groups.${line.group}`)}{' '}
      <span className={css.count}>{line.count}</span>
    </li>
  )
}
