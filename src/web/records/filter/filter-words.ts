import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { describeFilter } from '../../../kernel/queries/describe-filter.ts'
import { fieldPath } from '../../../kernel/queries/field-path.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { relatedOf } from '../../../kernel/queries/history.ts'
import { api } from '../../api/client.ts'
import type { Titles } from '../../api/shapes.ts'
import { allNouns } from '../../app/registry.ts'
import { useTextEnv } from '../../text/env.tsx'
import { useT } from '../../text/i18n.ts'

/** Says filters of a noun in words, knowing these names of records. */
export function useFilterWords(entity: Entity, titles: Titles): (filter: Filter) => string {
  const t = useT()
  const { timeZone } = useTextEnv()
  return useCallback(
    (filter) => {
      const say = (key: string, params?: Record<string, unknown>) => t.dyn(key, params)
      return describeFilter(filter, entity, allNouns(), say, { titleOf: (_noun, id) => titles[id], timeZone })
    },
    [entity, t, timeZone, titles],
  )
}

/** Names of the records a filter points at. */
export function useFilterTitles(entity: Entity, filter: Filter): Titles {
  const wanted = useMemo(() => idsOf(filter, entity), [entity, filter])
  const { data } = useQuery({
    queryKey: ['titles', wanted],
    queryFn: ({ signal }) => fetchTitles(wanted, signal),
    enabled: wanted.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  })
  return data ?? noTitles
}

const noTitles: Titles = {}
const uuid = /^[\da-f]{8}-[\da-f-]{27}$/i

type Wanted = readonly (readonly [noun: string, id: string])[]

function idsOf(filter: Filter, entity: Entity): Wanted {
  const catalog = allNouns()
  if ('all' in filter) return filter.all.flatMap((part) => idsOf(part, entity))
  if ('any' in filter) return filter.any.flatMap((part) => idsOf(part, entity))
  if ('not' in filter) return idsOf(filter.not, entity)
  if ('related' in filter) {
    const target = relatedOf(entity, filter.related, catalog)?.entity
    return target && filter.where ? idsOf(filter.where, target) : []
  }
  const { field } = fieldPath(filter.field, entity, catalog)
  if (field.type.name !== 'ref' && field.type.name !== 'refs') return []
  const values = [filter.value ?? []].flat()
  return values.flatMap((value) =>
    typeof value === 'string' && uuid.test(value) ? [[field.options.to as string, value] as const] : [],
  )
}

async function fetchTitles(wanted: Wanted, signal: AbortSignal): Promise<Titles> {
  const nouns = [...new Set(wanted.map(([noun]) => noun))]
  const pages = await Promise.all(
    nouns.map(async (name) => {
      const noun = allNouns().entity(name)
      const ids = [...new Set(wanted.filter(([one]) => one === name).map(([, id]) => id))].slice(0, 200)
      const { items } = await api.list(
        noun,
        { filter: { field: 'id', op: 'in', value: ids }, limit: 200 },
        signal,
      )
      return items.map((row): [string, string] => [row.id, String(row[noun.title] ?? '')])
    }),
  )
  return Object.fromEntries(pages.flat())
}
