import { type ActFrame, runAct } from '../../../server/act.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { systemActor } from '../../../server/workspaces.ts'
import { addViews, isTold } from './record-views.queries.ts'

/** Told on the timeline of the person, and from there to administrators. */
export const viewedMany = 'user.viewed-many'

/** What one person has read here within the last hour. */
interface Reader {
  /** When each record was read first, the earliest in front. */
  seen: Map<string, number>
  /** Records that are not written down yet. */
  fresh: number
}

const hour = 3_600_000
/** Written down in parts of the limit, so that looking at a page costs no write. */
const parts = 10
/** People whose reading is remembered at a time. */
const mostReaders = 5000

/**
 * Counts the different records people read whose roles are limited in that. Each process remembers what it has shown
 * within the hour and writes down how much that is now and then; the sum over all processes is judged.
 */
export function createViewWatch() {
  const readers = new Map<string, Reader>()

  return async function watch(frame: ActFrame, ids: ReadonlySet<string>): Promise<void> {
    const { actor, workspace } = frame
    const limit = actor.viewsPerHour
    if (limit == null) return
    const key = `${workspace.id} ${actor.userId}`
    const reader = readers.get(key) ?? { seen: new Map(), fresh: 0 }
    readers.delete(key)
    readers.set(key, reader)
    if (readers.size > mostReaders) readers.delete(readers.keys().next().value!)
    note(reader, ids, (frame.now?.() ?? new Date()).getTime(), limit)
    if (reader.fresh < limit / parts) return
    const records = reader.fresh
    reader.fresh = 0
    await runAct({ ...frame, actor: systemActor }, (ctx) => tell(ctx, actor.userId, records, limit))
  }
}

function note(reader: Reader, ids: ReadonlySet<string>, now: number, limit: number): void {
  const { seen } = reader
  for (const [id, at] of seen) {
    if (at > now - hour && seen.size <= limit) break
    seen.delete(id)
  }
  for (const id of ids) {
    if (seen.has(id)) continue
    seen.set(id, now)
    reader.fresh++
  }
}

async function tell(ctx: Ctx, user: string, records: number, limit: number): Promise<void> {
  const total = await addViews(ctx, user, records)
  if (total <= limit || (await isTold(ctx, user, viewedMany))) return
  emit(ctx, { kind: viewedMany, entity: 'user', recordId: user, data: { records: total, limit } })
}
