import { useForm } from '../../../../web/app/use-form.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { ErrorBox } from '../../../../web/ui/small.tsx'
import css from './people.module.css'

interface RoleNameDialogProps {
  opened: boolean
  title: string
  description?: string
  initial: string
  onClose: () => void
  onSave: (name: string) => Promise<unknown>
}

/** Asks what a role is called. */
export function RoleNameDialog({ opened, ...rest }: RoleNameDialogProps) {
  return (
    <Modal opened={opened} onClose={rest.onClose} title={rest.title} size="small">
      {opened && <NameForm {...rest} />}
    </Modal>
  )
}

function NameForm({ description, initial, onClose, onSave }: Omit<RoleNameDialogProps, 'opened' | 'title'>) {
  const t = useT()
  const form = useForm({
    initial: { name: initial },
    required: ['name'],
    submit: async ({ name }) => {
      await onSave(name.trim())
      onClose()
    },
  })
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput
        {...form.field('name')}
        label={t('people.roles.name')}
        description={description}
        maxLength={80}
        autoFocus
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('shell.save')}
        </Button>
      </div>
    </form>
  )
}
