import { useState } from 'react'
import { type FieldLimits, fieldLimitsShape } from '../../../../kernel/access/field-rights.ts'
import { type Grants, grantsShape } from '../../../../kernel/access/rights.ts'
import { useCreate, useRecords, useRemove, useUpdate } from '../../../../web/api/records.ts'
import { useCan } from '../../../../web/api/session.ts'
import type { Row } from '../../../../web/api/shapes.ts'
import { PagePending, PartFailure } from '../../../../web/shell/page-states.tsx'
import { SettingsPageFrame } from '../../../../web/shell/settings-page.tsx'
import { tellFailure, useUndo } from '../../../../web/shell/undo.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { useFormat } from '../../../../web/text/use-format.ts'
import { Button, IconButton } from '../../../../web/ui/button.tsx'
import { Menu } from '../../../../web/ui/menu.tsx'
import { NumberInput } from '../../../../web/ui/number-input.tsx'
import { role } from '../../index.ts'
import { FieldRights } from './field-rights.tsx'
import { RightsTable } from './rights-table.tsx'
import { RoleNameDialog } from './role-name-dialog.tsx'
import css from './roles.module.css'

interface Role {
  id: string
  version: number
  name: string
  key: string | null
  grants: Grants
  exportRows: number | null
  fieldLimits: FieldLimits
  viewsPerHour: number | null
}

/** What each role may do with what: nothing, with one's own records, the team's, or everybody's. */
export function Roles() {
  const t = useT()
  const mayChange = useCan('settings:update')
  const roles = useRecords(role, { sort: ['name'], limit: 200 })
  const [chosenId, setChosenId] = useState<string | null>(null)
  const all = roles.rows.map(roleOf)
  const chosen = all.find(({ id }) => id === chosenId) ?? all[0]
  return (
    <SettingsPageFrame wide title={t('people.roles.title')} description={t('people.roles.about')}>
      {roles.error && <PartFailure error={roles.error} onRetry={roles.reload} />}
      {roles.isLoading && <PagePending />}
      {chosen && (
        <div className={css.roles}>
          <RoleList roles={all} chosen={chosen} onChoose={setChosenId} mayAdd={mayChange} />
          <RoleRights key={chosen.id} role={chosen} mayChange={mayChange} />
        </div>
      )}
    </SettingsPageFrame>
  )
}

interface RoleListProps {
  roles: Role[]
  chosen: Role
  onChoose: (id: string) => void
  mayAdd: boolean
}

function RoleList({ roles, chosen, onChoose, mayAdd }: RoleListProps) {
  const t = useT()
  const undo = useUndo()
  const { create } = useCreate(role)
  const [isNaming, setNaming] = useState(false)

  /** A new role begins as a copy, because rights are seldom wanted from nothing. */
  async function add(name: string) {
    const { item, event } = await create({
      name,
      grants: chosen.grants,
      exportRows: chosen.exportRows,
      fieldLimits: chosen.fieldLimits,
      viewsPerHour: chosen.viewsPerHour,
    })
    onChoose(item.id)
    undo.offer({ event, text: t('people.roles.saved', { name }) })
  }

  return (
    <div className={css.list}>
      {roles.map((one) => (
        <button
          key={one.id}
          type="button"
          className={css.role}
          aria-pressed={one.id === chosen.id}
          onClick={() => onChoose(one.id)}
        >
          {one.name}
        </button>
      ))}
      {mayAdd && (
        <Button variant="subtle" size="small" icon="add" onClick={() => setNaming(true)}>
          {t('people.roles.add')}
        </Button>
      )}
      <RoleNameDialog
        opened={isNaming}
        title={t('people.roles.add')}
        description={t('people.roles.copyOf', { name: chosen.name })}
        initial=""
        onClose={() => setNaming(false)}
        onSave={add}
      />
    </div>
  )
}

function RoleRights({ role: one, mayChange }: { role: Role; mayChange: boolean }) {
  const t = useT()
  const undo = useUndo()
  const { update } = useUpdate(role)
  const isAdministrator = one.key === 'administrator'

  async function change(changes: Partial<Omit<Role, 'id' | 'version' | 'key'>>) {
    const { event } = await update(one, changes)
    undo.offer({ event, text: t('people.roles.saved', { name: changes.name ?? one.name }) })
  }

  return (
    <section className={css.rights} aria-label={one.name}>
      <div className={css.head}>
        <h2>{one.name}</h2>
        {mayChange && <RoleMenu role={one} onRename={(name) => change({ name })} />}
      </div>
      {isAdministrator && <p className={css.note}>{t('people.roles.administrator')}</p>}
      <RightsTable
        grants={one.grants}
        readOnly={!mayChange || isAdministrator}
        onChange={(grants) => void change({ grants }).catch(tellFailure)}
      />
      {!isAdministrator && (
        <FieldRights
          limits={one.fieldLimits}
          readOnly={!mayChange}
          onChange={(fieldLimits) => void change({ fieldLimits }).catch(tellFailure)}
        />
      )}
      <RoleNumber
        name="exportRows"
        value={one.exportRows}
        least={0}
        most={1_000_000_000}
        readOnly={!mayChange}
        onChange={(exportRows) => void change({ exportRows }).catch(tellFailure)}
      />
      <RoleNumber
        name="viewsPerHour"
        value={one.viewsPerHour}
        least={50}
        most={100_000}
        readOnly={!mayChange}
        onChange={(viewsPerHour) => void change({ viewsPerHour }).catch(tellFailure)}
      />
    </section>
  )
}

interface RoleNumberProps {
  name: 'exportRows' | 'viewsPerHour'
  value: number | null
  least: number
  most: number
  readOnly: boolean
  onChange: (value: number | null) => void
}

/** How much one person may take out or look at; saved when the field is left. */
function RoleNumber({ name, value, least, most, readOnly, onChange }: RoleNumberProps) {
  const t = useT()
  const format = useFormat()
  const [typed, setTyped] = useState(value)
  if (readOnly)
    return (
      <p className={css.note}>
        {t(`people.roles.${name}.label`)}:{' '}
        {value === null ? t(`people.roles.${name}.none`) : format.number(value)}
      </p>
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the field in it is left
    <div className={css.limit} onBlur={() => typed !== value && onChange(typed)}>
      <NumberInput
        label={t(`people.roles.${name}.label`)}
        description={t(`people.roles.${name}.help`)}
        value={typed}
        min={least}
        max={most}
        onChange={setTyped}
      />
    </div>
  )
}

function RoleMenu({ role: one, onRename }: { role: Role; onRename: (name: string) => Promise<void> }) {
  const t = useT()
  const undo = useUndo()
  const { remove } = useRemove(role)
  const [isNaming, setNaming] = useState(false)

  async function erase() {
    try {
      const { event } = await remove(one.id)
      undo.offer({ event, text: t('people.roles.deleted', { name: one.name }) })
    } catch (error) {
      tellFailure(error)
    }
  }

  const rename = {
    id: 'rename',
    label: t('people.roles.rename'),
    icon: 'edit',
    onSelect: () => setNaming(true),
  } as const
  const erasing = {
    id: 'delete',
    label: t('people.roles.delete'),
    icon: 'delete',
    danger: true,
    onSelect: () => void erase(),
  } as const
  return (
    <>
      <Menu
        target={
          <IconButton icon="more" size="small" label={t('people.users.actionsFor', { name: one.name })} />
        }
        items={one.key ? [rename] : [rename, erasing]}
      />
      <RoleNameDialog
        opened={isNaming}
        title={t('people.roles.rename')}
        initial={one.name}
        onClose={() => setNaming(false)}
        onSave={onRename}
      />
    </>
  )
}

function roleOf(row: Row): Role {
  const grants = grantsShape.safeParse(row.grants)
  const fieldLimits = fieldLimitsShape.safeParse(row.fieldLimits)
  return {
    id: row.id,
    version: row.version,
    name: typeof row.name === 'string' ? row.name : '',
    key: typeof row.key === 'string' ? row.key : null,
    grants: grants.success ? grants.data : {},
    exportRows: typeof row.exportRows === 'number' ? row.exportRows : null,
    fieldLimits: fieldLimits.success ? fieldLimits.data : {},
    viewsPerHour: typeof row.viewsPerHour === 'number' ? row.viewsPerHour : null,
  }
}
