import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import { keepTalking } from '../db/forgotten-connections.ts'
import { liveChannel } from './events.ts'
import type { LiveNotice } from './live-notice.ts'

type Listener = (notice: LiveNotice | 'resync') => void

/** Hears of commits of every process on the database and passes them to the screens of this one. */
export interface LiveHub {
  subscribe(workspaceId: string, listener: Listener): () => void
  close(): Promise<void>
}

/**
 * Listens on one connection of its own. When it breaks, notices may have been missed: every screen is told to
 * fetch anew as soon as the connection is back.
 */
export function createLiveHub(connectionString: string, log: FastifyBaseLogger): LiveHub {
  const listeners = new Map<string, Set<Listener>>()
  let client: pg.Client | null = null
  let closed = false
  let retry: NodeJS.Timeout | undefined

  const tellAll = (message: 'resync') => {
    for (const set of listeners.values()) for (const listener of set) listener(message)
  }
  const connect = async (again: boolean) => {
    const fresh = new pg.Client({ connectionString, application_name: 'onward-live', keepAlive: true })
    fresh.on('error', () => reconnect(fresh))
    fresh.on('end', () => reconnect(fresh))
    fresh.on('notification', ({ payload }) => {
      const notice = JSON.parse(payload ?? '{}') as LiveNotice
      for (const listener of listeners.get(notice.workspace) ?? []) listener(notice)
    })
    try {
      client = fresh
      await fresh.connect()
      await fresh.query(`listen ${liveChannel}`)
      keepTalking(fresh)
      if (again) tellAll('resync')
    } catch (error) {
      log.warn({ err: error }, 'live updates: no connection to the database, trying again')
      reconnect(fresh)
    }
  }
  const reconnect = (broken: pg.Client) => {
    if (closed || client !== broken) return
    client = null
    broken.end().catch(() => {})
    retry = setTimeout(() => connect(true), 1000)
  }
  void connect(false)

  return {
    subscribe(workspaceId, listener) {
      const set = listeners.get(workspaceId) ?? new Set()
      listeners.set(workspaceId, set.add(listener))
      return () => set.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}
