import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Query } from '../../kernel/commands/command.ts'
import { keys } from './cache.ts'
import { api } from './client.ts'

/** One page of an answer and what to ask the next one from; null at the end. */
interface AnswerPage<Item> {
  items: readonly Item[]
  next: string | number | null
}

export interface PagedQuestionOptions<Output, Item> {
  /** The member of the input that says where a page begins. */
  cursor: string
  page: (answer: Output) => AnswerPage<Item>
  enabled?: boolean
  /** Nouns whose changes make the answer stale. */
  touches?: readonly string[]
  /** About what is the reader's own: asked again when the server says that there is something new. */
  isOwn?: boolean
}

/** Asks a question whose answer comes page after page. While a new input loads, the former items stay. */
export function usePagedQuestion<Input extends z.ZodType, Output extends z.ZodType, Item>(
  query: Query<Input, Output>,
  input: Record<string, unknown>,
  { cursor, page, enabled = true, touches, isOwn = false }: PagedQuestionOptions<z.output<Output>, Item>,
) {
  const result = useInfiniteQuery({
    queryKey: [...keys.question(query.name, input), 'pages'],
    queryFn: ({ pageParam, signal }) =>
      api.query(query, pageParam === null ? input : { ...input, [cursor]: pageParam }, signal),
    initialPageParam: null as string | number | null,
    getNextPageParam: (answer) => page(answer).next,
    placeholderData: keepPreviousData,
    enabled,
    meta: { touches: isOwn ? [] : touches, isOwn },
  })
  return {
    items: (result.data?.pages ?? []).flatMap((answer) => [...page(answer).items]),
    isLoading: result.isLoading,
    isStale: result.isPlaceholderData,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    reload: () => void result.refetch(),
  }
}
