import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { board } from '../../../kernel/commands/records.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { isEmptyFilter } from '../../../kernel/queries/filter.ts'
import { api } from '../../api/client.ts'
import { useLiveChanges } from '../../api/live.ts'
import { useSession } from '../../api/session.ts'
import type { List } from '../list/use-list.ts'
import { type BoardState, boardKey } from './board-cache.ts'

const firstCards = 30
const mostCards = 100

/** The board of a pipeline: columns with their totals, cards page by page. */
export function useBoard(entity: Entity, { state }: List) {
  const client = useQueryClient()
  const { user } = useSession()
  const [fresh, setFresh] = useState(0)
  const [loading, setLoading] = useState<string | null>(null)
  const input = {
    entity: entity.name,
    pipeline: state.pipeline ?? undefined,
    filter: isEmptyFilter(state.filter) ? undefined : JSON.stringify(state.filter),
    q: state.q || undefined,
  }
  const key = boardKey(input)
  const result = useQuery({
    queryKey: key,
    queryFn: async ({ signal }): Promise<BoardState> => {
      setFresh(0)
      // Fetched again as deep as it was shown, so that columns do not shrink under the reader.
      const shown = Math.max(
        0,
        ...(client.getQueryData<BoardState>(key)?.columns ?? []).map(({ items }) => items.length),
      )
      const limit = Math.min(mostCards, Math.max(firstCards, shown))
      // A row of the board is a row of its entity, which the contract cannot say.
      return (await api.query(board, { ...input, limit }, signal)) as unknown as BoardState
    },
    placeholderData: keepPreviousData,
    meta: { touches: [entity.name], live: 'mark' },
  })

  useLiveChanges(entity.name, ({ by }) => {
    if (by !== user.id) setFresh((count) => count + 1)
  })

  async function loadMore(stage: string, cursor: string) {
    if (loading !== null) return
    setLoading(stage)
    try {
      const answer = (await api.query(board, {
        ...input,
        stage,
        cursor,
        limit: mostCards,
      })) as unknown as BoardState
      const [more] = answer.columns
      client.setQueryData<BoardState>(key, (former) =>
        former && more
          ? {
              ...former,
              titles: { ...former.titles, ...answer.titles },
              columns: former.columns.map((column) => {
                if (column.stage.id !== stage) return column
                const known = new Set(column.items.map(({ id }) => id))
                return {
                  ...column,
                  items: [...column.items, ...more.items.filter(({ id }) => !known.has(id))],
                  nextCursor: more.nextCursor,
                }
              }),
            }
          : former,
      )
    } finally {
      setLoading(null)
    }
  }

  return {
    board: result.data ?? null,
    isStale: result.isPlaceholderData,
    error: result.error,
    /** How many changes by others the board does not show yet. */
    fresh,
    reload: () => void result.refetch(),
    loadMore: (stage: string, cursor: string) => void loadMore(stage, cursor),
  }
}
