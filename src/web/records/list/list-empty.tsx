import { Link } from '../../app/routing.tsx'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/small.tsx'
import type { RecordScreens } from '../screens.ts'
import { useImportPlace } from './use-import-place.ts'
import type { List } from './use-list.ts'

export interface ListEmptyProps {
  screens: RecordScreens
  list: List
  isFiltered: boolean
  onCreate?: () => void
}

/** No rows: because of the filter, which can be cleared, or because there is nothing yet, which can be begun. */
export function ListEmpty({ screens, list, isFiltered, onCreate }: ListEmptyProps) {
  const { entity } = screens
  const t = useT()
  const words = useFieldWords()
  const importPlace = useImportPlace(entity)
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
          {importPlace && <Link {...importPlace}>{t('records.importFile')}</Link>}
        </>
      }
    />
  )
}
