import { useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Drawer } from '../../../../web/ui/overlays.tsx'
import { useKinds } from '../parts/kinds.ts'
import { useNow } from '../parts/now.ts'
import { PhoneCard } from './phone-card.tsx'
import { PlanProgress } from './plan-progress.tsx'
import { QueueColumn } from './queue-column.tsx'
import { QueueHead } from './queue-head.tsx'
import { queueCounts } from './queue-rows.ts'
import css from './today-phone.module.css'
import type { TodayViewProps } from './view.ts'

/** Today on a phone: one customer at a time, large buttons, the outcome in a sheet from below. */
export function TodayPhone(props: TodayViewProps) {
  const { today, rest } = props
  const [isListOpen, setListOpen] = useState(false)
  const counts = queueCounts(today.queue, props.answer.counts, useNow())
  return (
    <div className={css.today}>
      <Head {...props} counts={counts} isListOpen={isListOpen} onList={() => setListOpen(true)} />
      {today.item ? <PhoneCard {...props} item={today.item} /> : <div className={css.rest}>{rest}</div>}
      <QueueSheet {...props} counts={counts} opened={isListOpen} onClose={() => setListOpen(false)} />
    </div>
  )
}

interface Counted {
  counts: { today: number; overdue: number }
}

/** How many steps wait, how far the plan is, and the way to the customers before and after. */
function Head({
  today,
  answer,
  counts,
  isListOpen,
  onList,
}: TodayViewProps & Counted & { isListOpen: boolean; onList: () => void }) {
  const t = useT()
  const { order } = today.queue
  const { goal, done } = answer.plan.day
  const place = order.indexOf(today.selected ?? '')
  const isLast = place >= order.length - 1
  return (
    <div className={css.head}>
      <Button size="small" variant="subtle" icon="list" aria-expanded={isListOpen} onClick={onList}>
        {counts.today}
        {counts.overdue > 0 && (
          <span className={css.overdue}> · {t('steps.today.overdue', { count: counts.overdue })}</span>
        )}
      </Button>
      <span className={css.plan}>{goal === null ? null : `${done}/${goal}`}</span>
      <span className={css.turn}>
        <IconButton
          icon="chevronLeft"
          label={t('steps.act.previous')}
          disabled={place <= 0}
          title={place <= 0 ? t('steps.today.isFirst') : undefined}
          onClick={() => today.select(order[place - 1] ?? today.selected)}
        />
        <IconButton
          icon="chevronRight"
          label={t('steps.act.next')}
          disabled={isLast}
          title={isLast ? t('steps.today.isLast') : undefined}
          onClick={() => today.select(order[place + 1] ?? today.selected)}
        />
      </span>
    </div>
  )
}

/** The whole queue, from below. */
function QueueSheet({
  today,
  answer,
  kind,
  onKind,
  counts,
  opened,
  onClose,
}: TodayViewProps & Counted & { opened: boolean; onClose: () => void }) {
  const t = useT()
  const kinds = useKinds()
  return (
    <Drawer opened={opened} onClose={onClose} title={t('steps.today.queue')}>
      <div className={css.list}>
        <QueueHead counts={counts} kinds={kinds} kind={kind} onKind={onKind} />
        <QueueColumn
          queue={today.queue}
          selected={today.selected}
          kindOf={kinds.kindOf}
          onSelect={(id) => {
            today.select(id)
            onClose()
          }}
          onShowWaiting={today.showWaiting}
        />
        <PlanProgress plan={answer.plan} />
      </div>
    </Drawer>
  )
}
