import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { dropCached, keys, patchCached, refresh } from './cache.ts'
import { api, type Noun } from './client.ts'
import { newKey } from './http.ts'
import { noteOwnWrite, versionToSend } from './own-versions.ts'
import type { Change, ListParams, Page, Row, Titles } from './shapes.ts'

export interface ListOptions {
  enabled?: boolean
  /** `mark`: changes by others leave the list as it is; `useLiveChanges` tells of them. */
  live?: 'refresh' | 'mark'
}

/** The records of a list, page after page. While new parameters load, the former records stay. */
export function useRecords(
  entity: Noun,
  params: ListParams,
  { enabled = true, live = 'refresh' }: ListOptions = {},
) {
  const result = useInfiniteQuery({
    queryKey: keys.list(entity.name, params),
    queryFn: ({ pageParam, signal }) =>
      api.list(entity, { ...params, cursor: pageParam || undefined }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
    meta: { live },
  })
  const pages: readonly Page[] = result.data?.pages ?? []
  return {
    rows: pages.flatMap((page): Row[] => page.items),
    titles: Object.assign({}, ...pages.map((page) => page.titles)) as Titles,
    total: pages[0]?.total ?? null,
    /** Nothing has been fetched yet. */
    isLoading: result.isLoading,
    /** The rows shown are of the former parameters. */
    isStale: result.isPlaceholderData,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    reload: () => void result.refetch(),
  }
}

/** One record with the names of what it points at and what the reader may do with it. */
export function useRecord(entity: Noun, id: string | null) {
  return useQuery({
    queryKey: keys.record(entity.name, id ?? ''),
    queryFn: ({ signal }) => api.get(entity, id ?? '', signal),
    enabled: id !== null,
  })
}

/** Creates a record. */
export function useCreate(entity: Noun) {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: ({ fields, key }: { fields: Record<string, unknown>; key: string }) =>
      api.create(entity, fields, { idempotencyKey: key }),
    onSuccess: () => refresh(client, [{ entity: entity.name }]),
  })
  return {
    create: (fields: Record<string, unknown>) => mutation.mutateAsync({ fields, key: newKey() }),
    isPending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  }
}

interface Update {
  row: Pick<Row, 'id' | 'version'>
  changes: Change
  key: string
}

/** Changes fields of a record: shown at once, taken back when the server refuses. */
export function useUpdate(entity: Noun) {
  const client = useQueryClient()
  const mutation = useMutation({
    // Changes of one record go one after another, so that each sees the version the former one made.
    scope: { id: `update ${entity.name}` },
    mutationFn: async ({ row, changes, key }: Update) => {
      const version = versionToSend(row.id, row.version)
      const answer = await api.update(entity, row.id, version, changes, { idempotencyKey: key })
      noteOwnWrite(row.id, version, answer.item.version)
      return answer
    },
    onMutate: async ({ row, changes }) => {
      await client.cancelQueries({ queryKey: keys.records(entity.name) })
      return patchCached(client, entity.name, row.id, changes)
    },
    onError: (_error, _update, takeBack) => takeBack?.(),
    onSuccess: (answer, { row }) => {
      patchCached(client, entity.name, row.id, answer.item)
      refresh(client, [{ entity: entity.name, id: row.id }])
    },
  })
  return {
    update: (row: Pick<Row, 'id' | 'version'>, changes: Change) =>
      mutation.mutateAsync({ row, changes, key: newKey() }),
    isPending: mutation.isPending,
    error: mutation.error,
  }
}

/** Deletes a record: gone from lists at once, back when the server refuses. */
export function useRemove(entity: Noun) {
  const client = useQueryClient()
  const mutation = useMutation({
    mutationFn: ({ id, key }: { id: string; key: string }) => api.remove(entity, id, { idempotencyKey: key }),
    onMutate: ({ id }) => dropCached(client, entity.name, [id]),
    onError: (_error, _removal, putBack) => putBack?.(),
    onSuccess: () => refresh(client, [{ entity: entity.name }]),
  })
  return {
    remove: (id: string) => mutation.mutateAsync({ id, key: newKey() }),
    isPending: mutation.isPending,
  }
}
