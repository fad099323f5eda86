import { isCustom } from '../../kernel/entities/custom-name.ts'
import { allows, useSession } from '../api/session.ts'
import { listSearch } from '../records/list/list-search.ts'
import { recordSearch } from '../records/record/record-search.ts'
import type { RecordScreens } from '../records/screens.ts'
import { NoAccess } from '../shell/guarded.tsx'
import { NotFound } from '../shell/page-states.tsx'
import { recordScreens } from './registry.ts'
import { useScreen } from './routing.tsx'
import { defineScreen } from './screen.ts'

const path = '/$noun'

const list = defineScreen({
  path,
  search: listSearch,
  titleKey: 'records.list',
  load: async () => {
    const { RecordsPage } = await import('../records/list/records-page.tsx')
    return () => {
      const place = useOwnNoun()
      return place.screens ? <RecordsPage key={place.noun} screens={place.screens} /> : place.instead
    }
  },
})

const page = defineScreen({
  path: `${path}/$id`,
  search: recordSearch,
  titleKey: 'records.record',
  load: async () => {
    const { RecordPage } = await import('../records/record/record-page.tsx')
    return () => {
      const place = useOwnNoun()
      return place.screens ? <RecordPage key={place.noun} screens={place.screens} /> : place.instead
    }
  },
})

/** Lists and pages of the nouns a workspace has made: which there are is known when somebody is signed in. */
export const ownScreens = [list, page]

type Place = { noun: string } & (
  | { screens: RecordScreens; instead?: undefined }
  | { screens: null; instead: React.JSX.Element }
)

function useOwnNoun(): Place {
  const { noun } = useScreen(list).params
  const { grants } = useSession()
  const screens = isCustom(noun) ? recordScreens(noun) : undefined
  if (!screens) return { noun, screens: null, instead: <NotFound /> }
  return allows(grants, `${noun}:read`) ? { noun, screens } : { noun, screens: null, instead: <NoAccess /> }
}
