import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Command, Query } from '../../kernel/commands/command.ts'
import { keys, refresh, type Touched } from './cache.ts'
import { api } from './client.ts'
import { newKey } from './http.ts'

export interface CommandOptions<Input, Output> {
  /** What the verb changes, so that what shows it is fetched again. Without it: everything. */
  touches?: readonly Touched[] | ((input: Input, output: Output) => readonly Touched[])
  /** Shows the effect at once; returns the way back, taken when the server refuses. */
  optimistic?: (input: Input) => () => void
  /** Verbs of one scope reach the server one after another, in the order they were given. */
  scope?: string
}

/** Carries out a verb of the business. `run` answers or throws `ApiError`. */
export function useCommand<Input extends z.ZodType, Output extends z.ZodType>(
  command: Command<Input, Output>,
  options: CommandOptions<z.input<Input>, z.output<Output>> = {},
) {
  const client = useQueryClient()
  const mutation = useMutation({
    scope: options.scope === undefined ? undefined : { id: options.scope },
    mutationFn: ({ input, key }: { input: z.input<Input>; key: string }) =>
      api.command(command, input, { idempotencyKey: key }),
    onMutate: ({ input }) => options.optimistic?.(input),
    onError: (_error, _variables, takeBack) => takeBack?.(),
    onSuccess: (output, { input }) => {
      const touched = typeof options.touches === 'function' ? options.touches(input, output) : options.touches
      if (touched) refresh(client, touched)
      else void client.invalidateQueries()
    },
  })
  return {
    run: (input: z.input<Input>): Promise<z.output<Output>> => mutation.mutateAsync({ input, key: newKey() }),
    isPending: mutation.isPending,
    error: mutation.error,
    reset: mutation.reset,
  }
}

export interface QuestionOptions {
  enabled?: boolean
  /** Nouns whose changes make the answer stale; any noun when not given. */
  touches?: readonly string[]
  live?: 'refresh' | 'mark'
  /** About what is the reader's own: asked again when the server says that there is something new. */
  isOwn?: boolean
  /** Keeps showing the former answer while the one to new input loads. */
  keepFormer?: boolean
}

/** Asks a question and keeps its answer fresh. */
export function useQuestion<Input extends z.ZodType, Output extends z.ZodType>(
  query: Query<Input, Output>,
  input: Record<string, unknown> = {},
  { enabled = true, touches, live = 'refresh', isOwn = false, keepFormer = false }: QuestionOptions = {},
) {
  return useQuery({
    queryKey: keys.question(query.name, input),
    queryFn: ({ signal }) => api.query(query, input, signal),
    enabled,
    placeholderData: keepFormer ? keepPreviousData : undefined,
    meta: { touches: isOwn ? [] : touches, live, isOwn },
  })
}
