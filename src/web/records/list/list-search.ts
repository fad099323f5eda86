import { z } from 'zod'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { type FooterKind, footerKinds } from '../../../kernel/queries/summary.ts'
import type { Layout, RecordScreens } from '../screens.ts'

/** A column as chosen: its field and, when it was dragged, its width in px. */
export interface ChosenColumn {
  field: string
  width?: number
}

/**
 * What the address of a list says. A member that is absent is as the view has it, so an address stays short and
 * tells what was changed.
 */
export const listSearch = z.object({
  /** A shipped view by name or a saved one by id. */
  view: z.string().optional(),
  layout: z.enum(['list', 'board', 'calendar']).optional(),
  filter: z.unknown().optional(),
  /** `-amount,name` */
  sort: z.string().max(250).optional().catch(undefined),
  /** `name:220,company,amount:140` */
  columns: z.string().max(4000).optional().catch(undefined),
  pipeline: z.string().optional().catch(undefined),
  /** The field of the groups; empty: none, though the view has one. So are `lanes`, `sum` and `day`. */
  by: z.string().max(60).optional().catch(undefined),
  lanes: z.string().max(60).optional().catch(undefined),
  sum: z.string().max(60).optional().catch(undefined),
  day: z.string().max(60).optional().catch(undefined),
  /** `amount:sum,closeOn:filled` */
  footers: z.string().max(2000).optional().catch(undefined),
  /** A day of the month or week a calendar shows, and which of the two. */
  at: z.iso.date().optional().catch(undefined),
  span: z.enum(['month', 'week']).optional().catch(undefined),
  /** The stage shown on a phone, where there is room for one. */
  stage: z.string().optional().catch(undefined),
  q: z.coerce.string().max(200).optional().catch(undefined),
  /** `deal:<id>`: open in the side panel. */
  peek: z.string().optional(),
  /** The form for a new record is open. */
  new: z.literal(true).optional().catch(undefined),
})

export type ListSearch = z.output<typeof listSearch>

/** What a view remembers and an address may override. */
export interface ViewConfig {
  layout: Layout
  filter: Filter
  sort: readonly string[]
  columns: readonly ChosenColumn[]
  pipeline: string | null
  /** The field a list is grouped by, or whose values are the columns of a board; null: none, a board of stages. */
  by: string | null
  lanes: string | null
  sum: string | null
  day: string | null
  footers: Footers
}

/** What is told under columns, by field. */
export type Footers = Readonly<Record<string, FooterKind>>

const named = ['by', 'lanes', 'sum', 'day'] as const

/** What a list shows. */
export interface ListState extends ViewConfig {
  q: string
}

/** What the noun shows when neither a view nor an address says otherwise. */
export function plainView(screens: RecordScreens): ViewConfig {
  return {
    layout: screens.layouts[0] ?? 'list',
    filter: { all: [] },
    sort: screens.sort,
    columns: screens.columns.map((field) => ({ field })),
    pipeline: null,
    by: null,
    lanes: null,
    sum: null,
    day: null,
    footers: {},
  }
}

/** The view with what the address changes about it. `checkFilter` answers null for a filter that is not one. */
export function readListState(
  search: ListSearch,
  view: ViewConfig,
  checkFilter: (given: unknown) => Filter | null,
): ListState {
  const filter = search.filter === undefined ? null : checkFilter(search.filter)
  return {
    layout: search.layout ?? view.layout,
    filter: filter ?? view.filter,
    sort: search.sort === undefined ? view.sort : readSort(search.sort),
    columns: search.columns === undefined ? view.columns : readColumns(search.columns),
    pipeline: search.pipeline ?? view.pipeline,
    by: readName(search.by, view.by),
    lanes: readName(search.lanes, view.lanes),
    sum: readName(search.sum, view.sum),
    day: readName(search.day, view.day),
    footers: search.footers === undefined ? view.footers : readFooters(search.footers),
    q: search.q ?? '',
  }
}

/** The members an address needs to show `next` over `view`; those that are as in the view are undefined. */
export function writeListState(next: Partial<ViewConfig>, view: ViewConfig): Partial<ListSearch> {
  const search: Partial<ListSearch> = {}
  if (next.layout !== undefined) search.layout = next.layout === view.layout ? undefined : next.layout
  if (next.filter !== undefined) search.filter = isSame(next.filter, view.filter) ? undefined : next.filter
  if (next.sort !== undefined) search.sort = isSame(next.sort, view.sort) ? undefined : next.sort.join(',')
  if (next.columns !== undefined)
    search.columns = isSame(next.columns, view.columns) ? undefined : writeColumns(next.columns)
  if (next.pipeline !== undefined) {
    search.pipeline = next.pipeline === view.pipeline ? undefined : (next.pipeline ?? undefined)
  }
  for (const member of named) {
    const value = next[member]
    if (value !== undefined) search[member] = value === view[member] ? undefined : (value ?? '')
  }
  if (next.footers !== undefined)
    search.footers = isSame(next.footers, view.footers) ? undefined : writeFooters(next.footers)
  return search
}

/**
 * Whether the address changes what the view remembers; a search and an open panel are no part of a view. A view the
 * product brings is the same in every layout and pipeline.
 */
export function isChanged(state: ListState, view: ViewConfig, isShipped: boolean): boolean {
  const members = isShipped
    ? (['filter', 'sort', 'columns', ...named, 'footers'] as const)
    : (['layout', 'filter', 'sort', 'columns', 'pipeline', ...named, 'footers'] as const)
  return members.some((member) => !isSame(state[member], view[member]))
}

/** Sorting after a click on a column: by it alone, or with Shift by it too; a second click turns the order, a third ends it. */
export function sortBy(sort: readonly string[], field: string, alsoOthers: boolean): string[] {
  const former = sort.find((one) => one === field || one === `-${field}`)
  const next = former === undefined ? field : former === field ? `-${field}` : null
  const others = alsoOthers ? sort.filter((one) => one !== former) : []
  if (!alsoOthers || former === undefined) return next === null ? [] : [...others, next].slice(-3)
  return sort.flatMap((one) => (one !== former ? [one] : next === null ? [] : [next]))
}

function readSort(text: string): string[] {
  return text
    .split(',')
    .filter((one) => /^-?\w+(\.\w+)*$/.test(one))
    .slice(0, 3)
}

function readName(given: string | undefined, view: string | null): string | null {
  return given === undefined ? view : given || null
}

function readFooters(text: string): Footers {
  const pairs = text.split(',').flatMap((part) => {
    const [field = '', given] = part.split(':')
    const kind = footerKinds.find((one) => one === given)
    return kind && /^\w+$/.test(field) ? [[field, kind] as const] : []
  })
  return Object.fromEntries(pairs)
}

function writeFooters(footers: Footers): string {
  return Object.entries(footers)
    .map(([field, kind]) => `${field}:${kind}`)
    .join(',')
}

function readColumns(text: string): ChosenColumn[] {
  const seen = new Set<string>()
  return text.split(',').flatMap((part) => {
    const match = /^([\w.]+)(?::(\d{2,3}))?$/.exec(part)
    const field = match?.[1]
    if (!field || seen.has(field)) return []
    seen.add(field)
    return [match[2] ? { field, width: Number(match[2]) } : { field }]
  })
}

function writeColumns(columns: readonly ChosenColumn[]): string {
  return columns.map(({ field, width }) => (width ? `${field}:${Math.round(width)}` : field)).join(',')
}

/** Equal as JSON, whatever the order of members. */
export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
