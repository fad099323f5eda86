import { createStore } from '../../app/store.ts'

const storageKey = 'onward.recent'
const most = 8
const searchesKey = 'onward.searches'
const mostSearches = 4

/** A record opened lately. */
export interface RecentRecord {
  entity: string
  id: string
  title: string
}

/** Records opened lately in this browser, the newest first. Erased at sign-out. */
export const recentRecords = createStore<readonly RecentRecord[]>(read(storageKey))

/** Texts that led to a record lately, the newest first. Erased at sign-out. */
export const recentSearches = createStore<readonly string[]>(read(searchesKey))

/** Remembers that a record was opened. */
export function noteRecent(record: RecentRecord): void {
  const rest = recentRecords.get().filter(({ id }) => id !== record.id)
  const next = [record, ...rest].slice(0, most)
  recentRecords.set(next)
  localStorage.setItem(storageKey, JSON.stringify(next))
}

/** Remembers a text that led to a record; of texts that were typed on to this one, this one stays. */
export function noteSearch(text: string): void {
  const wanted = text.trim()
  if (wanted.length < 2) return
  const rest = recentSearches.get().filter((one) => !wanted.toLowerCase().startsWith(one.toLowerCase()))
  const next = [wanted, ...rest].slice(0, mostSearches)
  recentSearches.set(next)
  localStorage.setItem(searchesKey, JSON.stringify(next))
}

/** Forgets them all. */
export function forgetRecent(): void {
  localStorage.removeItem(storageKey)
  localStorage.removeItem(searchesKey)
  recentRecords.set([])
  recentSearches.set([])
}

function read<Item>(key: string): readonly Item[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    // Written by the functions above only; anything else than a list is dropped.
    return Array.isArray(stored) ? (stored as Item[]) : []
  } catch {
    return []
  }
}
