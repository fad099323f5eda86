import { useEffect, useState } from 'react'
import { printPhone } from '../../../../kernel/text/phone.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { Drawer } from '../../../../web/ui/overlays.tsx'
import { Tabs } from '../../../../web/ui/tabs.tsx'
import { MoneyText } from '../../../../web/ui/values.tsx'
import { OutcomeButtons } from '../outcome/outcome-bar.tsx'
import { OutcomeFields } from '../outcome/outcome-fields.tsx'
import { useKinds } from '../parts/kinds.ts'
import { useNow } from '../parts/now.ts'
import { ContextPanel } from './context-panel.tsx'
import { Conversation } from './conversation.tsx'
import { customerOf } from './customer.ts'
import { Place, telOf } from './customer-head.tsx'
import { PlanProgress } from './plan-progress.tsx'
import { neighbour, type QueueItem } from './queue.ts'
import { QueueColumn } from './queue-column.tsx'
import { QueueHead } from './queue-head.tsx'
import { queueCounts } from './queue-rows.ts'
import { ScriptPanel } from './script-panel.tsx'
import { StepHead } from './step-head.tsx'
import { TakenNote } from './taken-note.tsx'
import css from './today-phone.module.css'
import { useLeaveWhenLater } from './use-leave-when-later.ts'
import { useSwipe } from './use-swipe.ts'
import type { TodayViewProps } from './view.ts'

type Tab = 'script' | 'conversation' | 'context'

/** Today on a phone: one customer at a time, large buttons, the outcome in a sheet from below. */
export function TodayPhone(props: TodayViewProps) {
  const t = useT()
  const { today, answer, kind, onKind, rest } = props
  const kinds = useKinds()
  const [isListOpen, setListOpen] = useState(false)
  const { item, queue, selected } = today
  const counts = queueCounts(queue, answer.counts, useNow())
  const place = queue.order.indexOf(selected ?? '')
  return (
    <div className={css.today}>
      <div className={css.head}>
        <Button
          size="small"
          variant="subtle"
          icon="list"
          aria-expanded={isListOpen}
          onClick={() => setListOpen(true)}
        >
          {counts.today}
          {counts.overdue > 0 && (
            <span className={css.overdue}> · {t('steps.today.overdue', { count: counts.overdue })}</span>
          )}
        </Button>
        <span className={css.plan}>
          {answer.plan.day.goal === null ? null : `${answer.plan.day.done}/${answer.plan.day.goal}`}
        </span>
        <span className={css.turn}>
          <IconButton
            icon="chevronLeft"
            label={t('steps.act.previous')}
            disabled={place <= 0}
            title={place <= 0 ? t('steps.today.isFirst') : undefined}
            onClick={() => today.select(queue.order[place - 1] ?? selected)}
          />
          <IconButton
            icon="chevronRight"
            label={t('steps.act.next')}
            disabled={place >= queue.order.length - 1}
            title={place >= queue.order.length - 1 ? t('steps.today.isLast') : undefined}
            onClick={() => today.select(queue.order[place + 1] ?? selected)}
          />
        </span>
      </div>
      {item ? <Card {...props} item={item} /> : <div className={css.rest}>{rest}</div>}
      <Drawer opened={isListOpen} onClose={() => setListOpen(false)} title={t('steps.today.queue')}>
        <div className={css.list}>
          <QueueHead counts={counts} kinds={kinds} kind={kind} onKind={onKind} />
          <QueueColumn
            queue={queue}
            selected={selected}
            kindOf={kinds.kindOf}
            onSelect={(id) => {
              today.select(id)
              setListOpen(false)
            }}
            onShowWaiting={today.showWaiting}
          />
          <PlanProgress plan={answer.plan} />
        </div>
      </Drawer>
    </div>
  )
}

function Card({
  today,
  card,
  cardError,
  control,
  keys,
  problems,
  item,
}: TodayViewProps & { item: QueueItem }) {
  const t = useT()
  const [tab, setTab] = useState<Tab>('script')
  const onChanged = useLeaveWhenLater(today)
  const swipe = useSwipe({
    onRight: () => control.choose('result'),
    onLeft: () => control.choose('postponed'),
  })
  const { name, company, about, amount, city, phone } = customerOf(item)
  const isTaken = !today.queue.items.has(item.step.id)
  return (
    <>
      <div className={css.card} {...swipe}>
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
        {isTaken && <TakenNote error={cardError} onNext={() => today.select(neighbour(today.queue, null))} />}
        <StepHead step={item.step} ownerName={today.today?.titles[item.step.owner]} onChanged={onChanged} />
        <Ways item={item} onCall={() => control.choose('result')} />
        <Tabs
          label={t('steps.customer')}
          value={tab}
          onChange={setTab}
          items={[
            {
              value: 'script',
              label: t('steps.script.title'),
              panel: (
                <div className={css.panel}>
                  <ScriptPanel
                    step={item.step.id}
                    card={card}
                    problems={problems}
                    firstQuestion={keys.firstQuestion}
                  />
                </div>
              ),
            },
            {
              value: 'conversation',
              label: t('steps.timeline'),
              panel: <Conversation ref={keys.note} entity={item.entity} id={item.record.id} />,
            },
            {
              value: 'context',
              label: t('steps.context'),
              panel: (
                <div className={css.panel}>
                  <ContextPanel card={card} />
                </div>
              ),
            },
          ]}
        />
      </div>
      <div className={css.foot}>
        <OutcomeButtons control={control} large />
        {control.refusal && <p className={css.refusal}>{control.refusal}</p>}
      </div>
      <OutcomeSheet control={control} card={card} name={name} />
    </>
  )
}

/** The ways to reach the customer. Back from the dialler, the person is asked how the call ended. */
function Ways({ item, onCall }: { item: QueueItem; onCall: () => void }) {
  const t = useT()
  const { phone, email } = customerOf(item)
  const [isCalling, setCalling] = useState(false)

  useEffect(() => {
    if (!isCalling) return
    function back() {
      if (document.visibilityState !== 'visible') return
      setCalling(false)
      onCall()
    }
    document.addEventListener('visibilitychange', back)
    return () => document.removeEventListener('visibilitychange', back)
  }, [isCalling, onCall])

  if (!phone && !email) return null
  return (
    <div className={css.ways}>
      {phone && (
        <a
          className={css.way}
          href={telOf(phone)}
          aria-label={`${t('steps.act.phone')} ${printPhone(phone)}`}
          onClick={() => setCalling(true)}
        >
          <Icon name="phone" size={20} />
          {t('steps.act.phone')}
        </a>
      )}
      {phone && (
        <a className={css.way} href={`sms:${phone.split(';')[0]}`}>
          <Icon name="message" size={20} />
          {t('steps.act.text')}
        </a>
      )}
      {email && (
        <a className={css.way} href={`mailto:${email}`}>
          <Icon name="mail" size={20} />
          {t('steps.act.message')}
        </a>
      )}
    </div>
  )
}

function OutcomeSheet({ control, card, name }: Pick<TodayViewProps, 'control' | 'card'> & { name: string }) {
  const t = useT()
  const { draft } = control
  return (
    <Drawer opened={draft !== null} onClose={control.cancel} title={name}>
      {draft && (
        <form
          className={css.sheet}
          onSubmit={(event) => {
            event.preventDefault()
            control.commit()
          }}
        >
          <OutcomeButtons control={control} large />
          <OutcomeFields control={control} draft={draft} card={card} />
          <Button variant="primary" type="submit" fullWidth>
            {t('steps.closeAndNext')}
          </Button>
        </form>
      )}
    </Drawer>
  )
}
