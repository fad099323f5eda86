import { useState } from 'react'
import { useCommand } from '../../../web/api/commands.ts'
import { useForm } from '../../../web/app/use-form.ts'
import { useT } from '../../../web/text/i18n.ts'
import { Button } from '../../../web/ui/button.tsx'
import { CopyField } from '../../../web/ui/copy-field.tsx'
import { TextInput } from '../../../web/ui/inputs.tsx'
import { MultiSelect } from '../../../web/ui/multi-select.tsx'
import { ErrorBox } from '../../../web/ui/small.tsx'
import { createWebhook, updateWebhook } from '../webhook.commands.ts'
import { useEventOptions } from './event-words.ts'
import { touches, type Webhook } from './webhook.ts'
import css from './webhooks.module.css'

interface WebhookFormProps {
  /** Null: a new one. */
  webhook: Webhook | null
  kinds: readonly string[]
  onClose: () => void
}

/** The settings of a webhook. A new one shows its secret, once. */
export function WebhookForm({ webhook, kinds, onClose }: WebhookFormProps) {
  const t = useT()
  const [secret, setSecret] = useState<string | null>(null)
  const create = useCommand(createWebhook, { touches })
  const update = useCommand(updateWebhook, { touches })
  const form = useForm({
    initial: { name: webhook?.name ?? '', url: webhook?.url ?? 'https://', events: webhook?.events ?? [] },
    required: ['name', 'url'],
    check: ({ events }) => ({ events: events.length === 0 ? 'value.required' : null }),
    submit: async ({ name, url, events }) => {
      const wanted = { name: name.trim(), url: url.trim(), events }
      if (!webhook) return setSecret((await create.run(wanted)).secret)
      await update.run({ id: webhook.id, ...wanted })
      onClose()
    },
  })
  const options = useEventOptions(kinds, form.values.events)
  if (secret) return <NewSecret value={secret} onClose={onClose} />
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput
        {...form.field('name')}
        label={t('integrations.name')}
        description={t('integrations.nameHelp')}
        maxLength={80}
        autoFocus
      />
      <TextInput
        {...form.field('url')}
        type="url"
        inputMode="url"
        label={t('integrations.url')}
        description={t('integrations.urlHelp')}
        maxLength={2000}
      />
      <MultiSelect
        {...form.field('events')}
        label={t('integrations.events')}
        description={t('integrations.eventsHelp')}
        options={options}
        required
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t(webhook ? 'integrations.save' : 'integrations.submit')}
        </Button>
      </div>
    </form>
  )
}

/** A secret on the one occasion it is shown. */
export function NewSecret({ value, onClose }: { value: string; onClose: () => void }) {
  const t = useT()
  return (
    <div className={css.form}>
      <p>{t('integrations.once')}</p>
      <CopyField value={value} label={t('integrations.secret')} />
      <div className={css.buttons}>
        <Button variant="primary" onClick={onClose}>
          {t('shell.close')}
        </Button>
      </div>
    </div>
  )
}
