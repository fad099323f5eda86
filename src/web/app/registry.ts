import { type EntityCatalog, entityCatalog } from '../../kernel/entities/catalog.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { RecordPart, RecordScreens } from '../records/screens.ts'
import type { NavItem, SettingsPage, ShownEntity, WebModule } from './web-module.ts'

let modules: readonly WebModule[] = []
let shipped: readonly WebModule[] = []
let catalog: EntityCatalog = entityCatalog([])

/** Takes in what the modules bring; called once before the first render. */
export function registerModules(all: readonly WebModule[]): void {
  const ids = all.flatMap(({ settings = [], nav = [] }) => [...settings, ...nav].map(({ id }) => id))
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice) throw new Error(`Two modules bring ${twice}`)
  shipped = all
  modules = all
  catalog = entityCatalog([...new Set(all.flatMap(nounsOf))])
}

/** Puts what the workspace has made itself beside the modules of the product. */
export function registerOwn(own: WebModule): void {
  modules = [...shipped, own]
  catalog = entityCatalog([...new Set(modules.flatMap(nounsOf))])
}

/** The nouns of the product, and how those with pages are set up. */
export const shippedNouns = (): Entity[] => [...new Set(shipped.flatMap(nounsOf))]
export const shippedScreens = (): RecordScreens[] => shipped.flatMap(({ records = [] }) => records)

function nounsOf({ entities = [], nouns = [], records = [] }: WebModule): Entity[] {
  return [...entities.map(({ entity }) => entity), ...records.map(({ entity }) => entity), ...nouns]
}

/** All nouns the modules bring and how they hang together. */
export const allNouns = (): EntityCatalog => catalog

/** How the list, board and page of a noun are set up, by its name. */
export const recordScreens = (name: string): RecordScreens | undefined =>
  modules.flatMap(({ records = [] }) => records).find(({ entity }) => entity.name === name)

/** What modules add to the pages of this noun at a place, in order. */
export const recordParts = (entity: Entity, place: RecordPart['place']): RecordPart[] =>
  modules
    .flatMap((module) => module.recordParts ?? [])
    .filter((part) => part.place === place && part.fits(entity))
    .toSorted((one, other) => one.order - other.order)

/** What modules add to the acts on selected rows. */
export const bulkActs = () => modules.flatMap((module) => module.bulkActs ?? [])

/** How links to a noun are shown and edited, where its module has a way of its own. */
export const linkWidget = (to: string) =>
  modules.find(({ linkWidgets }) => linkWidgets?.[to])?.linkWidgets?.[to]

export const allScreens = () => modules.flatMap(({ screens = [] }) => screens)

const groups: readonly NavItem['group'][] = ['work', 'customers', 'trade', 'analytics']

/** Lines of the sidebar in order. */
export function allNav(): NavItem[] {
  return modules
    .flatMap(({ nav = [] }) => nav)
    .toSorted(
      (one, other) => groups.indexOf(one.group) - groups.indexOf(other.group) || one.order - other.order,
    )
}

export const settingsGroups: readonly SettingsPage['group'][] = ['personal', 'company', 'work', 'platform']

/** Pages of Settings in order. */
export function allSettings(): SettingsPage[] {
  return modules
    .flatMap(({ settings = [] }) => settings)
    .toSorted(
      (one, other) =>
        settingsGroups.indexOf(one.group) - settingsGroups.indexOf(other.group) || one.order - other.order,
    )
}

/** What modules keep running beside every screen. */
export const allBackground = () => modules.flatMap(({ background = [] }) => background)

/** What modules put into the header. */
export const allHeaderParts = () => modules.flatMap(({ header = [] }) => header)

/** What can be added with N or +. */
export const allCreatable = () =>
  modules.flatMap(({ create = [] }) => create).toSorted((one, other) => one.order - other.order)

/** How a noun is shown, by its name. */
export function shownEntity(name: string): ShownEntity | undefined {
  return modules.flatMap(({ entities = [] }) => entities).find(({ entity }) => entity.name === name)
}

/** Address of the page of one record; every noun's is `/<table>/<id>`. Null when the noun has no page. */
export function recordPath(entity: string, id: string): string | null {
  const shown = shownEntity(entity)
  return shown ? `/${shown.entity.table}/${id}` : null
}

/** Where a favourite leads: to the page of a record, or for a saved view to the list it is a view of. */
export function placePath({
  entity,
  id,
  of,
}: {
  entity: string
  id: string
  of: string | null
}): { to: string; search?: Record<string, unknown> } | null {
  if (of === null) {
    const to = recordPath(entity, id)
    return to ? { to } : null
  }
  const shown = shownEntity(of)
  return shown ? { to: `/${shown.entity.table}`, search: { view: id } } : null
}
