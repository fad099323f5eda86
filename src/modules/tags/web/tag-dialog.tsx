import { longestTag } from '../../../kernel/commands/tag-names.ts'
import { useCreate, useUpdate } from '../../../web/api/records.ts'
import { useForm } from '../../../web/app/use-form.ts'
import { useUndo } from '../../../web/shell/undo.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { Chips } from '../../../web/ui/chips.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { Dot } from '../../../web/ui/mark.tsx'
import { Modal } from '../../../web/ui/overlays.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import { type TagColour, tag, tagColours } from '../tag.entity.ts'
import type { KnownTag } from './known-tag.ts'
import css from './tags.module.css'

/** Names and colours a tag. */
export function TagDialog({ tag: edited, onClose }: { tag: KnownTag | 'new'; onClose: () => void }) {
  const t = useT()
  const undo = useUndo()
  const { create } = useCreate(tag)
  const { update } = useUpdate(tag)
  const form = useForm({
    initial:
      edited === 'new'
        ? { name: '', colour: 'blue' as TagColour }
        : { name: edited.name, colour: edited.colour },
    required: ['name'],
    submit: async ({ name, colour }) => {
      const fields = { name: name.trim(), colour }
      const { event } = edited === 'new' ? await create(fields) : await update(edited, fields)
      undo.offer({ event, text: t('tags.savedNamed', { name: fields.name }) })
      onClose()
    },
  })
  const colour = form.field('colour')
  return (
    <Modal opened onClose={onClose} title={edited === 'new' ? t('tags.new') : t('tags.edit')}>
      <form {...form.formProps} className={css.form}>
        <TextInput {...form.field('name')} label={t('tags.name')} autoFocus maxLength={longestTag} />
        <Chips
          name="tag-colour"
          label={t('tags.colour')}
          value={colour.value}
          onChange={colour.onChange}
          options={tagColours.map((one) => ({
            value: one,
            label: (
              <>
                <Dot colour={one} /> {t(`choices.tag.colour.${one}`)}
              </>
            ),
          }))}
        />
        {form.error && <ErrorBox>{form.error}</ErrorBox>}
        <div className={css.buttons}>
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="submit" variant="primary" loading={form.isPending}>
            {t('shell.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
