import { sql } from 'kysely'
import { timeline } from '../../kernel/commands/records.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { knownParticulars } from '../events/known-changes.ts'
import { answer } from '../registry.ts'
import { namedSql } from './access.ts'
import { getRecord, selectRecords, type Titles } from './read.ts'
import type { StoredRecord } from './rows.ts'
import { titlesOf } from './titles.ts'

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
    const shown = rows.slice(0, limit).flatMap((row) => {
      const data = knownParticulars(ctx.registry.catalog.find(row.entity), row.data)
      // Of a change of nothing but what the reader does not know there is nothing to tell.
      return isEmptied(row.data, data) ? [] : [{ ...row, data }]
    })
    const last = rows.slice(0, limit).at(-1)
    const titles: Titles = {}
    for (const { actor_id, actor_name } of shown) if (actor_id) titles[actor_id] = actor_name ?? ''
    const subjects = await visibleSubjects(ctx, shown, titles)
    Object.assign(titles, await titlesInChanges(ctx, shown, subjects))
    return {
      items: shown.flatMap((event) => {
        const subject = subjects.get(event.record_id)
        if (!subject && event.record_id !== record && event.merged_title === null) return []
        return [
          {
            id: event.id,
            at: event.at,
            actor: event.actor_id,
            via: event.via,
            kind: event.kind,
            subject: {
              entity: event.entity,
              id: event.record_id,
              title: titles[event.record_id] ?? event.merged_title ?? '',
            },
            data: event.data,
            note: event.entity === 'note' && subject ? noteOf(subject) : null,
          },
        ]
      }),
      titles,
      nextCursor:
        rows.length > limit && last ? Buffer.from(`${last.at} ${last.id}`).toString('base64url') : null,
    }
  },
)

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
async function visibleSubjects(
  ctx: Ctx,
  events: EventRow[],
  titles: Titles,
): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>()
  const byEntity = groupByEntity(events)
  for (const [name, group] of byEntity) {
    const entity = ctx.registry.catalog.find(name)
    if (!entity) continue
    for (const record of await visible(ctx, entity, group)) {
      found.set(record.id, record)
      titles[record.id] = String(record[entity.title] ?? '').slice(0, 200)
    }
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

/** Names of the records that changed refs led to and lead to now, of those told of steps and of those mentioned. */
export async function titlesInChanges(
  ctx: Ctx,
  events: readonly Pick<EventRow, 'entity' | 'data'>[],
  subjects: ReadonlyMap<string, StoredRecord> = new Map(),
): Promise<Titles> {
  const wanted = new Map<Entity, Set<string>>()
  const listed = new Map<string, Set<string>>()
  const want = (target: string, id: unknown, isList = false) => {
    if (typeof id !== 'string') return
    const entity = ctx.registry.catalog.entity(target)
    if (isList) listed.set(target, (listed.get(target) ?? new Set()).add(id))
    else wanted.set(entity, (wanted.get(entity) ?? new Set()).add(id))
  }
  for (const { entity: name, data } of events) {
    const fields = ctx.registry.catalog.find(name)?.fields ?? {}
    for (const [field, pair] of Object.entries((data.changes ?? {}) as Record<string, unknown[]>)) {
      const { type, options, limit } = fields[field] ?? {}
      // Of what is masked there is no id to ask by.
      if (limit === 'masked' || (type?.name !== 'ref' && type?.name !== 'refs') || options.to === 'step')
        continue
      for (const id of pair.flat()) want(options.to, id, type.name === 'refs')
    }
    for (const told of [name === 'step' ? data : null, data.next as typeof data | undefined]) {
      want('stepKind', told?.kind)
      want('user', told?.owner)
    }
  }
  for (const { mentions } of subjects.values())
    for (const id of (mentions as string[] | null) ?? []) want('user', id)
  const titles: Titles = {}
  for (const [target, ids] of listed) Object.assign(titles, await titlesOf(ctx, target, [...ids]))
  for (const [entity, ids] of wanted) {
    const named = namedSql(ctx, entity, 'n')
    const { rows } = await prepared(
      sql<{ id: string; title: string }>`
      select id, ${sql.ref(entity.title.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))} as title
      from ${sql.table(entity.table)}${named ? sql` n` : sql``} where id = any(${[...ids]}::uuid[])${named ? sql` and ${named}` : sql``}`,
      ctx.tx,
    )
    for (const { id, title } of rows) titles[id] = title
  }
  return titles
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
