import { useState } from 'react'
import { useRecords } from '../../../../web/api/records.ts'
import { useCan, useSession } from '../../../../web/api/session.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../../web/shell/settings-page.tsx'
import { useT } from '../../../../web/text/i18n.ts'
import { Button } from '../../../../web/ui/button.tsx'
import { Icon } from '../../../../web/ui/icon.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { EmptyState } from '../../../../web/ui/small.tsx'
import { role, team, user } from '../../index.ts'
import { DeactivateDialog } from './deactivate-dialog.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { type Member, membersOf, named } from './members.ts'
import css from './people.module.css'
import { UsersTable } from './users-table.tsx'

/** Everybody who works here: who they are, what they may do, in which team; inviting and leaving. */
export function Users() {
  const t = useT()
  const { user: me } = useSession()
  const mayInvite = useCan('user:create')
  const [text, setText] = useState('')
  const [isInviting, setInviting] = useState(false)
  const [leaving, setLeaving] = useState<Member | null>(null)
  const users = useRecords(user, { sort: ['name'], limit: 200, q: text.trim() || undefined })
  const roles = useRecords(role, { sort: ['name'], limit: 200 })
  const teams = useRecords(team, { sort: ['name'], limit: 200 })
  const failure = users.error ?? roles.error ?? teams.error
  const members = membersOf(users.rows)

  return (
    <SettingsPageFrame
      wide
      title={t('people.users.title')}
      description={t('people.users.about')}
      action={
        mayInvite && (
          <Button variant="primary" icon="userAdd" onClick={() => setInviting(true)}>
            {t('people.users.invite')}
          </Button>
        )
      }
    >
      <FindField text={text} onText={setText} />
      {failure && <PartFailure error={failure} onRetry={users.reload} />}
      {users.isLoading && <PagePending />}
      {!users.isLoading && !failure && members.length === 0 && <EmptyState title={t('shell.nothingFound')} />}
      {members.length > 0 && (
        <UsersTable
          members={members}
          roles={namesOf(roles.rows)}
          teams={namesOf(teams.rows)}
          ownId={me.id}
          onDeactivate={setLeaving}
        />
      )}
      {users.hasMore && (
        <div className={css.more}>
          <Button onClick={users.loadMore} loading={users.isLoadingMore}>
            {t('people.users.more')}
          </Button>
        </div>
      )}
      <InviteDialog
        opened={isInviting}
        onClose={() => setInviting(false)}
        roles={namesOf(roles.rows)}
        teams={namesOf(teams.rows)}
      />
      <DeactivateDialog member={leaving} others={members} onClose={() => setLeaving(null)} />
    </SettingsPageFrame>
  )
}

function FindField({ text, onText }: { text: string; onText: (text: string) => void }) {
  const t = useT()
  return (
    <TextInput
      className={css.find}
      type="search"
      value={text}
      onChange={onText}
      placeholder={t('people.users.find')}
      aria-label={t('people.users.find')}
      leftSection={<Icon name="search" size={14} />}
    />
  )
}

const namesOf = (rows: readonly Row[]) => rows.map(named)
