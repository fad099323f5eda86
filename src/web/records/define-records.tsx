import { defineScreen } from '../app/screen.ts'
import type { NavItem, ShownEntity, WebModule } from '../app/web-module.ts'
import type { MessageKey } from '../text/messages.ts'
import { listSearch } from './list/list-search.ts'
import { placeFields } from './place-fields.ts'
import { recordSearch } from './record/record-search.ts'
import type { RecordScreens } from './screens.ts'

/**
 * The screens of a noun from its set-up: the list at `/<table>`, the page of a record at `/<table>/<id>`, the side
 * panel, and the way to add one. Words: `entities.<name>.one`, `.many`, `.count`; `fields.<name>.*`;
 * `choices.<name>.*`; `views.<name>.*`.
 */
export function defineRecords(
  given: RecordScreens,
  place: Pick<NavItem, 'group' | 'order' | 'key' | 'phoneOrder'>,
): Required<Pick<WebModule, 'entities' | 'nav' | 'screens' | 'create' | 'records'>> {
  const screens = { ...given, sections: placeFields(given) }
  const { entity, icon } = screens
  const path = `/${entity.table}`
  const needs = `${entity.rightsObject}:read`
  // The words of a noun are checked together with its fields by the test of the locale files.
  const one = `entities.${entity.name}.one` as MessageKey
  const many = `entities.${entity.name}.many` as MessageKey
  const shown: ShownEntity = {
    entity,
    icon,
    labelKey: one,
    pluralKey: many,
    loadPeek: async () => {
      const { RecordPeek } = await import('./record/record-peek.tsx')
      return ({ id }) => <RecordPeek screens={screens} id={id} />
    },
  }
  const list = defineScreen({
    path,
    search: listSearch,
    titleKey: many,
    needs,
    load: async () => {
      const { RecordsPage } = await import('./list/records-page.tsx')
      return () => <RecordsPage screens={screens} />
    },
  })
  const page = defineScreen({
    path: `${path}/$id`,
    search: recordSearch,
    titleKey: one,
    needs,
    load: async () => {
      const { RecordPage } = await import('./record/record-page.tsx')
      return () => <RecordPage screens={screens} />
    },
  })
  return {
    entities: [shown],
    nav: [{ id: entity.table, to: path, icon, labelKey: many, needs, ...place }],
    screens: [list, page],
    create: [
      {
        id: entity.name,
        labelKey: one,
        actionKey: `records.newOf.${entity.name}` as MessageKey,
        icon,
        needs: `${entity.rightsObject}:create`,
        order: place.order,
        to: path,
        search: { new: true },
      },
    ],
    records: [screens],
  }
}
