import { createStore } from '../../app/store.ts'

const storageKey = 'onward.recent'
const most = 8

/** A record opened lately. */
export interface RecentRecord {
  entity: string
  id: string
  title: string
}

/** Records opened lately in this browser, the newest first. Erased at sign-out. */
export const recentRecords = createStore<readonly RecentRecord[]>(read())

/** Remembers that a record was opened. */
export function noteRecent(record: RecentRecord): void {
  const rest = recentRecords.get().filter(({ id }) => id !== record.id)
  const next = [record, ...rest].slice(0, most)
  recentRecords.set(next)
  localStorage.setItem(storageKey, JSON.stringify(next))
}

/** Forgets them all. */
export function forgetRecent(): void {
  localStorage.removeItem(storageKey)
  recentRecords.set([])
}

function read(): readonly RecentRecord[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    // Written by `noteRecent` only; anything else than a list is dropped.
    return Array.isArray(stored) ? (stored as RecentRecord[]) : []
  } catch {
    return []
  }
}
