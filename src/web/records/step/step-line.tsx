import type { ReactNode } from 'react'
import type { OpenStep, Titles } from '../../api/shapes.ts'
import { useTextEnv } from '../../text/env.tsx'
import { formatDueDay } from '../../text/format.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Avatar } from '../../ui/small.tsx'
import { KindIcon } from './step-kinds.tsx'
import css from './step-line.module.css'
import { type StepState, stepState } from './step-state.ts'

const marks: Record<StepState, IconName> = { overdue: 'overdue', today: 'dueToday', later: 'dueLater' }

export interface StepLineProps {
  step: OpenStep | null | undefined
  titles: Titles
  /** Names the kind of act, not only its picture. */
  withKind?: boolean
  withOwner?: boolean
  /** Leaves out what can be told from the rest, where there is little room. */
  short?: boolean
  /** Stands before the owner. */
  children?: ReactNode
}

/** The open next step in one line: what, when, who. Its urgency is told by colour, icon and word. */
export function StepLine({
  step,
  titles,
  withKind = true,
  withOwner = true,
  short = false,
  children,
}: StepLineProps) {
  const t = useT()
  const format = useFormat()
  const { locale, timeZone } = useTextEnv()
  if (!step) {
    return (
      <span className={css.step} data-state="none">
        <Icon name="noStep" />
        <span className={css.text}>{t('records.step.none')}</span>
      </span>
    )
  }
  const state = stepState(step.dueAt, timeZone)
  const overdueSince = (dueAt: string) => {
    const { day } = format.clock(dueAt)
    return day === format.today() ? format.time(dueAt) : formatDueDay(day, locale, format.today())
  }
  const kind = titles[step.kind]
  const owner = titles[step.owner]
  return (
    <span className={css.step} data-state={state} title={step.title ?? undefined}>
      <Icon name={marks[state]} label={t.dyn(`records.step.states.${state}`)} />
      {withKind && (
        <span className={css.kind}>
          <KindIcon kind={step.kind} label={kind} />
        </span>
      )}
      <span className={css.text}>
        {state === 'overdue' && <span className={css.word}>{t('records.step.states.overdue')} · </span>}
        <time dateTime={step.dueAt} title={format.momentLong(step.dueAt)}>
          {short && state === 'overdue' ? overdueSince(step.dueAt) : format.due(step.dueAt)}
        </time>
      </span>
      {children}
      {withOwner && owner && (
        <span className={css.owner} title={owner}>
          <Avatar name={owner} size={20} />
          <span className="visually-hidden">{owner}</span>
        </span>
      )}
    </span>
  )
}
