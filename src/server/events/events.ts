import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import { type BulkColumn, bulkRows } from '../db/bulk.ts'
import { preparedLast } from '../db/prepared.ts'
import { liveNotice } from './live-notice.ts'

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
  await takeNotes(ctx)?.execute(ctx.tx)
}

/** The same as the last thing an act does. */
export async function endAct(ctx: Ctx): Promise<void> {
  const writing = takeNotes(ctx)
  if (writing) await preparedLast(writing, ctx.tx)
}

function takeNotes(ctx: Ctx): RawBuilder<unknown> | null {
  const { events, rowsBefore, told, placed } = ctx
  if (events.length + rowsBefore.size + told.size + placed.length === 0) return null
  const writes = [sql`with noticed as (select pg_notify(${liveChannel}, ${liveNotice(ctx)}))`]
  if (ctx.events.length > 0)
    writes.push(sql`, written as (insert into events ${bulkRows(eventColumns(ctx))})`)
  const links = linkColumns(ctx)
  if (links[0]!.values.length > 0) writes.push(sql`, linked as (insert into event_links ${bulkRows(links)})`)
  if (ctx.rowsBefore.size > 0)
    writes.push(sql`, undoable as (insert into undo_rows ${bulkRows(undoColumns(ctx))})`)
  ctx.events = []
  ctx.rowsBefore = new Map()
  ctx.told = new Set()
  ctx.placed = []
  return sql`${sql.join(writes, sql` `)} select from noticed`
}

function eventColumns({ events, act, now, actor }: Ctx): BulkColumn[] {
  const usual = actor.via === 'system' ? null : actor.userId
  return [
    { name: 'id', type: 'uuid', values: events.map(({ id }) => id) },
    { name: 'act_id', type: 'uuid', values: events.map(() => act) },
    { name: 'at', type: 'timestamptz', values: events.map(({ at = now }) => at.toISOString()) },
    { name: 'actor_id', type: 'uuid', values: events.map(({ by = usual }) => by) },
    { name: 'key_id', type: 'uuid', values: events.map(() => actor.keyId) },
    { name: 'kind', type: 'text', values: events.map(({ kind }) => kind) },
    { name: 'entity', type: 'text', values: events.map(({ entity }) => entity) },
    { name: 'record_id', type: 'uuid', values: events.map(({ recordId }) => recordId) },
    { name: 'data', type: 'jsonb', values: events.map(({ data }) => JSON.stringify(data)) },
  ]
}

function linkColumns({ events, now }: Ctx): BulkColumn[] {
  const links = events.flatMap(({ id, shownOn, at = now }) =>
    shownOn.map((record) => ({ id, at: at.toISOString(), record })),
  )
  return [
    { name: 'record_id', type: 'uuid', values: links.map(({ record }) => record) },
    { name: 'at', type: 'timestamptz', values: links.map(({ at }) => at) },
    { name: 'event_id', type: 'uuid', values: links.map(({ id }) => id) },
  ]
}

function undoColumns({ rowsBefore, act }: Ctx): BulkColumn[] {
  const rows = [...rowsBefore.values()]
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value))
  return [
    { name: 'act_id', type: 'uuid', values: rows.map(() => act) },
    { name: 'seq', type: 'integer', values: rows.map((_, index) => index) },
    { name: 'entity', type: 'text', values: rows.map(({ entity }) => entity) },
    { name: 'record_id', type: 'uuid', values: rows.map(({ recordId }) => recordId) },
    { name: 'root_id', type: 'uuid', values: rows.map(({ rootId }) => rootId) },
    { name: 'before', type: 'jsonb', values: rows.map(({ before }) => json(before)) },
    { name: 'version_after', type: 'integer', values: rows.map(({ versionAfter }) => versionAfter) },
  ]
}
