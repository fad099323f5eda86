import { useCommand } from '../../../web/api/commands.ts'
import { showToast } from '../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Menu } from '../../../web/ui/menu.tsx'
import { pingWebhook, updateWebhook } from '../webhook.commands.ts'
import { touches, type Webhook } from './webhook.ts'

interface WebhookMenuProps {
  webhook: Webhook
  onOpen: (what: 'form' | 'renew' | 'delete') => void
}

/** What may be done with a webhook. */
export function WebhookMenu({ webhook, onOpen }: WebhookMenuProps) {
  const t = useT()
  const ping = useCommand(pingWebhook, { touches })
  const update = useCommand(updateWebhook, { touches })
  const { id, name, isActive } = webhook

  async function sendPing() {
    await ping.run({ id })
    showToast({ text: t('integrations.pinged', { name }) })
  }

  return (
    <Menu
      position="bottom-end"
      width={250}
      target={<IconButton icon="more" label={t('integrations.actions', { name })} />}
      items={[
        { id: 'edit', icon: 'edit', label: t('integrations.edit'), onSelect: () => onOpen('form') },
        {
          id: 'ping',
          icon: 'send',
          label: t('integrations.ping'),
          disabled: !isActive,
          onSelect: () => void sendPing().catch(tellFailure),
        },
        {
          id: 'switch',
          icon: isActive ? 'close' : 'check',
          label: t(isActive ? 'integrations.switchOff' : 'integrations.switchOn'),
          onSelect: () => void update.run({ id, isActive: !isActive }).catch(tellFailure),
        },
        { id: 'renew', icon: 'key', label: t('integrations.renew'), onSelect: () => onOpen('renew') },
        'divider',
        {
          id: 'delete',
          icon: 'delete',
          danger: true,
          label: t('integrations.delete'),
          onSelect: () => onOpen('delete'),
        },
      ]}
    />
  )
}
