import { useRecords } from '../../api/records.ts'
import { useCan } from '../../api/session.ts'
import { allNouns } from '../../app/registry.ts'
import { useForm } from '../../app/use-form.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { NumberInput } from '../../ui/number-input.tsx'
import { Modal } from '../../ui/overlays.tsx'
import { Select } from '../../ui/select.tsx'
import { ErrorBox } from '../../ui/small.tsx'
import { Checkbox } from '../../ui/toggles.tsx'

export const sharings = ['personal', 'team', 'everyone'] as const
export type Sharing = (typeof sharings)[number]

/** What is said of a view beside what it shows. */
export interface ViewValues {
  name: string
  sharing: Sharing
  isPinned: boolean
  isDefault: boolean
  position: number | null
  role: string | null
}

export const newView: ViewValues = {
  name: '',
  sharing: 'personal',
  isPinned: false,
  isDefault: false,
  position: null,
  role: null,
}

const anyRole = '-'

/** Asks what a view is called, who sees it, where it stands and who begins with it. */
export function ViewDialog({
  title,
  initial,
  onClose,
  onSave,
}: {
  title: string
  initial: ViewValues
  onClose: () => void
  onSave: (values: ViewValues) => Promise<void>
}) {
  const t = useT()
  const maySet = useCan('settings:update')
  const noun = allNouns().find('role') ?? { name: 'role', table: 'roles' }
  const roles = useRecords(noun, { sort: ['name'], limit: 200 }, { enabled: maySet })
  const form = useForm({
    initial,
    required: ['name'],
    submit: (values) => {
      const isForAll = values.sharing === 'everyone'
      return onSave({ ...values, name: values.name.trim(), role: isForAll ? values.role : null })
    },
  })
  const { values } = form
  return (
    <Modal opened onClose={onClose} title={title} size="small">
      <form {...form.formProps} style={{ display: 'grid', gap: 'var(--space-4)' }}>
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        <TextInput label={t('records.views.name')} {...form.field('name')} autoFocus maxLength={80} />
        <Choice
          name="sharing"
          label={t('records.views.sharing')}
          value={values.sharing}
          onChange={(sharing) => form.set('sharing', sharing)}
          options={sharings.map((value) => ({ value, label: t.dyn(`choices.view.sharing.${value}`) }))}
        />
        <Checkbox
          checked={values.isPinned}
          label={t('records.views.pinned')}
          onChange={(isPinned) => form.set('isPinned', isPinned)}
        />
        <Checkbox
          checked={values.isDefault}
          label={t.dyn(`records.views.first.${values.sharing}`)}
          onChange={(isDefault) => form.set('isDefault', isDefault)}
        />
        {maySet && values.isDefault && values.sharing === 'everyone' && (
          <Select
            label={t('records.views.role')}
            value={values.role ?? anyRole}
            options={[
              { value: anyRole, label: t('records.views.anyRole') },
              ...roles.rows.map(({ id, name }) => ({ value: id, label: String(name) })),
            ]}
            onChange={(role) => form.set('role', role === anyRole ? null : role)}
          />
        )}
        <NumberInput
          label={t('records.views.position')}
          value={values.position}
          min={0}
          max={10_000}
          onChange={(position) => form.set('position', position)}
        />
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('shell.save')}
        </Button>
      </form>
    </Modal>
  )
}
