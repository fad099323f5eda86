import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

let reachable = navigator.onLine
let probe: ReturnType<typeof setTimeout> | null = null
const watchers = new Set<() => void>()

/** Whether the server answers. Turns false at the first request that does not get through. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (notify) => {
      watchers.add(notify)
      return () => watchers.delete(notify)
    },
    () => reachable,
  )
}

/** A request got through. */
export function noteReachable(): void {
  change(true)
}

/** A request did not get through: ask every few seconds until one does. */
export function noteUnreachable(): void {
  change(false)
  if (probe === null) probe = setTimeout(ask, 3000)
}

/** Follows the browser's own word too, and tells the query cache to hold its requests while there is no way. */
export function watchConnection(): void {
  window.addEventListener('online', () => void ask())
  window.addEventListener('offline', noteUnreachable)
  // Our own judgement replaces the cache's default one, which believes `navigator.onLine`.
  onlineManager.setEventListener(() => () => {})
  onlineManager.setOnline(reachable)
}

async function ask(): Promise<void> {
  probe = null
  try {
    await fetch('/health', { cache: 'no-store' })
    noteReachable()
  } catch {
    noteUnreachable()
  }
}

function change(next: boolean): void {
  if (next && probe !== null) {
    clearTimeout(probe)
    probe = null
  }
  if (reachable === next) return
  reachable = next
  onlineManager.setOnline(next)
  for (const notify of watchers) notify()
}
