import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { keys, refresh } from './cache.ts'

/** A change of a record by anyone, told by the server as it happens. */
export interface LiveChange {
  entity: string
  id: string
  /** `placed`: it stands elsewhere in the order made by hand and is itself as it was. */
  action: 'created' | 'updated' | 'deleted' | 'placed'
  /** Id of who did it. */
  by: string | null
}

/** One act as the server tells of it. An `id` of null stands for more records of a noun than could be named. */
interface Notice {
  by: string | null
  changes: { entity: string; id: string | null; kind: string }[]
}

/** A change to be taken notice of; without `id` it is about any number of records. */
type Gathered = Omit<LiveChange, 'id'> & { id?: string }

/** What comes with the session: the model of the workspace and what the reader may do. */
const modelNouns = ['customField', 'customObject', 'layout', 'role']
const listeners = new Set<(change: LiveChange) => void>()
const gatherFor = 300
const longestPause = 30_000

/** Listens to the server's changes and refreshes what shows them. Returns the way to stop. */
export function startLive(client: QueryClient, ownId: string): () => void {
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let again: ReturnType<typeof setTimeout> | null = null
  let pause = 1000
  let gathered: Gathered[] = []
  let wasConnected = false

  function connect() {
    source = new EventSource('/api/v1/live')
    source.addEventListener('hello', () => {
      pause = 1000
      // What happened while nobody listened is unknown: everything on the screen is asked for again.
      if (wasConnected) void client.invalidateQueries()
      wasConnected = true
    })
    source.addEventListener('resync', () => void client.invalidateQueries())
    // Something new of the reader's own: notifications.
    source.addEventListener('told', () => void client.invalidateQueries({ predicate: isOwn }))
    source.addEventListener('change', (event) => {
      // The text is the server's own.
      const notice = JSON.parse(event.data) as Notice
      for (const { entity, id, kind } of notice.changes) {
        const change = { entity, action: actionOf(kind), by: notice.by }
        if (id !== null) for (const listener of listeners) listener({ ...change, id })
        if (change.action !== 'placed') gathered.push({ ...change, id: id ?? undefined })
      }
      if (gathered.length > 0) timer ??= setTimeout(flush, gatherFor)
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
    refreshAll(client, gathered, ownId)
    gathered = []
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

/** Questions about what is the reader's own say so: no record's change makes them stale. */
const isOwn = ({ meta }: Query) => meta?.isOwn === true

function refreshAll(client: QueryClient, gathered: readonly Gathered[], ownId: string): void {
  const own = gathered.filter(({ by }) => by === ownId)
  const others = gathered.filter(({ by }) => by !== ownId)
  // Long lists are told of records one by one; of too many to name they are told to look again.
  const tooMany = new Set(gathered.filter(({ id }) => id === undefined).map(({ entity }) => entity))
  for (const entity of tooMany) void client.invalidateQueries({ queryKey: ['grid', entity] })
  // The model of the workspace comes with the session.
  if (gathered.some(({ entity }) => modelNouns.includes(entity)))
    void client.invalidateQueries({ queryKey: keys.session })
  if (own.length > 0) refresh(client, own)
  if (others.length > 0) refresh(client, others, true)
}

/**
 * `lead.created` is a creation; what is deleted, or not for the reader to see any more, is gone; `lead.placed` stands
 * elsewhere; all else is an update.
 */
function actionOf(kind: string): LiveChange['action'] {
  if (kind.endsWith('.created')) return 'created'
  if (kind.endsWith('.placed')) return 'placed'
  return kind.endsWith('.deleted') || kind.endsWith('.gone') ? 'deleted' : 'updated'
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
