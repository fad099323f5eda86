import { useState } from 'react'
import { useCommand } from '../../../../web/api/commands.ts'
import { useUndo } from '../../../../web/shell/undo.ts'
import { errorSentence } from '../../../../web/text/errors.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { deactivateUser } from '../../people.commands.ts'
import type { Member } from './members.ts'
import css from './people.module.css'

interface DeactivateDialogProps {
  /** Who leaves; null while the dialog is closed. */
  member: Member | null
  others: readonly Member[]
  onClose: () => void
}

/** Closes a person's access. Their open work goes to the heir, so that no customer is left without a next step. */
export function DeactivateDialog({ member, others, onClose }: DeactivateDialogProps) {
  const t = useT()
  return (
    <Modal
      opened={member !== null}
      onClose={onClose}
      title={member ? t('people.deactivate.title', { name: member.name }) : ''}
    >
      {member && (
        <Deactivation
          key={member.id}
          member={member}
          heirs={others.filter(({ id, isActive }) => isActive && id !== member.id)}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

const handedOver = ['user', 'lead', 'deal', 'step', 'contact', 'company']

function Deactivation({ member, heirs, onClose }: { member: Member; heirs: Member[]; onClose: () => void }) {
  const t = useT()
  const undo = useUndo()
  const [heir, setHeir] = useState<string | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const deactivate = useCommand(deactivateUser, { touches: handedOver.map((entity) => ({ entity })) })

  async function act() {
    setFailure(null)
    try {
      const { event } = await deactivate.run({ id: member.id, ...(heir ? { heir } : {}) })
      undo.offer({ event, text: t('people.deactivate.done', { name: member.name }) })
      onClose()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <div className={css.form}>
      <p className={css.consequence}>{t('people.deactivate.consequence')}</p>
      <Select
        label={t('people.deactivate.heir')}
        value={heir}
        autoFocus
        onChange={setHeir}
        searchable
        options={heirs.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {failure !== null && <ErrorBox>{errorSentence(t, failure)}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button variant="danger" loading={deactivate.isPending} onClick={() => void act()}>
          {t('people.users.deactivate')}
        </Button>
      </div>
    </div>
  )
}
