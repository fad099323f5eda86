import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { refresh } from './cache.ts'

/** A change of a record by anyone, told by the server as it happens. */
export interface LiveChange {
  entity: string
  id: string
  action: 'created' | 'updated' | 'deleted'
  /** Id of who did it. */
  by: string | null
}

const listeners = new Set<(change: LiveChange) => void>()
const gatherFor = 300
const longestPause = 30_000

/** Listens to the server's changes and refreshes what shows them. Returns the way to stop. */
export function startLive(client: QueryClient, ownId: string): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let again: ReturnType<typeof setTimeout> | null = null
  let pause = 1000
  let gathered: LiveChange[] = []
  let wasConnected = false

  function connect() {
    source = new EventSource('/api/v1/live')
    source.addEventListener('hello', () => {
      pause = 1000
      // What happened while nobody listened is unknown: everything on the screen is asked for again.
      if (wasConnected) void client.invalidateQueries()
      wasConnected = true
    })
    source.addEventListener('change', (event) => {
      // The text is the server's own.
      const change = JSON.parse(event.data) as LiveChange
      for (const listener of listeners) listener(change)
      gathered.push(change)
      timer ??= setTimeout(flush, gatherFor)
    })
    source.onerror = () => {
      source?.close()
      again = setTimeout(connect, pause)
      pause = Math.min(pause * 2, longestPause)
    }
  }

  // Many changes at once (an import, a mass change) are one refresh.
  function flush() {
    timer = null
    const [own, others] = [gathered.filter(({ by }) => by === ownId), gathered.filter(({ by }) => by !== ownId)]
    gathered = []
    if (own.length > 0) refresh(client, own)
    if (others.length > 0) refresh(client, others, true)
  }

  connect()
  return () => {
    if (source) {
      source.onerror = null
      source.close()
    }
    if (timer) clearTimeout(timer)
    if (again) clearTimeout(again)
  }
}

/** Calls back for each change of records of a noun, for screens that mark changes instead of moving rows. */
export function useLiveChanges(entity: string, onChange: (change: LiveChange) => void): void {
  const notify = useEffectEvent(onChange)
  useEffect(() => {
    const listener = (change: LiveChange) => {
      if (change.entity === entity) notify(change)
    }
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [entity])
}

/** Keeps the page listening while it is mounted. */
export function useLive(ownId: string): void {
  const client = useQueryClient()
  useEffect(() => startLive(client, ownId), [client, ownId])
}
