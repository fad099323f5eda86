import { sql } from 'kysely'
import { timeline } from '../../kernel/commands/records.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { knownParticulars } from '../events/known-changes.ts'
import { answer } from '../registry.ts'
import { titlesInChanges } from './change-titles.ts'
import { getRecord, selectRecords, type Titles } from './read.ts'
import type { StoredRecord } from './rows.ts'

interface EventRow {
  id: string
  at: string
  actor_id: string | null
  actor_name: string | null
  via: 'api' | 'import' | 'bulk' | null
  kind: string
  entity: string
  record_id: string
  data: Record<string, unknown>
  /** Title of the record it happened to, which has gone into this one. */
  merged_title: string | null
}

/** Answers GET /timeline: events of the record and those linked to it that the actor may see. */
export const timelineAnswer = answer(
  timeline,
  async (ctx, { entity: name, record, cursor, kinds, limit }) => {
    const entity = ctx.registry.catalog.find(name) ?? fail('record.not-found', { entity: name })
    await getRecord(ctx, entity, record)
    const rows = await eventsOf(ctx, record, cursor, kinds?.split(',') ?? [], limit + 1)
    const page = rows.slice(0, limit)
    const events = page.flatMap((row) => asKnown(ctx, row))
    const subjects = await visibleSubjects(ctx, events)
    const titles = await titlesFor(ctx, events, subjects)
    const last = page.at(-1)
    return {
      items: events
        .filter(
          ({ record_id, merged_title }) =>
            subjects.has(record_id) || record_id === record || merged_title !== null,
        )
        .map((event) => toItem(event, subjects.get(event.record_id), titles)),
      titles,
      nextCursor:
        rows.length > limit && last ? Buffer.from(`${last.at} ${last.id}`).toString('base64url') : null,
    }
  },
)

/** The event without what the actor may not know; nothing where no other change is left of it. */
function asKnown(ctx: Ctx, row: EventRow): EventRow[] {
  const data = knownParticulars(ctx.registry.catalog.find(row.entity), row.data)
  return isEmptied(row.data, data) ? [] : [{ ...row, data }]
}

function toItem(event: EventRow, subject: StoredRecord | undefined, titles: Titles) {
  const { id, at, via, kind, entity, record_id, data } = event
  const title = titles[record_id] ?? event.merged_title ?? ''
  return {
    id,
    at,
    actor: event.actor_id,
    via,
    kind,
    subject: { entity, id: record_id, title },
    data,
    note: entity === 'note' && subject ? noteOf(subject) : null,
  }
}

/** Titles of who did it, of what it was done to, and of what it names. */
async function titlesFor(
  ctx: Ctx,
  events: readonly EventRow[],
  subjects: ReadonlyMap<string, StoredRecord>,
): Promise<Titles> {
  const titles: Titles = {}
  for (const { actor_id, actor_name, entity, record_id } of events) {
    if (actor_id) titles[actor_id] = actor_name ?? ''
    const subject = subjects.get(record_id)
    if (subject) titles[record_id] = titleOf(ctx.registry.catalog.entity(entity), subject)
  }
  return Object.assign(titles, await titlesInChanges(ctx, events, subjects))
}

const titleOf = (entity: Entity, record: StoredRecord) => String(record[entity.title] ?? '').slice(0, 200)

/** Own and linked events, each side from its index, merged newest first. */
async function eventsOf(
  ctx: Ctx,
  record: string,
  cursor: string | undefined,
  kinds: string[],
  limit: number,
): Promise<EventRow[]> {
  const [at, id] = cursor ? Buffer.from(cursor, 'base64url').toString('utf8').split(' ') : []
  if (cursor && !(at && id && !Number.isNaN(Date.parse(at)))) fail('input.bad-cursor')
  const before = cursor ? sql`and (e.at, e.id) < (${at}::timestamptz, ${id}::uuid)` : sql``
  const linkedBefore = cursor ? sql`and (l.at, l.event_id) < (${at}::timestamptz, ${id}::uuid)` : sql``
  const ofKinds = kinds.length > 0 ? sql`and (e.kind = any(${kinds}) or e.entity = any(${kinds}))` : sql``
  const { rows } = await prepared(
    sql<EventRow>`
    select e.id, e.at, e.actor_id, u.name as actor_name, e.kind,
      case when e.key_id is not null then 'api'
        when exists (select from import_acts i where i.act_id = e.act_id) then 'import'
        when exists (select from bulk_acts b where b.act_id = e.act_id) then 'bulk' end as via, e.entity, e.record_id, e.data,
      (select m.title from merged_records m where m.record_id = e.record_id and m.survivor_id = ${record} limit 1) as merged_title
    from (
      (select e.* from events e where e.record_id = ${record} ${before} ${ofKinds} order by e.at desc, e.id desc limit ${limit})
      union all
      (select e.* from event_links l join events e on e.id = l.event_id
       where l.record_id = ${record} ${linkedBefore} ${ofKinds} order by l.at desc, l.event_id desc limit ${limit})
    ) e
    left join users u on u.id = e.actor_id
    order by e.at desc, e.id desc limit ${limit}`,
    ctx.tx,
  )
  return rows
}

/** The records the events are about, as far as the actor may see them; one query per kind of record. */
async function visibleSubjects(ctx: Ctx, events: EventRow[]): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>()
  for (const [name, group] of groupByEntity(events)) {
    const entity = ctx.registry.catalog.find(name)
    if (entity) for (const record of await visible(ctx, entity, group)) found.set(record.id, record)
  }
  return found
}

async function visible(ctx: Ctx, entity: Entity, events: EventRow[]): Promise<StoredRecord[]> {
  const ids = [...new Set(events.map(({ record_id }) => record_id))]
  const { records } = await selectRecords(ctx, entity, {
    where: sql<boolean>`t.id = any(${ids}::uuid[])`,
    limit: ids.length,
    titled: false,
    keepsPlan: true,
  })
  return records
}

function isEmptied(whole: EventRow['data'], known: EventRow['data']): boolean {
  return whole !== known && known.changes !== undefined && Object.keys(known.changes as object).length === 0
}

function noteOf(record: StoredRecord) {
  return { text: record.text as string, kind: record.kind as string, isPinned: record.isPinned === true }
}

function groupByEntity(events: EventRow[]): Map<string, EventRow[]> {
  const groups = new Map<string, EventRow[]>()
  for (const event of events) groups.set(event.entity, [...(groups.get(event.entity) ?? []), event])
  return groups
}
