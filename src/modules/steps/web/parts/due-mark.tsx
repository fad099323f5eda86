import { stepState } from '../../../../web/records/step/step-state.ts'
import { useTextEnv } from '../../../../web/text/env.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Icon } from '../../../../web/ui/icon.tsx'
import css from './due-mark.module.css'
import { useNow } from './now.ts'

const icons = { overdue: 'overdue', today: 'dueToday', later: 'dueLater' } as const

/** When a step is due, with its state as colour, icon and word. */
export function DueMark({ dueAt }: { dueAt: string }) {
  const t = useT()
  const format = useFormat()
  const { timeZone } = useTextEnv()
  const state = stepState(dueAt, timeZone, useNow())
  return (
    <span className={css.mark} data-state={state}>
      <Icon name={icons[state]} size={14} />
      <time dateTime={dueAt}>{format.due(dueAt)}</time>
      {state === 'overdue' && <span>· {t('steps.overdue')}</span>}
    </span>
  )
}
