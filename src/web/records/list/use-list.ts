import { useMemo } from 'react'
import { isKnown } from '../../../kernel/access/known-field.ts'
import { byHand, type Entity } from '../../../kernel/entities/entity.ts'
import { Failure } from '../../../kernel/errors/errors.ts'
import { isOrdering } from '../../../kernel/fields/types/file.ts'
import { checkFilter } from '../../../kernel/queries/check-filter.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { useRecords } from '../../api/records.ts'
import { useSession } from '../../api/session.ts'
import type { Row } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { addressOf, useScreen } from '../../app/routing.tsx'
import { defineScreen } from '../../app/screen.ts'
import { useT } from '../../text/i18n.ts'
import { type RecordScreens, stepColumn } from '../screens.ts'
import { firstOfSaved } from './first-view.ts'
import {
  isChanged,
  type ListSearch,
  type ListState,
  listSearch,
  plainView,
  readListState,
  type ViewConfig,
  writeListState,
} from './list-search.ts'

/** The address every list has, whatever its path. */
const anyList = defineScreen({
  path: '/',
  search: listSearch,
  titleKey: 'records.list',
  load: async () => () => null,
})

export interface NamedView {
  id: string
  name: string
  config: ViewConfig
  /** The row of a saved view; null for one the product brings. */
  saved: Row | null
  /** Its filter asks about what is not there any more: it shows nothing rather than everything. */
  isBroken?: boolean
}

/** What a list shows and the ways to change it; all of it lives in the address. */
export function useList(screens: RecordScreens) {
  const { search, setSearch } = useScreen(anyList)
  const views = useViews(screens)
  const first = useFirstView(screens, views.all)
  const viewOf = (wanted?: string) => views.all.find(({ id }) => id === wanted)
  const view = viewOf(search.view) ?? viewOf(first)
  const plain = useMemo(() => plainView(screens), [screens])
  const config = view?.config ?? plain
  const state = useMemo(
    () => readListState(search, config, (given) => readFilter(given, screens.entity)),
    [search, config, screens.entity],
  )
  const known = useMemo(
    () => ({ ...state, sort: state.sort.filter((one) => isSortable(screens.entity, one)) }),
    [state, screens.entity],
  )
  return {
    search,
    state: known,
    view,
    views: views.all,
    /** The address names a saved view that has not been fetched yet. */
    isWaiting: views.isLoading && search.view !== undefined && view?.id !== search.view,
    isChanged: isChanged(known, config, view?.saved === null),
    change: (next: Partial<ListState>, options?: { replace?: boolean }) => {
      const { q, ...rest } = next
      setSearch(
        { ...writeListState(rest, config), ...(q === undefined ? {} : { q: q || undefined }) },
        options,
      )
    },
    /** Shows a view as it is, without what the address changed about the former one. */
    show: (id: string) => setSearch({ ...untouched, view: id === first ? undefined : id }),
    /** Shows the view the list begins with. */
    showFirst: () => setSearch({ ...untouched, view: undefined }),
    reset: () => setSearch(untouched),
    /** The address by which others see the same, each with their own rights; it counts on no view they may not see. */
    linkTo: () => {
      const isForAll = view?.saved == null || view.saved.sharing === 'everyone'
      const named = isForAll ? view : views.all.find(({ saved }) => saved === null)
      const said = {
        view: named?.id,
        ...writeListState(state, named?.config ?? plain),
        q: state.q || undefined,
      }
      return `${window.location.origin}/${screens.entity.table}${addressOf(said)}`
    },
    setSearch: (change: Partial<ListSearch>, options?: { replace?: boolean }) => setSearch(change, options),
  }
}

export type List = ReturnType<typeof useList>

/** A view of others may be in an order of what this reader does not know. */
function isSortable({ fields }: Entity, one: string): boolean {
  const name = one.replace(/^-/, '')
  if (name === stepColumn || name === byHand || name.includes('.')) return true
  return fields[name] !== undefined && isKnown(fields[name]) && isOrdering(fields[name])
}

const untouched = {
  layout: undefined,
  filter: undefined,
  sort: undefined,
  columns: undefined,
  pipeline: undefined,
  stage: undefined,
  by: undefined,
  lanes: undefined,
  sum: undefined,
  day: undefined,
  footers: undefined,
  q: undefined,
}

/** Which view is shown when the address names none. */
function useFirstView(
  { entity, views, firstView }: RecordScreens,
  known: readonly NamedView[],
): string | undefined {
  const { grants, user } = useSession()
  const saved = known.flatMap((view) => view.saved ?? [])
  const decided = firstOfSaved(saved, { id: user.id, roleId: user.role.id })
  if (decided) return decided
  return firstView?.(grants[entity.rightsObject] ?? {}) ?? views[0]?.id
}

/** The views of a noun: those the product brings first, then one's own and those of others. */
function useViews({ entity, views, ...screens }: RecordScreens): { all: NamedView[]; isLoading: boolean } {
  const t = useT()
  const noun = allNouns().find('view')
  const { rows, isLoading } = useRecords(
    noun ?? { name: 'view', table: 'views' },
    { filter: { field: 'entity', op: 'eq', value: entity.name }, sort: ['position', 'name'], limit: 200 },
    { enabled: noun !== undefined },
  )
  const plain = plainView({ entity, views, ...screens })
  const { fieldLimits } = useSession()
  const isLimited = Object.keys(fieldLimits).length > 0
  // Of a question by what the reader does not know nothing else is to be shown.
  const isAnswered = (filter: unknown) => !isLimited || !filter || readFilter(filter, entity) !== null
  const shipped = views
    .filter(({ filter }) => isAnswered(filter))
    .map(
      ({ id, filter, sort }): NamedView => ({
        id,
        name: t.dyn(`views.${entity.name}.${id}`),
        config: { ...plain, filter, sort: sort ?? plain.sort },
        saved: null,
      }),
    )
  const answered = rows.filter(({ config }) => isAnswered((config as Partial<ViewConfig> | null)?.filter))
  const saved = answered.map(
    (row): NamedView => ({
      id: row.id,
      name: String(row.name),
      config: readConfig(row.config, plain, entity),
      saved: row,
      isBroken: readFilterOf(row.config, plain, entity) === null,
    }),
  )
  return { all: [...shipped, ...saved], isLoading }
}

/** The settings of a saved view; what it does not say, or what no longer fits the noun, is as usual. */
function readConfig(config: unknown, plain: ViewConfig, entity: Entity): ViewConfig {
  // The server has checked the members by `viewShape`; the filter may name a field that is gone.
  const given = (config ?? {}) as Partial<ViewConfig>
  return {
    layout: given.layout ?? plain.layout,
    filter: readFilterOf(config, plain, entity) ?? noRecords,
    sort: given.sort ?? plain.sort,
    columns: given.columns ?? plain.columns,
    pipeline: given.pipeline ?? plain.pipeline,
    by: given.by ?? plain.by,
    lanes: given.lanes ?? plain.lanes,
    sum: given.sum ?? plain.sum,
    day: given.day ?? plain.day,
    footers: given.footers ?? plain.footers,
  }
}

const noRecords: Filter = { any: [] }

/** The filter of a saved view; null where it means nothing any more. */
function readFilterOf(config: unknown, plain: ViewConfig, entity: Entity): Filter | null {
  const { filter } = (config ?? {}) as Partial<ViewConfig>
  return filter ? readFilter(filter, entity) : plain.filter
}

function readFilter(given: unknown, entity: Entity): Filter | null {
  try {
    return checkFilter(given, entity, allNouns())
  } catch (error) {
    if (error instanceof Failure) return null
    throw error
  }
}
