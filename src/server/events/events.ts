import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx, RowBefore } from '../context.ts'
import { type BulkColumn, bulkRows } from '../db/bulk.ts'
import { preparedLast } from '../db/prepared.ts'
import { writeInSlices } from '../db/write-in-slices.ts'
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
  await (await writeFirstNotes(ctx))?.execute(ctx.tx)
}

/** The same as the last thing an act does. */
export async function endAct(ctx: Ctx): Promise<void> {
  const writing = await writeFirstNotes(ctx)
  if (writing) await preparedLast(writing, ctx.tx)
}

/** A part of what an act noted, as large as one statement should be. */
interface Notes {
  events: readonly PendingEvent[]
  rows: readonly NumberedRow[]
}

interface NumberedRow extends RowBefore {
  seq: number
}

const mostNotes = 500

/** Takes what was noted and writes all but the last part of it, with which the notice goes; it is for the caller to send. */
async function writeFirstNotes(ctx: Ctx): Promise<RawBuilder<unknown> | null> {
  const { events, rowsBefore, told, placed } = ctx
  if (events.length + rowsBefore.size + told.size + placed.length === 0) return null
  const notice = liveNotice(ctx)
  const rows = [...rowsBefore.values()].map((row, seq) => ({ ...row, seq }))
  ctx.events = []
  ctx.rowsBefore = new Map()
  ctx.told = new Set()
  ctx.placed = []
  const parts: Notes[] = []
  for (let from = 0; from === 0 || from < Math.max(events.length, rows.length); from += mostNotes)
    parts.push({ events: events.slice(from, from + mostNotes), rows: rows.slice(from, from + mostNotes) })
  const last = parts.pop()!
  await writeInSlices(ctx.tx, parts, ([part]) => writing(ctx, part!, sql`select`), 1)
  return writing(ctx, last, sql`select pg_notify(${liveChannel}, ${notice})`)
}

function writing(ctx: Ctx, notes: Notes, noticing: RawBuilder<unknown>): RawBuilder<unknown> {
  const writes = [sql`with noticed as (${noticing})`]
  if (notes.events.length > 0)
    writes.push(sql`, written as (insert into events ${bulkRows(eventColumns(ctx, notes))})`)
  const links = linkColumns(ctx, notes)
  if (links[0]!.values.length > 0) writes.push(sql`, linked as (insert into event_links ${bulkRows(links)})`)
  if (notes.rows.length > 0)
    writes.push(sql`, undoable as (insert into undo_rows ${bulkRows(undoColumns(ctx, notes))})`)
  return sql`${sql.join(writes, sql` `)} select from noticed`
}

function eventColumns({ act, now, actor }: Ctx, { events }: Notes): BulkColumn[] {
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

function linkColumns({ now }: Ctx, { events }: Notes): BulkColumn[] {
  const links = events.flatMap(({ id, shownOn, at = now }) =>
    shownOn.map((record) => ({ id, at: at.toISOString(), record })),
  )
  return [
    { name: 'record_id', type: 'uuid', values: links.map(({ record }) => record) },
    { name: 'at', type: 'timestamptz', values: links.map(({ at }) => at) },
    { name: 'event_id', type: 'uuid', values: links.map(({ id }) => id) },
  ]
}

function undoColumns({ act }: Ctx, { rows }: Notes): BulkColumn[] {
  const json = (value: unknown) => (value == null ? null : JSON.stringify(value))
  return [
    { name: 'act_id', type: 'uuid', values: rows.map(() => act) },
    { name: 'seq', type: 'integer', values: rows.map(({ seq }) => seq) },
    { name: 'entity', type: 'text', values: rows.map(({ entity }) => entity) },
    { name: 'record_id', type: 'uuid', values: rows.map(({ recordId }) => recordId) },
    { name: 'root_id', type: 'uuid', values: rows.map(({ rootId }) => rootId) },
    { name: 'before', type: 'jsonb', values: rows.map(({ before }) => json(before)) },
    { name: 'version_after', type: 'integer', values: rows.map(({ versionAfter }) => versionAfter) },
  ]
}
