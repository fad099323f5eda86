import { createStore, useStore } from '../../app/store.ts'

/** The list a record was opened from, so that its page can go to the next one. */
interface Trail {
  entity: string
  ids: readonly string[]
}

const trail = createStore<Trail | null>(null)

/** Remembers the order of the list a record is opened from. */
export function keepTrail(entity: string, ids: readonly string[]): void {
  trail.set({ entity, ids })
}

/** Where a record stands in the list it came from; null when it did not come from one. */
export function useTrail(
  entity: string,
  id: string,
): { at: number; count: number; previous: string | null; next: string | null } | null {
  const kept = useStore(trail)
  if (kept?.entity !== entity) return null
  const at = kept.ids.indexOf(id)
  if (at === -1) return null
  return { at, count: kept.ids.length, previous: kept.ids[at - 1] ?? null, next: kept.ids[at + 1] ?? null }
}
