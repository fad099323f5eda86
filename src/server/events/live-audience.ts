import type { Actor } from '../../kernel/access/rights.ts'
import type { Db } from '../db/database.ts'
import { registryOf } from '../records/custom-model.ts'
import type { Registry } from '../registry.ts'
import type { Services } from '../services.ts'
import type { LiveNotice } from './live-notice.ts'
import { belongingFields, belongingRecords, heldRecords, type Standing } from './standings.ts'
import { heardBy, type LiveChange, unsettledFor } from './who-hears.ts'

/** What one screen is told at once. */
export interface Heard {
  by: string | null
  changes: LiveChange[]
  /** There is something new of its reader's own. */
  told: boolean
}

/** A screen that listens. */
export interface Screen {
  /** Who sits before it, with his rights as they were last looked at. */
  actor: Actor
  hear(heard: Heard | 'resync'): void
  /** Looks at the rights anew; nothing is told before it is done. */
  recheck(): Promise<void>
}

/** The screens of this process that listen. */
export interface LiveAudience {
  /** Returns the way to leave. */
  join(workspaceId: string, screen: Screen): () => void
}

interface Room {
  screens: Set<Screen>
  leave(): void
}

/**
 * Tells screens what changes, as far as their readers may know it. What comes while others are being told is looked at
 * together, once for all screens: two queries for each kind of record that somebody reads in part, however many screens.
 */
export function createLiveAudience(
  services: Pick<Services, 'live' | 'workspaces' | 'registry' | 'log'>,
): LiveAudience {
  const rooms = new Map<string, Room>()
  return {
    join(workspaceId, screen) {
      const room = rooms.get(workspaceId) ?? openRoom(services, workspaceId)
      rooms.set(workspaceId, room)
      room.screens.add(screen)
      return () => {
        room.screens.delete(screen)
        if (room.screens.size > 0 || rooms.get(workspaceId) !== room) return
        room.leave()
        rooms.delete(workspaceId)
      }
    },
  }
}

function openRoom(
  { live, workspaces, registry, log }: Parameters<typeof createLiveAudience>[0],
  workspaceId: string,
): Room {
  const screens = new Set<Screen>()
  let waiting: LiveNotice[] = []
  let isTelling = false

  const tellWaiting = async () => {
    if (isTelling) return
    isTelling = true
    while (waiting.length > 0) {
      const notices = waiting
      waiting = []
      try {
        await tell(notices)
      } catch (error) {
        log.warn({ err: error }, 'live updates: who may know could not be found out, all is asked for anew')
        for (const screen of screens) screen.hear('resync')
      }
    }
    isTelling = false
  }
  const tell = async (notices: readonly LiveNotice[]) => {
    await Promise.all(
      [...screens]
        .filter(({ actor }) => notices.some((notice) => mayHaveOtherRights(notice, actor)))
        .map((screen) => screen.recheck()),
    )
    const found = await workspaces.find(workspaceId)
    if (!found) return
    const known = registryOf(registry, found.workspace.custom)
    const actors = [...screens].map(({ actor }) => actor)
    const standings = await standingsOf(found.db, known, actors, notices)
    for (const screen of screens)
      for (const notice of notices) {
        const isTold = notice.told === null || notice.told.includes(screen.actor.userId)
        screen.hear({ ...heardBy(screen.actor, notice, known, standings), told: isTold })
      }
  }
  const leave = live.subscribe(workspaceId, (notice) => {
    if (notice === 'resync') {
      waiting = []
      for (const screen of screens) void screen.recheck()
      for (const screen of screens) screen.hear('resync')
      return
    }
    waiting.push(notice)
    void tellWaiting()
  })
  return { screens, leave }
}

/** Whether a change may be that somebody, his role or, where he reads by it, his team is not what it was. */
function mayHaveOtherRights({ changes }: LiveNotice, { userId, grants }: Actor): boolean {
  const isOfTeam = () => Object.values(grants).some(({ read }) => read === 'team')
  return changes.some(
    ({ entity, id }) =>
      entity === 'role' || (entity === 'user' && (id === null || id === userId || isOfTeam())),
  )
}

/** Whose the records are that somebody is told some of, and those they belong to. */
async function standingsOf(
  db: Db,
  registry: Registry,
  actors: readonly Actor[],
  notices: readonly LiveNotice[],
): Promise<ReadonlyMap<string, Standing>> {
  const changes = notices.flatMap((notice) => notice.changes)
  const unsettled = unsettledFor(actors, changes, registry)
  const standings = new Map<string, Standing>()
  if (unsettled.size === 0) return standings
  const { catalog } = registry
  await db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      const held = new Map<string, Set<string>>()
      const hold = (name: string, id: string) => held.set(name, (held.get(name) ?? new Set()).add(id))
      for (const [entity, ids] of unsettled) {
        const isRuled = registry.visibility.has(entity.name) && belongingFields(entity).length > 0
        if (!isRuled) {
          for (const id of ids) hold(entity.name, id)
          continue
        }
        const targetOf = (field: string) => catalog.entity(entity.fields[field]!.options.to)
        for (const [id, standing] of await belongingRecords(tx, entity, [...ids], targetOf)) {
          standings.set(id, standing)
          for (const subject of standing.of) hold(subject.entity.name, subject.id)
        }
      }
      for (const [name, ids] of held)
        for (const [id, standing] of await heldRecords(tx, catalog.entity(name), [...ids]))
          standings.set(id, standing)
    })
  return standings
}
