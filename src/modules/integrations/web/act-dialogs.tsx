import { useState } from 'react'
import { useCommand } from '../../../web/api/commands.ts'
import { showToast } from '../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { deleteWebhook, renewWebhookSecret } from '../webhook.commands.ts'
import { touches, type Webhook } from './webhook.ts'
import { NewSecret } from './webhook-form.tsx'
import css from './webhooks.module.css'

interface ActDialogProps {
  /** Null: it is closed. */
  webhook: Webhook | null
  onClose: () => void
}

/** Asked first, because the receiver trusts nothing until it has the new secret. */
export function RenewDialog({ webhook, onClose }: ActDialogProps) {
  const t = useT()
  const [secret, setSecret] = useState<string | null>(null)
  const renew = useCommand(renewWebhookSecret, { touches })

  function close() {
    setSecret(null)
    onClose()
  }

  return (
    <Modal
      opened={webhook !== null}
      onClose={close}
      title={t('integrations.renewTitle', { name: webhook?.name })}
    >
      {webhook && secret && <NewSecret value={secret} onClose={close} />}
      {webhook && !secret && (
        <Consequence
          text={t('integrations.renewConsequence')}
          act={t('integrations.renew')}
          isPending={renew.isPending}
          onClose={close}
          onAct={async () => setSecret((await renew.run({ id: webhook.id })).secret)}
        />
      )}
    </Modal>
  )
}

/** Asked first, because the log goes with it. */
export function DeleteDialog({ webhook, onClose }: ActDialogProps) {
  const t = useT()
  const remove = useCommand(deleteWebhook, { touches })
  return (
    <Modal
      opened={webhook !== null}
      onClose={onClose}
      title={t('integrations.deleteTitle', { name: webhook?.name })}
      size="small"
    >
      {webhook && (
        <Consequence
          text={t('integrations.deleteConsequence')}
          act={t('integrations.delete')}
          isPending={remove.isPending}
          onClose={onClose}
          onAct={async () => {
            await remove.run({ id: webhook.id })
            showToast({ text: t('integrations.deleted', { name: webhook.name }) })
            onClose()
          }}
        />
      )}
    </Modal>
  )
}

interface ConsequenceProps {
  text: string
  act: string
  isPending: boolean
  onClose: () => void
  onAct: () => Promise<unknown>
}

function Consequence({ text, act, isPending, onClose, onAct }: ConsequenceProps) {
  const t = useT()
  return (
    <div className={css.form}>
      <p className={css.consequence}>{text}</p>
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button variant="danger" loading={isPending} onClick={() => void onAct().catch(tellFailure)}>
          {act}
        </Button>
      </div>
    </div>
  )
}
