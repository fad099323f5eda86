import { allows, useSession } from '../../api/session.ts'
import { allScreens } from '../../app/registry.ts'
import { Link } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/small.tsx'
import type { RecordScreens } from '../screens.ts'
import type { List } from './use-list.ts'

export interface ListEmptyProps {
  screens: RecordScreens
  list: List
  isFiltered: boolean
  onCreate?: () => void
}

const importPath = '/import'

/** No rows: because of the filter, which can be cleared, or because there is nothing yet, which can be begun. */
export function ListEmpty({ screens, list, isFiltered, onCreate }: ListEmptyProps) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const { grants } = useSession()
  if (isFiltered) {
    return (
      <EmptyState
        title={t('records.nothingFound')}
        action={
          <Button onClick={() => list.change({ filter: { all: [] }, q: '' })}>
            {t('records.filter.clearAll')}
          </Button>
        }
      />
    )
  }
  const mayImport =
    entity.importable &&
    allows(grants, `${entity.rightsObject}:import`) &&
    allScreens().some(({ path }) => path === importPath)
  return (
    <EmptyState
      title={t.dyn(
        `records.empty.${entity.name}`,
        {},
        t('records.emptyOf', { records: words.many(entity.name) }),
      )}
      action={
        <>
          {onCreate && (
            <Button variant="primary" icon="add" keys="n" onClick={onCreate}>
              {t.dyn(`records.newOf.${entity.name}`, {}, t('records.new', { noun: words.one(entity.name) }))}
            </Button>
          )}
          {mayImport && (
            <Link to={importPath} search={{ entity: entity.name }}>
              {t('records.importFile')}
            </Link>
          )}
        </>
      }
    />
  )
}
