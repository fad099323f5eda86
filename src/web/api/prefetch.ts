import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { z } from 'zod'
import type { Query } from '../../kernel/commands/command.ts'
import { keys } from './cache.ts'
import { api } from './client.ts'

/** Asks a question before its answer is needed; one that is fresh in the cache is not asked again. */
export function usePrefetchQuestion<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  touches?: readonly string[],
) {
  const client = useQueryClient()
  return useCallback(
    (input: Record<string, unknown>) =>
      client.prefetchQuery({
        queryKey: keys.question(query.name, input),
        queryFn: ({ signal }) => api.query(query, input, signal),
        meta: { touches },
      }),
    [client, query, touches],
  )
}
