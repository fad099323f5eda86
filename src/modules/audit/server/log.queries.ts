import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import { idAt } from '../../../server/records/id-cursor.ts'
import type { AuditFilter } from '../audit.commands.ts'

export interface EntryRow {
  id: string
  at: string
  actor: string | null
  isByKey: boolean
  isImport: boolean
  isBulk: boolean
  kind: string
  entity: string
  record: string
  event: string
  data: Record<string, unknown>
  isErased: boolean
}

/** Kinds that have occurred: one step through the index for each. */
export async function kindsThere(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    with recursive seen as (
      (select kind from events order by kind limit 1)
      union all
      select (select e.kind from events e where e.kind > seen.kind order by e.kind limit 1) from seen where seen.kind is not null
    )
    select kind from seen where kind is not null`.execute(ctx.tx)
  return rows.map(({ kind }) => kind)
}

/** Whose acts the reader sees: null is everybody's, the system's among them. */
type People = readonly string[] | null

/** Entries of the log, newest first, from below an id. */
export async function findEntries(
  ctx: Ctx,
  filter: AuditFilter,
  people: People,
  { below, limit }: { below: string | null; limit: number },
): Promise<EntryRow[]> {
  const found = await idsOf(ctx, filter, people, { below, limit })
  const { rows } = await sql<EntryRow>`
    select e.id, e.at, e.actor_id as actor, e.key_id is not null as "isByKey", e.kind, e.entity, e.record_id as record,
      e.act_id as event, e.data, e.digest is not null as "isErased",
      exists (select from import_acts i where i.act_id = e.act_id) as "isImport",
      exists (select from bulk_acts b where b.act_id = e.act_id) as "isBulk"
    from (${found}) p join events e on e.id = p.id order by e.id desc`.execute(ctx.tx)
  return rows
}

/**
 * Ids by way of the index that fits what is asked: of a record, of kinds and people, or simply the latest. A kind or a
 * person that occurs rarely must not make the whole log be read.
 */
async function idsOf(
  ctx: Ctx,
  { actor, kinds, entity, record, from, until }: AuditFilter,
  people: People,
  { below, limit }: { below: string | null; limit: number },
): Promise<RawBuilder<{ id: string }>> {
  const actors = actor ? (people && !people.includes(actor) ? [] : [actor]) : people
  const period = sql`${from ? sql`and e.id >= ${idAt(new Date(from))}::uuid` : sql``}
    ${until ? sql`and e.id < ${idAt(new Date(until))}::uuid` : sql``} ${below ? sql`and e.id < ${below}::uuid` : sql``}`
  const last = sql`order by e.id desc limit ${limit}`
  const asked = kinds?.split(',').filter(Boolean)
  const ofEntity = entity ? sql`and e.entity = ${entity}` : sql``
  if (record) {
    const ofKinds = asked ? sql`and e.kind = any(${asked}::text[])` : sql``
    const ofActors = actors ? sql`and e.actor_id = any(${actors}::uuid[])` : sql``
    return sql`select e.id from events e where e.record_id = ${record} ${ofKinds} ${ofActors} ${ofEntity} ${period} ${last}`
  }
  if (!asked && !actors && !entity) return sql`select e.id from events e where true ${period} ${last}`
  const there = asked ?? (await kindsThere(ctx)).filter((kind) => !entity || mayTellOf(kind, entity))
  const each = sql`unnest(${there}::text[]) as k (kind)`
  const probed = actors
    ? sql`
      ${each} cross join unnest(${actors}::uuid[]) as a (id) cross join lateral (
        select e.id from events e where e.actor_id = a.id and e.kind = k.kind ${ofEntity} ${period} ${last}) e`
    : sql`
      ${each} cross join lateral (select e.id from events e where e.kind = k.kind ${ofEntity} ${period} ${last}) e`
  return sql`select e.id from ${probed} ${last}`
}

/** An undone act is told of all kinds of records under one name; any other kind begins with that of its record. */
function mayTellOf(kind: string, entity: string): boolean {
  return kind.startsWith(`${entity}.`) || kind === 'act.undone'
}

export interface AccessRow {
  user: string
  kind: 'record' | 'file' | 'search'
  entity: string
  record: string
  hour: string
  firstAt: string
  lastAt: string
  count: number
  words: string[] | null
}

/** Who looked at what, the latest first. */
export async function findAccess(
  ctx: Ctx,
  { user, record, people }: { user?: string; record?: string; people: People },
  { below, limit }: { below: { at: string; key: string } | null; limit: number },
): Promise<AccessRow[]> {
  const key = sql`a.record_id::text || a.user_id::text || a.kind`
  const { rows } = await sql<AccessRow>`
    select a.user_id as "user", a.kind, a.entity, a.record_id as record, a.hour, a.first_at as "firstAt",
      a.last_at as "lastAt", a.count, a.words
    from access_log a
    where true ${user ? sql`and a.user_id = ${user}` : sql``} ${record ? sql`and a.record_id = ${record}` : sql``}
      ${people ? sql`and a.user_id = any(${people}::uuid[])` : sql``}
      ${below ? sql`and a.last_at <= ${below.at}::timestamptz and (a.last_at, ${key}) < (${below.at}::timestamptz, ${below.key})` : sql``}
    order by a.last_at desc, ${key} desc limit ${limit}`.execute(ctx.tx)
  return rows
}
