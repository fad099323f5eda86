import { useForm } from '../../app/use-form.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Modal } from '../../ui/overlays.tsx'
import { ErrorBox } from '../../ui/small.tsx'

export const sharings = ['personal', 'team', 'everyone'] as const
export type Sharing = (typeof sharings)[number]

/** Asks for the name of a view and who sees it. */
export function SaveViewDialog({
  onClose,
  onSave,
}: {
  onClose: () => void
  onSave: (name: string, sharing: Sharing) => Promise<void>
}) {
  const t = useT()
  const form = useForm({
    initial: { name: '', sharing: 'personal' as Sharing },
    required: ['name'],
    submit: ({ name, sharing }) => onSave(name.trim(), sharing),
  })
  return (
    <Modal opened onClose={onClose} title={t('records.views.saveAs')} size="small">
      <form {...form.formProps} style={{ display: 'grid', gap: 'var(--space-4)' }}>
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        <TextInput label={t('records.views.name')} {...form.field('name')} autoFocus maxLength={80} />
        <Choice
          name="sharing"
          label={t('records.views.sharing')}
          value={form.values.sharing}
          onChange={(sharing) => form.set('sharing', sharing)}
          options={sharings.map((value) => ({ value, label: t.dyn(`choices.view.sharing.${value}`) }))}
        />
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('shell.save')}
        </Button>
      </form>
    </Modal>
  )
}
