import {
  hashKey,
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, type Noun } from './client.ts'
import { type LiveChange, useLiveChanges } from './live.ts'
import { useSession } from './session.ts'
import type { Change, ListParams, Page, Row, Titles } from './shapes.ts'

/** A row of a grid with the names of what it points at. */
export interface GridRow {
  row: Row
  titles: Titles
}

type Pages = InfiniteData<Page, string>

const firstPage = 50
const nextPages = 200
/** Up to so many pages are simply fetched again; more would take as many requests, one after another. */
const fewPages = 3
const staleAfter = 20_000

const gridKey = (entity: string, params?: ListParams) =>
  params ? ['grid', entity, params] : ['grid', entity]

/**
 * The rows of a long list. Unlike `useRecords` it never fetches many pages again at once: rows known to have
 * changed are fetched by id when they are in sight, and rows never move under the reader. What others added is
 * counted in `fresh`; `reload` brings it in.
 */
export function useGrid(entity: Noun, params: ListParams) {
  const client = useQueryClient()
  const key = useMemo(() => gridKey(entity.name, params), [entity.name, params])
  const [marks, setMarks] = useState<Marks>(noMarks)
  const result = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api.list(
        entity,
        { ...params, cursor: pageParam || undefined, limit: pageParam ? nextPages : firstPage },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Never fetched again by itself: `resync` and `reload` decide what to fetch.
    staleTime: 'static',
    // Comparing every row with its former self would cost more with each page; rows are replaced one by one instead.
    structuralSharing: false,
  })
  const { data, refetch, fetchNextPage } = result
  const rows = useMemo(() => (data?.pages ?? []).flatMap(rowsOf), [data])
  const watch = useResync({ client, entity, key, setMarks })

  const reload = useCallback(() => {
    setMarks(noMarks)
    client.setQueryData<Pages>(
      key,
      (all) => all && { pages: all.pages.slice(0, 1), pageParams: all.pageParams.slice(0, 1) },
    )
    void refetch()
  }, [client, key, refetch])

  // While the list is being fetched again the next page waits: fetching it now would break off the other.
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage])

  // What was left on the screen a while ago is shown at once and brought up to date behind it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list shown
  useEffect(() => {
    const state = client.getQueryState(key)
    if (state?.data && Date.now() - state.dataUpdatedAt > staleAfter) reload()
  }, [key])

  return {
    rows,
    total: data?.pages[0]?.total ?? null,
    /** The words sought as they were understood, where nothing was found for them as typed. */
    shownFor: data?.pages[0]?.shownFor ?? null,
    isLoading: result.isLoading,
    /** The rows shown are of the former parameters. */
    isStale: result.isPlaceholderData,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore,
    reload,
    /** How many records were added, or may have been, since the rows were fetched. */
    fresh: marks.fresh,
    /** Rows changed by others while they were being looked at. */
    changed: marks.changed,
    /** Tells which rows are in sight, so that stale ones among them are fetched again. */
    watch,
  }
}

interface Marks {
  fresh: number
  changed: ReadonlySet<string>
}

const noMarks: Marks = { fresh: 0, changed: new Set() }

interface Resync {
  client: QueryClient
  entity: Noun
  key: readonly unknown[]
  setMarks: (change: (former: Marks) => Marks) => void
}

/** Fetches rows anew by id once they are known to be stale and in sight. */
function useResync({ client, entity, key, setMarks }: Resync) {
  const stale = useRef(new Set<string>())
  const sight = useRef<readonly string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const ownId = useSession().user.id

  const flush = useCallback(async () => {
    timer.current = null
    const ids = sight.current.filter((id) => stale.current.has(id)).slice(0, 100)
    if (ids.length === 0) return
    for (const id of ids) stale.current.delete(id)
    const page = await api.list(entity, { filter: { field: 'id', op: 'in', value: ids }, limit: 200 })
    replaceRows(client, entity.name, ids, page)
  }, [client, entity])

  const schedule = useCallback(() => {
    timer.current ??= setTimeout(() => void flush().catch(() => {}), 150)
  }, [flush])

  useEffect(() => () => void (timer.current && clearTimeout(timer.current)), [])

  useLiveChanges(entity.name, ({ id, action, by }: LiveChange) => {
    if (action === 'placed') return
    const isLoaded = (client.getQueryData<Pages>(key)?.pages ?? []).some((page) => idsOf(page).has(id))
    const isOwn = by === ownId
    if (action === 'deleted' && isLoaded) dropFromGrids(client, entity.name, [id])
    else if (isLoaded) {
      stale.current.add(id)
      schedule()
      if (!isOwn) setMarks((former) => ({ ...former, changed: new Set(former.changed).add(id) }))
    } else if (action === 'created' && !isOwn) setMarks((former) => ({ ...former, fresh: former.fresh + 1 }))
  })

  // Everything was declared stale: after an undo, or when the connection to the server was lost for a while.
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (
          event.type !== 'updated' ||
          event.action.type !== 'invalidate' ||
          event.query.queryHash !== hashKey(key)
        )
          return
        const pages = client.getQueryData<Pages>(key)?.pages ?? []
        if (pages.length <= fewPages)
          void client.refetchQueries({ queryKey: key, exact: true }, { cancelRefetch: true })
        for (const page of pages) for (const { id } of page.items) stale.current.add(id)
        schedule()
      }),
    [client, key, schedule],
  )

  return useCallback(
    (ids: readonly string[]) => {
      sight.current = ids
      if (stale.current.size > 0) schedule()
    },
    [schedule],
  )
}

/** Applies a change to every loaded copy of a row at once; call what it returns to take the change back. */
export function patchGrids(
  client: QueryClient,
  entity: string,
  id: string,
  changes: Change,
  titles: Titles = {},
): () => void {
  return rewrite(client, entity, (page) => {
    if (!idsOf(page).has(id)) return page
    const items = page.items.map((row) => (row.id === id ? { ...row, ...changes } : row))
    return { ...page, items, titles: { ...page.titles, ...titles } }
  })
}

/** Takes rows out of every loaded list at once; call what it returns to put them back. */
export function dropFromGrids(client: QueryClient, entity: string, ids: readonly string[]): () => void {
  const gone = new Set(ids)
  return rewrite(client, entity, (page) =>
    page.items.some((row) => gone.has(row.id))
      ? { ...page, items: page.items.filter((row) => !gone.has(row.id)) }
      : page,
  )
}

/** Fetches every shown list of a noun again from its start. */
export function reloadGrids(client: QueryClient, entity: string): void {
  client.setQueriesData<Pages>({ queryKey: gridKey(entity) }, (all) =>
    all ? { pages: all.pages.slice(0, 1), pageParams: all.pageParams.slice(0, 1) } : all,
  )
  for (const query of client.getQueryCache().findAll({ queryKey: gridKey(entity) })) {
    if (query.isActive()) void query.fetch()
    else client.removeQueries({ queryKey: query.queryKey, exact: true })
  }
}

function replaceRows(client: QueryClient, entity: string, asked: readonly string[], answer: Page): void {
  const found = new Map(answer.items.map((row) => [row.id, row]))
  const gone = new Set(asked.filter((id) => !found.has(id)))
  rewrite(client, entity, (page) => {
    if (!page.items.some((row) => gone.has(row.id) || found.has(row.id))) return page
    const items = page.items.flatMap((row) => (gone.has(row.id) ? [] : [found.get(row.id) ?? row]))
    return { ...page, items, titles: { ...page.titles, ...answer.titles } }
  })
}

function rewrite(client: QueryClient, entity: string, change: (page: Page) => Page): () => void {
  const before = client.getQueriesData<Pages>({ queryKey: gridKey(entity) })
  for (const [key, all] of before) {
    if (!all) continue
    const pages = all.pages.map(change)
    const updatedAt = client.getQueryState(key)?.dataUpdatedAt
    if (pages.some((page, index) => page !== all.pages[index]))
      client.setQueryData<Pages>(key, { ...all, pages }, { updatedAt })
  }
  return () => {
    for (const [key, all] of before) client.setQueryData(key, all)
  }
}

const idsByPage = new WeakMap<Page, Set<string>>()

function idsOf(page: Page): Set<string> {
  const known = idsByPage.get(page)
  if (known) return known
  const ids = new Set(page.items.map(({ id }) => id))
  idsByPage.set(page, ids)
  return ids
}

// A page that has not changed gives the very same rows, so that what shows them need not render again.
const kept = new WeakMap<Page, GridRow[]>()

function rowsOf(page: Page): GridRow[] {
  const known = kept.get(page)
  if (known) return known
  const rows = page.items.map((row) => ({ row, titles: page.titles }))
  kept.set(page, rows)
  return rows
}

/** The total of the list of a noun that is on the screen; null when there is none or it is not known. */
export function latestTotal(client: QueryClient, entity: string): Page['total'] {
  const query = client
    .getQueryCache()
    .findAll({ queryKey: gridKey(entity) })
    .find((one) => one.isActive())
  return (query?.state.data as Pages | undefined)?.pages[0]?.total ?? null
}
