import {
  type Action,
  actions,
  type Grants,
  grantOf,
  grantsOn,
  type Scope,
  scopes,
} from '../../../../kernel/access/rights.ts'
import { useT } from '../../../../web/text/i18n.ts'
import { PlainSelect } from '../../../../web/ui/plain-select.tsx'
import { Table } from '../../../../web/ui/table.tsx'
import { useRightsObjects } from './rights-objects.ts'

interface RightsTableProps {
  grants: Grants
  readOnly: boolean
  onChange: (grants: Grants) => void
}

const tones = { no: 'quiet', own: 'normal', team: 'normal', all: 'strong' } as const

/** Rights as a table: a line for each object, a column for each action, a scope in each cell. */
export function RightsTable({ grants, readOnly, onChange }: RightsTableProps) {
  const t = useT()
  const rightsObjects = useRightsObjects()
  const options = scopes.map((value) => ({ value, label: t(`people.scopes.${value}`) }))

  function set(object: string, action: Action, scope: Scope) {
    onChange({ ...grants, [object]: { ...grantsOn(grants, object), [action]: scope } })
  }

  return (
    <Table
      label={t('people.roles.title')}
      rows={rightsObjects}
      columns={[
        {
          id: 'object',
          head: t('people.roles.object'),
          width: 160,
          phone: 'title',
          cell: ({ name }) => <strong>{name}</strong>,
        },
        ...actions.map((action) => ({
          id: action,
          head: t(`people.actions.${action}`),
          width: 88,
          cell: ({ id, name }: { id: string; name: string }) => {
            const scope = grantOf(grants, id, action)
            return (
              <PlainSelect
                aria-label={`${name}: ${t(`people.actions.${action}`)}`}
                value={scope}
                options={options}
                tone={tones[scope]}
                disabled={readOnly}
                onChange={(next) => set(id, action, next)}
              />
            )
          },
        })),
      ]}
    />
  )
}
