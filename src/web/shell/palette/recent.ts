import { createStore } from '../../app/store.ts'

const searchesKey = 'onward.searches'
const mostSearches = 4

/** Texts that led to a record lately, the newest first. Erased at sign-out. */
export const recentSearches = createStore<readonly string[]>(read(searchesKey))

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
  // Records were kept in the browser once.
  localStorage.removeItem('onward.recent')
  localStorage.removeItem(searchesKey)
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
