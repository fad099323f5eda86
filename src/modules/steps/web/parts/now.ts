import { useSyncExternalStore } from 'react'

const tick = 30_000
const watchers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null
let now = new Date()

/** The present, to half a minute: what is due becomes overdue while somebody looks at it. */
export function useNow(): Date {
  return useSyncExternalStore(watch, () => now)
}

function watch(notify: () => void): () => void {
  watchers.add(notify)
  timer ??= setInterval(advance, tick)
  if (Date.now() - now.getTime() > tick) advance()
  return () => {
    watchers.delete(notify)
    if (watchers.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
}

function advance(): void {
  now = new Date()
  for (const notify of watchers) notify()
}
