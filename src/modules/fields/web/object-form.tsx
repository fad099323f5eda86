import type { CustomObject, Named } from '../../../kernel/entities/custom-model.ts'
import { useCommand } from '../../../web/api/commands.ts'
import { useForm } from '../../../web/app/use-form.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import { changeObject, createObject } from '../field.commands.ts'
import css from './fields-page.module.css'
import { NamesInputs, trimmed } from './names-inputs.tsx'

export interface ObjectFormProps {
  /** Null: a new one. */
  object: CustomObject | null
  onClose: () => void
  onMade: (name: string) => void
}

/** What a noun of one's own is called, one of it and many. */
export function ObjectForm({ object, onClose, onMade }: ObjectFormProps) {
  const t = useT()
  const creating = useCommand(createObject)
  const changing = useCommand(changeObject)
  const form = useForm<{ one: Named; many: Named }>({
    initial: { one: object?.one ?? {}, many: object?.many ?? {} },
    check: ({ one, many }) => ({ one: missing(one), many: missing(many) }),
    submit: async ({ one, many }) => {
      const named = { one: trimmed(one), many: trimmed(many) }
      if (object) await changing.run({ object: object.id, ...named })
      else onMade((await creating.run(named)).name)
      onClose()
    },
  })
  return (
    <form {...form.formProps} className={css.form}>
      {!object && <p className={css.help}>{t('customFields.object.about')}</p>}
      <NamesInputs {...form.field('one')} autoFocus label={t('customFields.object.one')} />
      <NamesInputs {...form.field('many')} label={t('customFields.object.many')} />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('customFields.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t(object ? 'customFields.save' : 'customFields.object.add')}
        </Button>
      </div>
    </form>
  )
}

const missing = (named: Named) => (Object.keys(trimmed(named)).length === 0 ? 'value.required' : null)
