import { useCommand } from '../../../../web/api/commands.ts'
import { useUpdate } from '../../../../web/api/records.ts'
import { useCan } from '../../../../web/api/session.ts'
import { tellFailure, useUndo } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { IconButton } from '../../../../web/ui/button.tsx'
import { Menu, type MenuEntry } from '../../../../web/ui/menu.tsx'
import { PlainSelect } from '../../../../web/ui/plain-select.tsx'
import { Avatar, Badge, VisuallyHidden } from '../../../../web/ui/small.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { user } from '../../index.ts'
import { activateUser } from '../../people.commands.ts'
import type { Member, Named } from './members.ts'
import css from './people.module.css'

interface UsersTableProps {
  members: readonly Member[]
  roles: readonly Named[]
  teams: readonly Named[]
  ownId: string
  onDeactivate: (member: Member) => void
}

/** The people with their role and team, changed in place. */
export function UsersTable({ members, roles, teams, ownId, onDeactivate }: UsersTableProps) {
  const t = useT()
  const mayChange = useCan('user:update')
  const change = useChangeMember()

  return (
    <Table
      label={t('people.users.title')}
      rows={members}
      columns={[
        {
          id: 'name',
          head: t('people.profile.name'),
          phone: 'title',
          cell: (member) => <Person member={member} isOwn={member.id === ownId} />,
        },
        {
          id: 'role',
          head: t('people.users.role'),
          width: 220,
          cell: (member) => (
            <PlainSelect
              aria-label={t('people.users.roleOf', { name: member.name })}
              value={member.role ?? ''}
              disabled={!mayChange || !member.isActive}
              tone={member.role ? 'normal' : 'quiet'}
              options={[...(member.role ? [] : [none(t('people.users.noRole'))]), ...options(roles)]}
              onChange={(id) => void change(member, { role: id })}
            />
          ),
        },
        {
          id: 'team',
          head: t('people.users.team'),
          width: 200,
          cell: (member) => (
            <PlainSelect
              aria-label={t('people.users.teamOf', { name: member.name })}
              value={member.team ?? ''}
              disabled={!mayChange || !member.isActive}
              tone={member.team ? 'normal' : 'quiet'}
              options={[none(t('people.users.noTeam')), ...options(teams)]}
              onChange={(id) => void change(member, { team: id || null })}
            />
          ),
        },
        {
          id: 'more',
          head: <VisuallyHidden>{t('people.users.actions')}</VisuallyHidden>,
          phone: 'corner',
          align: 'end',
          width: 40,
          cell: (member) =>
            mayChange && member.id !== ownId && <MemberMenu member={member} onDeactivate={onDeactivate} />,
        },
      ]}
    />
  )
}

function Person({ member, isOwn }: { member: Member; isOwn: boolean }) {
  const t = useT()
  return (
    <span className={css.person} data-inactive={!member.isActive || undefined}>
      <Avatar name={member.name} size={24} />
      <span className={css.personText}>
        <span className={css.personName}>
          {member.name}
          {isOwn && <Badge>{t('people.users.you')}</Badge>}
          {!member.isActive && <Badge tone="warning">{t('people.users.inactive')}</Badge>}
        </span>
        <span className={css.personMail}>{member.email ?? t('people.users.noMail')}</span>
      </span>
    </span>
  )
}

function MemberMenu({ member, onDeactivate }: { member: Member; onDeactivate: (member: Member) => void }) {
  const t = useT()
  const undo = useUndo()
  const activate = useCommand(activateUser, { touches: [{ entity: 'user' }] })
  const items: MenuEntry[] = member.isActive
    ? [
        {
          id: 'deactivate',
          label: t('people.users.deactivate'),
          icon: 'lock',
          danger: true,
          onSelect: () => onDeactivate(member),
        },
      ]
    : [
        {
          id: 'activate',
          label: t('people.users.activate'),
          icon: 'check',
          onSelect: async () => {
            try {
              const { event } = await activate.run({ id: member.id })
              undo.offer({ event, text: t('people.users.activated', { name: member.name }) })
            } catch (error) {
              tellFailure(error)
            }
          },
        },
      ]
  return (
    <Menu
      position="bottom-end"
      items={items}
      target={
        <IconButton icon="more" size="small" label={t('people.users.actionsFor', { name: member.name })} />
      }
    />
  )
}

function useChangeMember() {
  const t = useT()
  const undo = useUndo()
  const { update } = useUpdate(user)
  return async (member: Member, changes: { role?: string; team?: string | null }) => {
    try {
      const { event } = await update(member, changes)
      undo.offer({ event, text: t('people.users.changed', { name: member.name }) })
    } catch (error) {
      tellFailure(error)
    }
  }
}

const none = (label: string) => ({ value: '', label })
const options = (all: readonly Named[]) => all.map(({ id, name }) => ({ value: id, label: name }))
