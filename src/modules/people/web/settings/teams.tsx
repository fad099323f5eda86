import { useState } from 'react'
import { useCreate, useRecords, useRemove, useUpdate } from '../../../../web/api/records.ts'
import { useCan } from '../../../../web/api/session.ts'
import { useForm } from '../../../../web/app/use-form.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../../web/shell/settings-page.tsx'
import { tellFailure, useUndo } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { TextInput } from '../../../../web/ui/inputs.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import { Modal } from '../../../../web/ui/overlays.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { Avatar, EmptyState, ErrorBox, VisuallyHidden } from '../../../../web/ui/small.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { team, user } from '../../index.ts'
import { type Member, membersOf } from './members.ts'
import css from './people.module.css'

interface Team {
  id: string
  version: number
  name: string
  lead: string | null
}

const shownFaces = 5

/** Teams: who heads them and who is in them. A right "team" reaches the records of one's team. */
export function Teams() {
  const t = useT()
  const mayCreate = useCan('user:create')
  const [edited, setEdited] = useState<Team | 'new' | null>(null)
  const teams = useRecords(team, { sort: ['name'], limit: 200 })
  const users = useRecords(user, { sort: ['name'], limit: 200 })
  const members = membersOf(users.rows)
  const failure = teams.error ?? users.error
  const add = mayCreate && (
    <Button variant="primary" icon="add" onClick={() => setEdited('new')}>
      {t('people.teams.add')}
    </Button>
  )
  return (
    <SettingsPageFrame
      wide
      title={t('people.teams.title')}
      description={t('people.teams.about')}
      action={teams.rows.length > 0 && add}
    >
      {failure && <PartFailure error={failure} onRetry={teams.reload} />}
      {teams.isLoading && <PagePending />}
      {!teams.isLoading && !failure && teams.rows.length === 0 && (
        <EmptyState title={t('people.teams.empty')} action={add} />
      )}
      {teams.rows.length > 0 && (
        <TeamsTable teams={teams.rows.map(teamOf)} members={members} onEdit={setEdited} />
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? t('people.teams.add') : t('people.teams.edit')}
      >
        {edited !== null && <TeamForm team={edited} members={members} onClose={() => setEdited(null)} />}
      </Modal>
    </SettingsPageFrame>
  )
}

function TeamsTable({
  teams,
  members,
  onEdit,
}: {
  teams: Team[]
  members: Member[]
  onEdit: (team: Team) => void
}) {
  const t = useT()
  const mayChange = useCan('user:update')
  const nameOf = (id: string | null) => members.find((member) => member.id === id)?.name
  return (
    <Table
      label={t('people.teams.title')}
      rows={teams}
      columns={[
        {
          id: 'name',
          head: t('people.teams.name'),
          phone: 'title',
          cell: (one) => <strong>{one.name}</strong>,
        },
        { id: 'lead', head: t('people.teams.lead'), width: 240, cell: (one) => nameOf(one.lead) ?? '—' },
        {
          id: 'members',
          head: t('people.teams.members'),
          width: 240,
          cell: (one) => (
            <Faces members={members.filter((member) => member.team === one.id && member.isActive)} />
          ),
        },
        {
          id: 'more',
          head: <VisuallyHidden>{t('people.users.actions')}</VisuallyHidden>,
          phone: 'corner',
          width: 40,
          align: 'end',
          cell: (one) => mayChange && <TeamMenu team={one} onEdit={onEdit} />,
        },
      ]}
    />
  )
}

function Faces({ members }: { members: Member[] }) {
  const t = useT()
  return (
    <span className={css.members} title={members.map(({ name }) => name).join(', ')}>
      {members.slice(0, shownFaces).map(({ id, name }) => (
        <Avatar key={id} name={name} size={24} />
      ))}
      {t('people.teams.count', { count: members.length })}
    </span>
  )
}

function TeamMenu({ team: one, onEdit }: { team: Team; onEdit: (team: Team) => void }) {
  const t = useT()
  const undo = useUndo()
  const { remove } = useRemove(team)

  async function erase() {
    try {
      const { event } = await remove(one.id)
      undo.offer({ event, text: t('people.teams.deleted', { name: one.name }) })
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <Menu
      position="bottom-end"
      target={
        <IconButton icon="more" size="small" label={t('people.users.actionsFor', { name: one.name })} />
      }
      items={[
        { id: 'edit', label: t('people.teams.edit'), icon: 'edit', onSelect: () => onEdit(one) },
        {
          id: 'delete',
          label: t('people.teams.delete'),
          icon: 'delete',
          danger: true,
          onSelect: () => void erase(),
        },
      ]}
    />
  )
}

function TeamForm({
  team: edited,
  members,
  onClose,
}: {
  team: Team | 'new'
  members: Member[]
  onClose: () => void
}) {
  const t = useT()
  const undo = useUndo()
  const { create } = useCreate(team)
  const { update } = useUpdate(team)
  const form = useForm({
    initial:
      edited === 'new' ? { name: '', lead: null as string | null } : { name: edited.name, lead: edited.lead },
    required: ['name'],
    submit: async (values) => {
      const fields = { name: values.name.trim(), lead: values.lead }
      const { event } = edited === 'new' ? await create(fields) : await update(edited, fields)
      undo.offer({ event, text: t('people.teams.saved', { name: fields.name }) })
      onClose()
    },
  })
  const active = members.filter(({ isActive }) => isActive)
  return (
    <form {...form.formProps} className={css.form}>
      <TextInput {...form.field('name')} label={t('people.teams.name')} autoFocus maxLength={80} />
      <Select
        {...form.field('lead')}
        label={t('people.teams.lead')}
        clearable
        options={active.map(({ id, name }) => ({ value: id, label: name }))}
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

function teamOf(row: { id: string; version: number; [field: string]: unknown }): Team {
  return {
    id: row.id,
    version: row.version,
    name: typeof row.name === 'string' ? row.name : '',
    lead: typeof row.lead === 'string' ? row.lead : null,
  }
}
