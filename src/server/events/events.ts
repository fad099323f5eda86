import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'

/** Something that happened, worded when it is read. */
export interface PendingEvent {
  id: string
  kind: string
  entity: string
  recordId: string
  data: Record<string, unknown>
  /** Other records on whose timelines it is shown. */
  shownOn: string[]
  /** Moment and person of an event of the past; the act's own when not given. */
  at?: Date
  by?: string
}

/** Channel on which processes hear of committed changes. */
export const liveChannel = 'onward_live'

/** Notes that something happened; it is written with the act, in the same transaction. */
export function emit(
  ctx: Ctx,
  event: Omit<PendingEvent, 'id' | 'shownOn'> & { shownOn?: (string | null | undefined)[] },
): string {
  const id = uuidv7()
  const shownOn = [
    ...new Set(event.shownOn?.filter((one): one is string => Boolean(one) && one !== event.recordId)),
  ]
  ctx.events.push({ ...event, id, shownOn })
  return id
}

/** Writes what the act noted: events, their links, the rows to undo by, and the notice to live screens. */
export async function writeAct(ctx: Ctx): Promise<void> {
  if (ctx.events.length === 0 && ctx.rowsBefore.size === 0) return
  const actor = ctx.actor.via === 'system' ? null : ctx.actor.userId
  const events = ctx.events.map(({ id, kind, entity, recordId, data, at = ctx.now, by = actor }) => ({
    id,
    at,
    actor_id: by,
    kind,
    entity,
    record_id: recordId,
    data,
  }))
  const links = ctx.events.flatMap(({ id, shownOn, at = ctx.now }) =>
    shownOn.map((record_id) => ({ event_id: id, at, record_id })),
  )
  const undo = [...ctx.rowsBefore.values()].map(
    ({ entity, recordId, rootId, before, versionAfter }, seq) => ({
      seq,
      entity,
      record_id: recordId,
      root_id: rootId,
      before,
      version_after: versionAfter,
    }),
  )
  await sql`
    with written as (
      insert into events (id, act_id, at, actor_id, kind, entity, record_id, data)
      select id, ${ctx.act}, at, actor_id, kind, entity, record_id, data
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb)
        as e (id uuid, at timestamptz, actor_id uuid, kind text, entity text, record_id uuid, data jsonb)
    ), linked as (
      insert into event_links (record_id, at, event_id)
      select record_id, at, event_id
      from jsonb_to_recordset(${JSON.stringify(links)}::jsonb) as l (record_id uuid, at timestamptz, event_id uuid)
    ), undoable as (
      insert into undo_rows (act_id, seq, entity, record_id, root_id, before, version_after)
      select ${ctx.act}, seq, entity, record_id, root_id, nullif(before, 'null'::jsonb), version_after
      from jsonb_to_recordset(${JSON.stringify(undo)}::jsonb)
        as u (seq int, entity text, record_id uuid, root_id uuid, before jsonb, version_after int)
    )
    select pg_notify(${liveChannel}, ${liveNotice(ctx)})`.execute(ctx.tx)
  ctx.events = []
  ctx.rowsBefore = new Map()
}

/** PostgreSQL carries at most 8,000 bytes in a notice; a large act only names the kinds of records it touched. */
function liveNotice(ctx: Ctx): string {
  const changes = ctx.events.map(({ entity, recordId, kind }) => ({ entity, id: recordId, kind }))
  const by = ctx.actor.userId
  const full = JSON.stringify({ workspace: ctx.workspace.id, by, changes })
  if (full.length < 7500) return full
  const entities = [...new Set(changes.map(({ entity }) => entity))]
  return JSON.stringify({
    workspace: ctx.workspace.id,
    by,
    changes: entities.map((entity) => ({ entity, id: null, kind: 'many' })),
  })
}
