import { useState } from 'react'
import type { z } from 'zod'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../../web/shell/settings-page.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { CopyField } from '../../../../web/ui/copy-field.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { EmptyState, ErrorBox, VisuallyHidden } from '../../../../web/ui/small.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { DateTimeText, RelativeTime } from '../../../../web/ui/values.tsx'
import { createApiKey, listApiKeys, revokeApiKey } from '../../people.commands.ts'
import css from './people.module.css'

type ApiKey = z.output<typeof listApiKeys.output>['items'][number]

const touched = [{ entity: 'apiKey' }]

/** Keys by which other programs work with the API under the rights of the person who made them. */
export function ApiKeys() {
  const t = useT()
  const [isCreating, setCreating] = useState(false)
  const [revoked, setRevoked] = useState<ApiKey | null>(null)
  const answer = useQuestion(listApiKeys, {}, { touches: ['apiKey'] })
  const items = answer.data?.items ?? []
  const add = (
    <Button variant="primary" icon="add" onClick={() => setCreating(true)}>
      {t('people.keys.add')}
    </Button>
  )
  return (
    <SettingsPageFrame
      wide
      title={t('people.keys.title')}
      action={items.length > 0 && add}
      description={
        <>
          {t('people.keys.about')} <a href="/api/docs">{t('people.keys.docs')}</a>
        </>
      }
    >
      {answer.error && <PartFailure error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isLoading && <PagePending />}
      {answer.data && items.length === 0 && <EmptyState title={t('people.keys.empty')} action={add} />}
      {items.length > 0 && (
        <KeysTable keys={items} owners={answer.data?.titles ?? {}} onRevoke={setRevoked} />
      )}
      <Modal opened={isCreating} onClose={() => setCreating(false)} title={t('people.keys.add')}>
        {isCreating && <KeyForm onClose={() => setCreating(false)} />}
      </Modal>
      <RevokeDialog apiKey={revoked} onClose={() => setRevoked(null)} />
    </SettingsPageFrame>
  )
}

interface KeysTableProps {
  keys: ApiKey[]
  owners: Record<string, string>
  onRevoke: (key: ApiKey) => void
}

function KeysTable({ keys, owners, onRevoke }: KeysTableProps) {
  const t = useT()
  return (
    <Table
      label={t('people.keys.title')}
      rows={keys}
      columns={[
        {
          id: 'name',
          head: t('people.keys.name'),
          phone: 'title',
          cell: ({ name }) => <strong>{name}</strong>,
        },
        {
          id: 'hint',
          head: t('people.keys.key'),
          width: 110,
          cell: ({ hint }) => <span className={css.key}>…{hint}</span>,
        },
        { id: 'user', head: t('people.keys.user'), width: 160, cell: ({ user }) => owners[user] },
        {
          id: 'made',
          head: t('people.keys.made'),
          width: 180,
          cell: ({ createdAt }) => <DateTimeText value={createdAt} />,
        },
        {
          id: 'used',
          head: t('people.keys.used'),
          width: 140,
          cell: ({ lastUsedAt }) =>
            lastUsedAt ? <RelativeTime value={lastUsedAt} /> : t('people.keys.never'),
        },
        {
          id: 'revoke',
          head: <VisuallyHidden>{t('people.users.actions')}</VisuallyHidden>,
          phone: 'corner',
          width: 100,
          align: 'end',
          cell: (key) => (
            <Button size="small" variant="subtle" onClick={() => onRevoke(key)}>
              {t('people.keys.revoke')}
            </Button>
          ),
        },
      ]}
    />
  )
}

function KeyForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const [key, setKey] = useState<string | null>(null)
  const create = useCommand(createApiKey, { touches: touched })
  const form = useForm({
    initial: { name: '' },
    required: ['name'],
    submit: async ({ name }) => setKey((await create.run({ name: name.trim() })).key),
  })
  if (key) {
    return (
      <div className={css.form}>
        <p>{t('people.keys.once')}</p>
        <CopyField value={key} label={t('people.keys.key')} />
        <p>{t('people.keys.first')}</p>
        <CopyField
          value={`curl -H "Authorization: Bearer ${key}" ${window.location.origin}/api/v1/deals`}
          label={t('people.keys.first')}
        />
        <div className={css.buttons}>
          <Button variant="primary" onClick={onClose}>
            {t('shell.close')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput
        {...form.field('name')}
        label={t('people.keys.name')}
        description={t('people.keys.nameHelp')}
        maxLength={80}
        autoFocus
      />
      {form.error && <ErrorBox>{form.error}</ErrorBox>}
      <div className={css.buttons}>
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button type="submit" variant="primary" loading={form.isPending}>
          {t('people.keys.submit')}
        </Button>
      </div>
    </form>
  )
}

/** Asked first, because a program that uses the key stops working at once and the key cannot come back. */
function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const t = useT()
  const revoke = useCommand(revokeApiKey, { touches: touched })

  async function act(key: ApiKey) {
    try {
      await revoke.run({ id: key.id })
      showToast({ text: t('people.keys.revoked', { name: key.name }) })
      onClose()
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <Modal
      opened={apiKey !== null}
      onClose={onClose}
      title={t('people.keys.revokeTitle', { name: apiKey?.name })}
      size="small"
    >
      {apiKey && (
        <div className={css.form}>
          <p className={css.consequence}>{t('people.keys.consequence')}</p>
          <div className={css.buttons}>
            <Button onClick={onClose}>{t('shell.cancel')}</Button>
            <Button variant="danger" loading={revoke.isPending} onClick={() => void act(apiKey)}>
              {t('people.keys.revoke')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}
