import { useState } from 'react'
import { useCommand, useQuestion } from '../../../web/api/commands.ts'
import { PartFailure } from '../../../web/shell/page-states.tsx'
import { showToast } from '../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Icon, type IconName } from '../../../web/ui/icon.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Badge, EmptyState, Skeleton, type Tone } from '../../../web/ui/small.tsx'
import { DateTimeText } from '../../../web/ui/values.tsx'
import { deliveryStatuses, listDeliveries, replayDelivery } from '../webhook.commands.ts'
import { eventWords } from './event-words.ts'
import { type Delivery, touches, type Webhook } from './webhook.ts'
import css from './webhooks.module.css'

type Status = Delivery['status']

const marks: Record<Status, { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'warning', icon: 'overdue' },
  delivered: { tone: 'success', icon: 'success' },
  dead: { tone: 'danger', icon: 'error' },
}

/** What was sent to a webhook: what came of it, the message and the answer, and the way to send it once more. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const t = useT()
  const [status, setStatus] = useState<Status | null>(null)
  const [cursors, setCursors] = useState<string[]>([''])
  const choose = (next: Status | null) => {
    setStatus(next)
    setCursors([''])
  }
  const options = deliveryStatuses.map((value) => ({ value, label: t(`integrations.deliveries.${value}`) }))
  return (
    <div className={css.log}>
      <Select
        label={t('integrations.deliveries.show')}
        placeholder={t('integrations.deliveries.all')}
        value={status}
        onChange={choose}
        options={options}
        clearable
      />
      {cursors.map((cursor, at) => (
        <LogPage
          key={cursor}
          webhook={webhook}
          status={status}
          cursor={cursor}
          onMore={at === cursors.length - 1 ? (next) => setCursors([...cursors, next]) : null}
        />
      ))}
    </div>
  )
}

interface LogPageProps {
  webhook: Webhook
  status: Status | null
  cursor: string
  /** Null: the page after it is shown already. */
  onMore: ((cursor: string) => void) | null
}

function LogPage({ webhook, status, cursor, onMore }: LogPageProps) {
  const t = useT()
  const input = { id: webhook.id, ...(status && { status }), ...(cursor && { cursor }) }
  const answer = useQuestion(listDeliveries, input, { touches: ['webhook'] })
  const items = answer.data?.items ?? []
  const next = answer.data?.nextCursor
  if (answer.error) return <PartFailure error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.isLoading) return <Skeleton height={120} />
  return (
    <>
      {!cursor && (
        <div className={css.refresh}>
          <Button
            size="small"
            icon="refresh"
            onClick={() => void answer.refetch()}
            loading={answer.isFetching}
          >
            {t('integrations.deliveries.refresh')}
          </Button>
        </div>
      )}
      {!cursor && items.length === 0 && (
        <EmptyState title={t(`integrations.deliveries.${status ? 'emptyStatus' : 'empty'}`)} />
      )}
      <ul className={css.deliveries}>
        {items.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} webhook={webhook} />
        ))}
      </ul>
      {next && onMore && <Button onClick={() => onMore(next)}>{t('integrations.deliveries.more')}</Button>}
    </>
  )
}

function DeliveryLine({ delivery, webhook }: { delivery: Delivery; webhook: Webhook }) {
  const t = useT()
  const replay = useCommand(replayDelivery, { touches })
  const { tone, icon } = marks[delivery.status]
  const what = delivery.kind === 'ping' ? t('integrations.deliveries.ping') : eventWords(t, delivery.kind)

  async function again() {
    await replay.run({ delivery: delivery.id })
    showToast({ text: t('integrations.deliveries.replayed') })
  }

  return (
    <li>
      <details className={css.delivery}>
        <summary className={css.summary}>
          <Icon name="chevronRight" size={14} className={css.chevron} />
          <span className={css.what}>{what}</span>
          <Badge tone={tone} icon={icon}>
            {t(`integrations.deliveries.${delivery.status}`)}
          </Badge>
          <span className={css.when}>
            <DateTimeText value={delivery.sentAt ?? delivery.createdAt} />
          </span>
        </summary>
        <div className={css.particulars}>
          <p className={css.quiet}>
            <Particulars delivery={delivery} />
          </p>
          {delivery.answerExcerpt && (
            <Excerpt title={t('integrations.deliveries.answer')} text={delivery.answerExcerpt} />
          )}
          <Excerpt title={t('integrations.deliveries.body')} text={pretty(delivery.bodyExcerpt)} />
          <p className={css.quiet}>
            {t('integrations.deliveries.id')}: <code>{delivery.id}</code>
          </p>
          {delivery.status !== 'waiting' && webhook.isActive && (
            <div>
              <Button
                size="small"
                icon="refresh"
                loading={replay.isPending}
                onClick={() => void again().catch(tellFailure)}
              >
                {t('integrations.deliveries.replay')}
              </Button>
            </div>
          )}
        </div>
      </details>
    </li>
  )
}

function Particulars({ delivery }: { delivery: Delivery }) {
  const t = useT()
  const { attempts, milliseconds, error, answerStatus, nextAt, status } = delivery
  const said = [
    t('integrations.deliveries.attempt', { count: attempts }),
    ...(milliseconds === null ? [] : [t('integrations.deliveries.took', { count: milliseconds })]),
    ...(error ? [t.dyn(`integrations.reasons.${error}`, { status: answerStatus }, error)] : []),
    ...(!error && answerStatus ? [String(answerStatus)] : []),
  ]
  return (
    <>
      {said.join(' · ')}
      {status === 'waiting' && nextAt && attempts > 0 && (
        <>
          {' · '}
          {t('integrations.deliveries.next')} <DateTimeText value={nextAt} />
        </>
      )}
    </>
  )
}

function Excerpt({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <h3 className={css.excerptTitle}>{title}</h3>
      <pre className={css.excerpt}>{text}</pre>
    </div>
  )
}

/** A whole JSON text on lines; an excerpt that ends in the middle stays as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
