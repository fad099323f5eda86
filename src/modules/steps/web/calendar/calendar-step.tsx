import { useRef } from 'react'
import type { z } from 'zod'
import { recordPath } from '../../../../web/app/registry.ts'
import { useGo } from '../../../../web/app/routing.tsx'
import { stepState } from '../../../../web/records/step/step-state.ts'
import { usePeek } from '../../../../web/shell/peek.tsx'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { useDraggable } from '../../../../web/ui/drag.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import { Menu, type MenuEntry } from '../../../../web/ui/menu.tsx'
import { Avatar } from '../../../../web/ui/small.tsx'
import { outcomes } from '../../step.entity.ts'
import type { calendar } from '../../steps.questions.ts'
import { outcomeIcons } from '../outcome/outcome-bar.tsx'
import type { Kind } from '../parts/kinds.ts'
import { useNow } from '../parts/now.ts'
import { customerOf } from '../today/customer.ts'
import css from './calendar-step.module.css'

export type CalendarStep = z.output<typeof calendar.output>['steps'][number]

export interface CalendarStepProps {
  step: CalendarStep
  kind: Kind
  /** Shown where steps of several people stand together. */
  ownerName?: string
  look: 'chip' | 'row'
  onMove: (step: CalendarStep) => void
}

export const draggedStep = 'step'

/** One step of the calendar; a press opens what can be done with it. Closed ones are dimmed and tell how they ended. */
export function CalendarStepButton(props: CalendarStepProps) {
  const { step, look } = props
  const now = useNow()
  const { timeZone } = useTextEnv()
  const button = useRef<HTMLButtonElement>(null)
  const isOpen = step.closedAt === null
  const { isDragged } = useDraggable(button, {
    data: { kind: draggedStep, id: step.id },
    disabled: !isOpen || look !== 'chip',
  })
  const { name, company, about } = customerOf({ ...step, step })
  const state = isOpen ? stepState(step.dueAt, timeZone, now) : 'closed'
  return (
    <Menu
      width={220}
      items={useStepMenu(props)}
      target={
        <button
          ref={button}
          type="button"
          className={css.step}
          data-look={look}
          data-state={state}
          data-dragged={isDragged || undefined}
          data-step={step.id}
          data-row-keys
          title={[name, company, about, step.title].filter(Boolean).join(' · ')}
        >
          <Face {...props} isOverdue={state === 'overdue'} name={name} company={company} />
        </button>
      }
    />
  )
}

function useStepMenu({ step, onMove }: CalendarStepProps): MenuEntry[] {
  const t = useT()
  const go = useGo()
  const peek = usePeek()
  const path = recordPath(step.entity, step.record.id)
  const open: MenuEntry[] = path
    ? [{ id: 'open', label: t('steps.act.open'), icon: 'expand', onSelect: () => go({ to: path }) }]
    : []
  const move: MenuEntry[] = step.closedAt
    ? []
    : [{ id: 'move', label: t('steps.calendar.move'), icon: 'time', onSelect: () => onMove(step) }]
  return [
    ...open,
    {
      id: 'peek',
      label: t('steps.act.peek'),
      icon: 'eye',
      onSelect: () => peek.open(step.entity, step.record.id),
    },
    ...move,
  ]
}

interface FaceProps extends CalendarStepProps {
  isOverdue: boolean
  name: string
  company: string | null
}

function Face({ step, kind, ownerName, look, isOverdue, name, company }: FaceProps) {
  const t = useT()
  const format = useFormat()
  const { timeZone, locale } = useTextEnv()
  const outcome = outcomes.find((one) => one === step.outcome)
  return (
    <>
      <time dateTime={step.dueAt} className={css.time}>
        {look === 'row' ? format.time(step.dueAt) : shortTime(step.dueAt, locale, timeZone)}
      </time>
      {outcome ? (
        <Icon
          name={outcomeIcons[outcome]}
          size={14}
          label={t('steps.calendar.closed', { outcome: t(`steps.outcome.${outcome}`) })}
        />
      ) : (
        <Icon
          name={isOverdue ? 'overdue' : kind.icon}
          size={14}
          label={isOverdue ? t('steps.overdue') : kind.name}
        />
      )}
      <span className={css.name}>{name}</span>
      {look === 'row' && company && <span className={css.company}>{company}</span>}
      {ownerName && <Avatar name={ownerName} size={20} />}
    </>
  )
}

/** Without `AM`: the hour is told by the line the step stands in. */
function shortTime(moment: string, locale: 'ru' | 'en', timeZone: string): string {
  const parts = timeFormat(locale, timeZone).formatToParts(new Date(moment))
  return parts.flatMap(({ type, value }) => (type === 'hour' || type === 'minute' ? [value] : [])).join(':')
}

const formats = new Map<string, Intl.DateTimeFormat>()

function timeFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone}`
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' })
  formats.set(key, format)
  return format
}
