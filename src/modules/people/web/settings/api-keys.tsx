import { useState } from 'react'
import type { z } from 'zod'
import { useCommand, useQuestion } from '../../../../web/api/commands.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../../web/shell/settings-page.tsx'
import { showToast } from '../../../../web/shell/toasts.tsx'
import { tellFailure } from '../../../../web/shell/undo.ts'
import { type Translate, useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { Badge, EmptyState, VisuallyHidden } from '../../../../web/ui/small.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { DateText, RelativeTime } from '../../../../web/ui/values.tsx'
import { listApiKeys, revokeApiKey } from '../../people.commands.ts'
import { KeyForm } from './key-form.tsx'
import css from './people.module.css'

type ApiKey = z.output<typeof listApiKeys.output>['items'][number]

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

/** What a key may do, in a few words. */
function scopeWords(t: Translate, scopes: ApiKey['scopes']): string {
  if (!scopes) return t('people.keys.may.all')
  const [only] = Object.keys(scopes)
  if (only === '*' && scopes['*'] === 'read' && Object.keys(scopes).length === 1)
    return t('people.keys.may.read')
  return t('people.keys.someCount', { count: Object.keys(scopes).length })
}

function Until({ apiKey: { expiresAt } }: { apiKey: ApiKey }) {
  const t = useT()
  const format = useFormat()
  if (!expiresAt) return t('people.keys.forever')
  if (Date.parse(expiresAt) > Date.now()) return <DateText value={format.clock(expiresAt).day} />
  return (
    <Badge tone="warning" icon="overdue">
      {t('people.keys.expired')}
    </Badge>
  )
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
          width: '24%',
          phone: 'title',
          cell: ({ name }) => <strong>{name}</strong>,
        },
        {
          id: 'hint',
          head: t('people.keys.key'),
          width: 90,
          cell: ({ hint }) => <span className={css.key}>…{hint}</span>,
        },
        {
          id: 'user',
          head: t('people.keys.user'),
          width: 180,
          cell: ({ user, isService }) => (
            <span className={css.owner}>
              {owners[user]}
              {isService && <Badge>{t('people.keys.service')}</Badge>}
            </span>
          ),
        },
        {
          id: 'scope',
          head: t('people.keys.scope'),
          width: 190,
          cell: ({ scopes }) => scopeWords(t, scopes),
        },
        { id: 'until', head: t('people.keys.until'), width: 120, cell: (key) => <Until apiKey={key} /> },
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

/** Asked first, because a program that uses the key stops working at once and the key cannot come back. */
function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const t = useT()
  const revoke = useCommand(revokeApiKey, { touches: [{ entity: 'apiKey' }] })

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
