import { useState } from 'react'
import { useQuestion } from '../../../web/api/commands.ts'
import { PagePending, PartFailure } from '../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../web/shell/settings-page.tsx'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Drawer, Modal } from '../../../web/ui/overlays.tsx'
import { Badge, EmptyState, VisuallyHidden } from '../../../web/ui/small.tsx'
import { Table } from '../../../web/ui/table.tsx'
import { listWebhooks } from '../webhook.commands.ts'
import { DeleteDialog, RenewDialog } from './act-dialogs.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { eventWords } from './event-words.ts'
import type { Webhook } from './webhook.ts'
import { WebhookForm } from './webhook-form.tsx'
import { WebhookMenu } from './webhook-menu.tsx'
import css from './webhooks.module.css'

/** What is open over the page, and for which webhook. */
type Opened = { what: 'form' | 'log' | 'renew' | 'delete'; webhook: Webhook | null } | null

/** Programs that are told what happens: where, of what, and whether it gets through. */
export function Webhooks() {
  const t = useT()
  const [opened, setOpened] = useState<Opened>(null)
  const answer = useQuestion(listWebhooks, {}, { touches: ['webhook'] })
  const items = answer.data?.items ?? []
  const close = () => setOpened(null)
  const isOpen = (what: NonNullable<Opened>['what']) => opened?.what === what
  const add = (
    <Button variant="primary" icon="add" onClick={() => setOpened({ what: 'form', webhook: null })}>
      {t('integrations.add')}
    </Button>
  )
  return (
    <SettingsPageFrame
      wide
      title={t('integrations.title')}
      action={items.length > 0 && add}
      description={t('integrations.about')}
    >
      {answer.error && <PartFailure error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isLoading && <PagePending />}
      {answer.data && items.length === 0 && <EmptyState title={t('integrations.empty')} action={add} />}
      {items.length > 0 && (
        <WebhookTable
          webhooks={items}
          owners={answer.data?.titles ?? {}}
          onOpen={(what, webhook) => setOpened({ what, webhook })}
        />
      )}
      <Modal opened={isOpen('form')} onClose={close} title={opened?.webhook?.name ?? t('integrations.add')}>
        {isOpen('form') && (
          <WebhookForm webhook={opened?.webhook ?? null} kinds={answer.data?.kinds ?? []} onClose={close} />
        )}
      </Modal>
      <Drawer
        opened={isOpen('log')}
        onClose={close}
        title={t('integrations.deliveries.title', { name: opened?.webhook?.name })}
        width={640}
      >
        {isOpen('log') && opened?.webhook && <DeliveryLog webhook={opened.webhook} />}
      </Drawer>
      <RenewDialog webhook={isOpen('renew') ? (opened?.webhook ?? null) : null} onClose={close} />
      <DeleteDialog webhook={isOpen('delete') ? (opened?.webhook ?? null) : null} onClose={close} />
    </SettingsPageFrame>
  )
}

interface WebhookTableProps {
  webhooks: Webhook[]
  owners: Record<string, string>
  onOpen: (what: NonNullable<Opened>['what'], webhook: Webhook) => void
}

function WebhookTable({ webhooks, owners, onOpen }: WebhookTableProps) {
  const t = useT()
  return (
    <Table
      label={t('integrations.title')}
      rows={webhooks}
      columns={[
        {
          id: 'name',
          head: t('integrations.name'),
          width: '30%',
          phone: 'title',
          cell: (webhook) => (
            <div className={css.named}>
              <strong>{webhook.name}</strong>
              <span className={css.url}>{webhook.url}</span>
            </div>
          ),
        },
        {
          id: 'events',
          head: t('integrations.events'),
          width: '24%',
          cell: ({ events }) => <Events events={events} />,
        },
        { id: 'state', head: t('integrations.state'), width: 190, cell: (one) => <State webhook={one} /> },
        { id: 'user', head: t('integrations.owner'), width: 150, cell: ({ user }) => owners[user] },
        {
          id: 'log',
          head: <VisuallyHidden>{t('integrations.log')}</VisuallyHidden>,
          width: 150,
          align: 'end',
          cell: (webhook) => (
            <Button size="small" variant="subtle" onClick={() => onOpen('log', webhook)}>
              {t('integrations.log')}
            </Button>
          ),
        },
        {
          id: 'menu',
          head: <VisuallyHidden>{t('people.users.actions')}</VisuallyHidden>,
          phone: 'corner',
          width: 44,
          align: 'end',
          cell: (webhook) => <WebhookMenu webhook={webhook} onOpen={(what) => onOpen(what, webhook)} />,
        },
      ]}
    />
  )
}

const shownEvents = 2

function Events({ events }: { events: string[] }) {
  const t = useT()
  const rest = events.length - shownEvents
  const words = events.slice(0, shownEvents).map((event) => eventWords(t, event))
  return [...words, ...(rest > 0 ? [t('integrations.more', { count: rest })] : [])].join(', ')
}

const offs = { failing: 'offFailing', gone: 'offGone', owner: 'offOwner' } as const

function State({ webhook: { isActive, failingSince, disabledReason } }: { webhook: Webhook }) {
  const t = useT()
  if (disabledReason) {
    return (
      <Badge tone="danger" icon="error">
        {t(`integrations.states.${offs[disabledReason]}`)}
      </Badge>
    )
  }
  if (!isActive) return <Badge>{t('integrations.states.off')}</Badge>
  if (failingSince) {
    return (
      <Badge tone="warning" icon="warning">
        {t('integrations.states.failing')}
      </Badge>
    )
  }
  return (
    <Badge tone="success" icon="success">
      {t('integrations.states.on')}
    </Badge>
  )
}
