import { useState } from 'react'
import { useT } from '../../../../web/text/i18n.ts'
import { Tabs } from '../../../../web/ui/tabs.tsx'
import { MoneyText } from '../../../../web/ui/values.tsx'
import { OutcomeButtons } from '../outcome/outcome-bar.tsx'
import { ContextPanel } from './context-panel.tsx'
import { Conversation } from './conversation.tsx'
import { customerOf } from './customer.ts'
import { Place } from './customer-head.tsx'
import { OutcomeSheet } from './outcome-sheet.tsx'
import { neighbour, type QueueItem } from './queue.ts'
import { ScriptPanel } from './script-panel.tsx'
import { StepHead } from './step-head.tsx'
import { TakenNote } from './taken-note.tsx'
import css from './today-phone.module.css'
import { useLeaveWhenLater } from './use-leave-when-later.ts'
import { useSwipe } from './use-swipe.ts'
import type { TodayViewProps } from './view.ts'
import { WaysToReach } from './ways-to-reach.tsx'

type CardProps = TodayViewProps & { item: QueueItem }

/** One customer on a phone. Drawn to the right it is a result, to the left a postponement; the buttons do the same. */
export function PhoneCard(props: CardProps) {
  const { today, cardError, control, card, item } = props
  const onChanged = useLeaveWhenLater(today)
  const swipe = useSwipe({
    onRight: () => control.choose('result'),
    onLeft: () => control.choose('postponed'),
  })
  const isTaken = !today.queue.items.has(item.step.id)
  return (
    <>
      <div className={css.card} {...swipe}>
        <Head item={item} />
        {isTaken && <TakenNote error={cardError} onNext={() => today.select(neighbour(today.queue, null))} />}
        <StepHead step={item.step} ownerName={today.today?.titles[item.step.owner]} onChanged={onChanged} />
        <WaysToReach item={item} onCall={() => control.choose('result')} />
        <CardTabs {...props} />
      </div>
      <div className={css.foot}>
        <OutcomeButtons control={control} large />
        {control.refusal && <p className={css.refusal}>{control.refusal}</p>}
      </div>
      <OutcomeSheet control={control} card={card} name={customerOf(item).name} />
    </>
  )
}

function Head({ item }: { item: QueueItem }) {
  const { name, company, about, amount, city, phone } = customerOf(item)
  return (
    <header className={css.customer}>
      <h2 className={css.name}>{name}</h2>
      <p className={css.tells}>
        {[company, about].filter(Boolean).join(' · ')}
        {amount && (
          <strong>
            {' '}
            <MoneyText value={amount} />
          </strong>
        )}
      </p>
      <Place city={city} phone={phone} />
    </header>
  )
}

function CardTabs({ card, keys, problems, item }: CardProps) {
  const t = useT()
  const [tab, setTab] = useState<'script' | 'conversation' | 'context'>('script')
  const script = (
    <div className={css.panel}>
      <ScriptPanel step={item.step.id} card={card} problems={problems} firstQuestion={keys.firstQuestion} />
    </div>
  )
  const context = (
    <div className={css.panel}>
      <ContextPanel card={card} />
    </div>
  )
  const conversation = <Conversation ref={keys.note} entity={item.entity} id={item.record.id} />
  return (
    <Tabs
      label={t('steps.customer')}
      value={tab}
      onChange={setTab}
      items={[
        { value: 'script', label: t('steps.script.title'), panel: script },
        { value: 'conversation', label: t('steps.timeline'), panel: conversation },
        { value: 'context', label: t('steps.context'), panel: context },
      ]}
    />
  )
}
