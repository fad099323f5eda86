import { useState } from 'react'
import { useCommand } from '../../../../web/api/commands.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { CopyField } from '../../../../web/ui/copy-field.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import { inviteUser } from '../../people.commands.ts'
import type { Named } from './members.ts'
import css from './people.module.css'

interface InviteDialogProps {
  opened: boolean
  onClose: () => void
  roles: readonly Named[]
  teams: readonly Named[]
}

/** Invites a person: their name, address and role give a link to send them. */
export function InviteDialog({ opened, onClose, roles, teams }: InviteDialogProps) {
  const t = useT()
  return (
    <Modal opened={opened} onClose={onClose} title={t('people.invite.title')}>
      {opened && <InviteForm onClose={onClose} roles={roles} teams={teams} />}
    </Modal>
  )
}

function InviteForm({ onClose, roles, teams }: Omit<InviteDialogProps, 'opened'>) {
  const t = useT()
  const [link, setLink] = useState<string | null>(null)
  const invite = useCommand(inviteUser, { touches: [{ entity: 'user' }] })
  const form = useForm({
    initial: { name: '', email: '', role: null as string | null, team: null as string | null },
    required: ['name', 'email', 'role'],
    submit: async ({ name, email, role, team }) => {
      const answer = await invite.run({ name, email: email.trim(), role: role ?? '', team })
      setLink(answer.link)
    },
  })

  if (link) return <InviteLink link={link} name={form.values.name} onClose={onClose} />
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput {...form.field('name')} label={t('people.profile.name')} autoFocus />
      <TextInput {...form.field('email')} type="email" label={t('people.signIn.email')} />
      <Select {...form.field('role')} label={t('people.users.role')} options={options(roles)} />
      <Select {...form.field('team')} label={t('people.users.team')} options={options(teams)} clearable />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('people.invite.submit')}
        </Button>
      </div>
    </form>
  )
}

function InviteLink({ link, name, onClose }: { link: string; name: string; onClose: () => void }) {
  const t = useT()
  return (
    <div className={css.form}>
      <p>{t('people.invite.done', { name })}</p>
      <CopyField value={link} label={t('people.invite.link')} />
      <div className={css.buttons}>
        <Button variant="primary" onClick={onClose}>
          {t('shell.close')}
        </Button>
      </div>
    </div>
  )
}

const options = (all: readonly Named[]) => all.map(({ id, name }) => ({ value: id, label: name }))
