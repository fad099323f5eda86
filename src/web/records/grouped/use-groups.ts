import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { groups } from '../../../kernel/commands/summary.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { andFilter, type Filter, isEmptyFilter } from '../../../kernel/queries/filter.ts'
import { isDated } from '../../../kernel/queries/summary.ts'
import { keys } from '../../api/cache.ts'
import { api } from '../../api/client.ts'
import type { ListParams, Titles } from '../../api/shapes.ts'
import { useFieldWords } from '../../fields/field-words.ts'
import { useT } from '../../text/i18n.ts'
import { useFormat } from '../../text/use-format.ts'
import type { Sum } from '../board/board-cache.ts'
import { paramsOf, useSame } from '../list/list-params.ts'
import type { ListState } from '../list/list-search.ts'

/** Records that have one value of a field in common. */
export interface Group {
  key: string | null
  filter: Filter
  count: number
  sums: readonly Sum[]
}

export interface GroupsState {
  groups: readonly Group[]
  exact: boolean
  more: boolean
  titles: Titles
}

const none: GroupsState = { groups: [], exact: true, more: false, titles: {} }

/** The groups of what a list shows, with their counts and sums. */
export function useGroups(
  entity: Entity,
  { filter, q }: Pick<ListState, 'filter' | 'q'>,
  { by, sum }: { by: string | null; sum: string | null },
) {
  const input = {
    entity: entity.name,
    by: by ?? '',
    sum: sum ?? undefined,
    filter: isEmptyFilter(filter) ? undefined : JSON.stringify(filter),
    q: q || undefined,
  }
  const result = useQuery({
    queryKey: keys.question(groups.name, input),
    // A condition in an answer is of the filter language, which the contract leaves open.
    queryFn: async ({ signal }) => (await api.query(groups, input, signal)) as unknown as GroupsState,
    enabled: by !== null,
    placeholderData: keepPreviousData,
    meta: { touches: [entity.name], live: 'mark' },
  })
  return {
    ...(by === null ? none : (result.data ?? none)),
    isLoading: by !== null && result.isLoading,
    isStale: result.isPlaceholderData,
    error: result.error,
    reload: () => void result.refetch(),
  }
}

/** What a group is called. */
export function useGroupName(entity: Entity, by: string): (key: string | null, titles: Titles) => string {
  const t = useT()
  const words = useFieldWords()
  const format = useFormat()
  const field = entity.fields[by]
  return useCallback(
    (key, titles) => {
      if (key === null || !field) return t('records.groups.without')
      if (field.type.name === 'choice') return words.choice(entity.name, by, key)
      if (field.type.name === 'boolean') return t(key === 'true' ? 'values.yes' : 'values.no')
      if (field.type.name === 'rating') return `${key} ★`
      if (isDated(field)) return format.month(key)
      if (field.type.name === 'ref' && titles[key] === undefined) return t('values.noAccess')
      return titles[key] || t('records.untitled')
    },
    [t, words, format, field, entity, by],
  )
}

/** What to ask for the records of a list that meet one more condition; the same object while it says the same. */
export function useParamsWithin(
  { filter, sort, q }: Pick<ListState, 'filter' | 'sort' | 'q'>,
  within: Filter,
): ListParams {
  return useSame(paramsWithin({ filter, sort, q }, within))
}

/** The same outside of a component. */
export function paramsWithin(
  { filter, sort, q }: Pick<ListState, 'filter' | 'sort' | 'q'>,
  within: Filter,
): ListParams {
  return paramsOf({ filter: andFilter(filter, within), sort, q })
}
