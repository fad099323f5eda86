import { useDeferredValue, useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { Tabs } from '../../../../web/ui/tabs.tsx'
import { useMedia } from '../../../../web/ui/use-media.ts'
import { OutcomeBar } from '../outcome/outcome-bar.tsx'
import { useSuggestionHint } from '../outcome/use-suggestion-hint.ts'
import { useKinds } from '../parts/kinds.ts'
import { useNow } from '../parts/now.ts'
import { ContextPanel } from './context-panel.tsx'
import { Conversation } from './conversation.tsx'
import { CustomerHead } from './customer-head.tsx'
import { PlanProgress } from './plan-progress.tsx'
import { neighbour, type QueueItem } from './queue.ts'
import { QueueColumn } from './queue-column.tsx'
import { QueueHead } from './queue-head.tsx'
import { queueCounts } from './queue-rows.ts'
import { ScriptPanel } from './script-panel.tsx'
import { StepHead } from './step-head.tsx'
import { TakenNote } from './taken-note.tsx'
import css from './today-desk.module.css'
import { useFocusReturn } from './today-outcome.ts'
import { useLeaveWhenLater } from './use-leave-when-later.ts'
import type { TodayViewProps } from './view.ts'

/** Today on a wide screen: the queue, the customer, the script, and the bar of outcomes below. */
export function TodayDesk(props: TodayViewProps) {
  const { today, answer, control, keys, kind, onKind, rest, card } = props
  const t = useT()
  const kinds = useKinds()
  const { item, queue } = today
  const counts = queueCounts(queue, answer.counts, useNow())
  // Follows the card, which comes a moment after the name; until then the former line does not flicker.
  const hint = useDeferredValue(useSuggestionHint(item ? String(item.record.stage) : undefined, card))
  useFocusReturn(`${today.selected} ${control.draft === null}`, () => keys.queue.current?.focusSelected())
  return (
    <div className={css.today}>
      <aside className={css.queue} aria-label={t('steps.today.queue')}>
        <QueueHead counts={counts} kinds={kinds} kind={kind} onKind={onKind} />
        <QueueColumn
          ref={keys.queue}
          queue={queue}
          selected={today.selected}
          kindOf={kinds.kindOf}
          onSelect={today.select}
          onShowWaiting={today.showWaiting}
        />
        <PlanProgress plan={answer.plan} />
      </aside>
      {item ? (
        <div className={css.work}>
          <Work {...props} item={item} />
          <OutcomeBar control={control} card={card} hint={hint} />
        </div>
      ) : (
        <div className={css.work}>{rest}</div>
      )}
    </div>
  )
}

function Work({ today, card, cardError, keys, problems, item }: TodayViewProps & { item: QueueItem }) {
  const t = useT()
  const hasRoom = useMedia('(width >= 1200px)')
  const [tab, setTab] = useState<'script' | 'conversation'>('script')
  const onChanged = useLeaveWhenLater(today)
  // The name of the customer is painted first; what must be laid out at length follows.
  const shown = useDeferredValue(item)
  const shownCard = useDeferredValue(card)
  const isTaken = !today.queue.items.has(item.step.id)
  const conversation = (
    <Conversation key={shown.record.id} ref={keys.note} entity={shown.entity} id={shown.record.id} />
  )
  const side = (
    <div className={css.side} key={shown.step.id}>
      <ScriptPanel
        step={shown.step.id}
        card={shownCard}
        problems={problems}
        firstQuestion={keys.firstQuestion}
      />
      <ContextPanel card={shownCard} />
    </div>
  )
  return (
    <>
      <section className={css.customer} aria-label={t('steps.customer')}>
        <CustomerHead
          item={item}
          stage={card?.titles[String(item.record.stage)] ?? today.today?.titles[String(item.record.stage)]}
        />
        {isTaken && <TakenNote error={cardError} onNext={() => today.select(neighbour(today.queue, null))} />}
        <StepHead step={item.step} ownerName={today.today?.titles[item.step.owner]} onChanged={onChanged} />
        {hasRoom ? (
          conversation
        ) : (
          <div className={css.tabs}>
            <Tabs
              label={t('steps.customer')}
              value={tab}
              onChange={setTab}
              items={[
                { value: 'script', label: t('steps.script.title'), panel: side },
                { value: 'conversation', label: t('steps.timeline'), panel: conversation },
              ]}
            />
          </div>
        )}
      </section>
      {hasRoom && (
        <aside className={css.aside} aria-label={t('steps.script.title')}>
          {side}
        </aside>
      )}
    </>
  )
}
