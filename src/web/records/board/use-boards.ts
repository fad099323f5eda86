import { keepPreviousData, type QueryClient, useQueries, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { board } from '../../../kernel/commands/board.ts'
import { byHand, type Entity } from '../../../kernel/entities/entity.ts'
import { andFilter, type Filter, isEmptyFilter } from '../../../kernel/queries/filter.ts'
import { api } from '../../api/client.ts'
import { type LiveChange, useLiveChanges } from '../../api/live.ts'
import { useSession } from '../../api/session.ts'
import { tellFailure } from '../../shell/undo.ts'
import type { ListState } from '../list/list-search.ts'
import {
  type BoardInput,
  type BoardState,
  boardKey,
  changeCard,
  keepFurther,
  rewriteBoards,
  takeCard,
  withPage,
} from './board-cache.ts'

const firstCards = 30
const mostCards = 100

export interface BoardsAsked {
  by: string
  sum: string | null
  sort: readonly string[]
  /** What each board shows of the list: all of it, or a lane. */
  parts: readonly { id: string; filter: Filter }[]
  /** Whether the reader is at the card, which then does not move before he says so. */
  isHeld: (id: string) => boolean
}

/** The boards of a list, one for each lane: columns with their totals and first cards in one request, further cards page by page. */
export function useBoards(entity: Entity, state: ListState, { by, sum, sort, parts, isHeld }: BoardsAsked) {
  const client = useQueryClient()
  const [fresh, setFresh] = useState(0)
  const loading = useRef(new Set<string>())
  const filters = parts.map((part) => andFilter(state.filter, part.filter))
  const inputs = filters.map(
    (filter): BoardInput => ({
      entity: entity.name,
      by,
      pipeline: by === 'stage' ? (state.pipeline ?? undefined) : undefined,
      filter: isEmptyFilter(filter) ? undefined : JSON.stringify(filter),
      q: state.q || undefined,
      sort: sort.join(',') || undefined,
      sum: sum ?? undefined,
    }),
  )
  const results = useQueries({
    queries: inputs.map((input) => ({
      queryKey: boardKey(input),
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const next = await fetchBoard(client, input, signal)
        setFresh(0)
        return next
      },
      placeholderData: keepPreviousData,
      // Comparing every card with its former self would cost more with each page.
      structuralSharing: false,
      meta: { touches: [entity.name], live: 'mark' as const },
    })),
  })
  const reload = () => {
    for (const { refetch } of results) void refetch()
  }
  useOthersChanges(entity, (id, action) => {
    if (action !== 'placed') setFresh((count) => count + 1)
    else if (sort[0] !== byHand) return
    else if (fresh === 0 && !isHeld(id)) reload()
    else setFresh((count) => count + 1)
  })

  async function loadMore(part: string, key: string | null) {
    const at = parts.findIndex(({ id }) => id === part)
    const [input, filter, mark] = [inputs[at], filters[at], `${part} ${key}`]
    if (!input || !filter || loading.current.has(mark)) return
    const column = client.getQueryData<BoardState>(boardKey(input))?.columns.find((one) => one.key === key)
    if (!column || column.nextCursor === null) return
    loading.current.add(mark)
    try {
      const page = await api.list(entity, {
        filter: andFilter(filter, column.filter),
        sort,
        q: input.q,
        cursor: column.nextCursor || undefined,
        limit: column.nextCursor ? mostCards : firstCards,
      })
      client.setQueryData<BoardState>(boardKey(input), (former) => former && withPage(former, key, page))
    } catch (error) {
      tellFailure(error)
    } finally {
      loading.current.delete(mark)
    }
  }

  return {
    boards: useSameList(results.map(({ data }) => data)),
    isStale: results.some(({ isPlaceholderData }) => isPlaceholderData),
    error: results.find(({ error }) => error)?.error ?? null,
    /** How many changes by others the boards do not show yet. */
    fresh,
    reload,
    loadMore: (part: string, key: string | null) => void loadMore(part, key),
  }
}

/** Fetched again as deep as it was shown; what was further down stays as it was. */
async function fetchBoard(client: QueryClient, input: BoardInput, signal: AbortSignal): Promise<BoardState> {
  const former = client.getQueryData<BoardState>(boardKey(input))
  const shown = Math.max(0, ...(former?.columns ?? []).map(({ items }) => items.length))
  const limit = Math.min(mostCards, Math.max(firstCards, shown))
  // A row of the board is a row of its entity, which the contract cannot say.
  const next = (await api.query(board, { ...input, limit }, signal)) as unknown as BoardState
  return keepFurther(former, next)
}

/** Counts the changes by others; of one's own, those of cards further down than boards are fetched again are seen to. */
function useOthersChanges(entity: Entity, onOther: (id: string, action: LiveChange['action']) => void): void {
  const client = useQueryClient()
  const { user } = useSession()
  useLiveChanges(entity.name, ({ by, id, action }) => {
    if (by !== user.id) return onOther(id, action)
    if (action === 'placed') return
    const isFurther = client
      .getQueriesData<BoardState>({ queryKey: ['question', 'records.board'] })
      .some(([, one]) =>
        one?.columns.some(({ items }) => items.findIndex((row) => row.id === id) >= mostCards),
      )
    if (isFurther) void renewCard(client, entity, id).catch(() => {})
  })
}

async function renewCard(client: QueryClient, entity: Entity, id: string): Promise<void> {
  const { items } = await api.list(entity, { filter: { field: 'id', op: 'eq', value: id }, limit: 1 })
  const [row] = items
  rewriteBoards(client, entity.name, (one, input) => {
    const isGone = !row || (one.pipeline !== null && row.status !== 'open')
    return isGone ? takeCard(one, input, id) : changeCard(one, input, id, row)
  })
}

/** The same array while its members are the same. */
function useSameList<Member>(list: readonly Member[]): readonly Member[] {
  const [kept, setKept] = useState(list)
  const isSame = kept.length === list.length && kept.every((one, at) => one === list[at])
  if (!isSame) setKept(list)
  return isSame ? kept : list
}
