import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { z } from 'zod'
import { timeline } from '../../../../kernel/commands/records.ts'
import type { Entity } from '../../../../kernel/entities/entity.ts'
import { keys } from '../../../api/cache.ts'
import { api } from '../../../api/client.ts'
import type { Titles } from '../../../api/shapes.ts'
import { allNouns } from '../../../app/registry.ts'
import { foldTimeline } from './fold-timeline.ts'

type Answer = z.output<typeof timeline.output>
export type TimelineItem = Answer['items'][number]

/** What of a timeline is shown. */
export const timelineKinds = ['all', 'notes', 'steps', 'changes'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** What happened to a record, page after page, newest first. */
export function useTimeline(entity: Entity, record: string, kind: TimelineKind) {
  const kinds =
    kind === 'all' ? undefined : kind === 'notes' ? 'note' : kind === 'steps' ? 'step' : entity.name
  const result = useInfiniteQuery({
    queryKey: keys.question(timeline.name, { entity: entity.name, record, kinds }),
    queryFn: ({ pageParam, signal }) =>
      api.query(
        timeline,
        { entity: entity.name, record, kinds, cursor: pageParam || undefined, limit: 30 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    meta: { touches: [entity.name, 'note', 'file', 'step', 'deal', 'lead', 'contact', 'company'] },
  })
  const pages = result.data?.pages
  return {
    ...useMemo(
      () => ({
        lines: foldTimeline(
          (pages ?? []).flatMap((page) => page.items),
          (name) => allNouns().find(name),
        ),
        titles: Object.assign({}, ...(pages ?? []).map((page) => page.titles)) as Titles,
      }),
      [pages],
    ),
    isLoading: result.isLoading,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void result.fetchNextPage(),
    reload: () => void result.refetch(),
  }
}
