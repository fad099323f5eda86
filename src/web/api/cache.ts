import {
  type InfiniteData,
  MutationCache,
  QueryCache,
  QueryClient,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { isRefusal, isTemporary, pauseBefore } from './errors.ts'
import type { Change, ListParams, Page, RecordAnswer, Row } from './shapes.ts'

/** Keys of the cache: everything about records of one noun lies under `['records', name]`. */
export const keys = {
  session: ['session'] as const,
  records: (entity: string) => ['records', entity] as const,
  list: (entity: string, params: ListParams) => ['records', entity, 'list', params] as const,
  record: (entity: string, id: string) => ['records', entity, 'one', id] as const,
  questions: ['question'] as const,
  question: (name: string, input: object) => ['question', name, input] as const,
}

/** Where everything the server said is kept. `onSignedOut` is called when it turns out that the session is over. */
export function createCache(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isRefusal(error, 'auth.required')) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        gcTime: 10 * 60_000,
        // Only what never got through is asked again by itself; a refusal stays one.
        retry: (count, error) => count < 3 && isTemporary(error),
        retryDelay: (count, error) => pauseBefore(count, error, 500),
        refetchOnWindowFocus: true,
      },
      mutations: {
        // A write carries one idempotency key through all its tries, so trying again is safe.
        retry: (count, error) => count < 3 && isTemporary(error),
        retryDelay: (count, error) => pauseBefore(count, error, 1000),
      },
    },
  })
}

/** What is known to have changed. */
export interface Touched {
  entity: string
  id?: string
}

/**
 * Marks as stale all that shows records of these nouns, and fetches again what is on the screen. Questions are
 * stale when they named one of the nouns (`touches`) or none. Those asked with `live: 'mark'` are told instead.
 */
export function refresh(client: QueryClient, touched: readonly Touched[], byOthers = false): void {
  const nouns = new Set(touched.map(({ entity }) => entity))
  void client.invalidateQueries({
    predicate: ({ queryKey, meta }) => {
      if (byOthers && meta?.live === 'mark') return false
      if (queryKey[0] === 'question')
        return !meta?.touches || meta.touches.some((entity) => nouns.has(entity))
      if (queryKey[0] !== 'records' || typeof queryKey[1] !== 'string' || !nouns.has(queryKey[1]))
        return false
      if (queryKey[2] !== 'one') return true
      return touched.some(
        ({ entity, id }) => entity === queryKey[1] && (id === undefined || id === queryKey[3]),
      )
    },
  })
}

/** Applies a change to every cached copy of a record at once; call what it returns to take the change back. */
export function patchCached(client: QueryClient, entity: string, id: string, changes: Change): () => void {
  const before = client.getQueriesData({ queryKey: keys.records(entity) })
  const patch = (row: Row): Row => (row.id === id ? { ...row, ...changes } : row)
  client.setQueriesData<RecordAnswer>({ queryKey: keys.record(entity, id) }, (answer) =>
    answer ? { ...answer, item: patch(answer.item) } : answer,
  )
  client.setQueriesData<InfiniteData<Page>>({ queryKey: [...keys.records(entity), 'list'] }, (list) =>
    list ? { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(patch) })) } : list,
  )
  return () => {
    for (const [key, value] of before) client.setQueryData(key, value)
  }
}

/** Takes a record out of every cached list at once; call what it returns to put it back. */
export function dropCached(client: QueryClient, entity: string, ids: readonly string[]): () => void {
  const gone = new Set(ids)
  const before = client.getQueriesData({ queryKey: keys.records(entity) })
  client.setQueriesData<InfiniteData<Page>>({ queryKey: [...keys.records(entity), 'list'] }, (list) =>
    list
      ? {
          ...list,
          pages: list.pages.map((page) => ({
            ...page,
            items: page.items.filter((row) => !gone.has(row.id)),
          })),
        }
      : list,
  )
  return () => {
    for (const [key, value] of before) client.setQueryData(key, value)
  }
}

/** The cache as screens may touch it. */
export function useCache() {
  const client = useQueryClient()
  return useMemo(
    () => ({
      client,
      patch: (entity: string, id: string, changes: Change) => patchCached(client, entity, id, changes),
      drop: (entity: string, ids: readonly string[]) => dropCached(client, entity, ids),
      refresh: (...touched: Touched[]) => refresh(client, touched),
      /** Rewrites the kept answer to a question; returns the way back. */
      rewrite: <Answer>(name: string, input: object, change: (answer: Answer) => Answer) => {
        const key = keys.question(name, input)
        const before = client.getQueryData<Answer>(key)
        if (before !== undefined) client.setQueryData(key, change(before))
        return () => client.setQueryData(key, before)
      },
    }),
    [client],
  )
}

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Nouns whose changes make the answer stale. */
      touches?: readonly string[]
      /** `mark`: changes by others do not move what is being read; the screen tells of them. */
      live?: 'refresh' | 'mark'
      /** Stale when the server says that there is something new of the reader's own. */
      isOwn?: boolean
    }
  }
}
