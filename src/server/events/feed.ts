import { sql } from 'kysely'
import { scopeOf } from '../../kernel/access/rights.ts'
import type { Change } from '../../kernel/commands/changes.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { isPlanted } from '../plants.ts'
import { readsAll, visibleSql } from '../records/access.ts'
import { knownParticulars } from './known-changes.ts'

/**
 * A place in the feed: transaction and event, and the database they are numbered in. Each event carries the number of
 * the transaction that wrote it, and is told only when every transaction with a lower number has ended
 * (docs/decisions/0011): behind a place that was told nothing can appear any more.
 */
interface Place {
  database: string
  xid: string
  id: string
}

const zero = '00000000-0000-0000-0000-000000000000'

/** Nothing can appear before such an event any more. */
const isSettled = isPlanted('early-feed')
  ? sql<boolean>`true`
  : sql<boolean>`e.xid < pg_snapshot_xmin(pg_current_snapshot())`

export interface FeedPage {
  /** In the order of the feed, whoever may see them. */
  events: Change[]
  cursor: string
  more: boolean
}

/** The events after a place, at most `limit`; `start` is before the first, undefined behind the last. */
export async function readFeed(ctx: Ctx, after: string | undefined, limit: number): Promise<FeedPage> {
  const { database, xmin, xmax } = await horizon(ctx)
  if (after === undefined)
    return { events: [], cursor: writeCursor({ database, xid: xmin, id: zero }), more: false }
  const place = after === 'start' ? { database, xid: '0', id: zero } : readCursor(after)
  // Another database, or an earlier state of this one, numbers its transactions anew.
  if (place.database !== database || BigInt(place.xid) > BigInt(xmax)) fail('changes.cursor-lost')
  const { rows } = await sql<Change & { xid: string }>`
    select e.xid::text as xid, e.id, e.at, e.kind, e.entity, e.record_id as record, e.actor_id as actor,
      case when e.key_id is not null then 'api' end as via, e.act_id as event, e.data
    from events e
    where e.xid is not null and (e.xid, e.id) > (${place.xid}::xid8, ${place.id}::uuid)
      and ${isSettled}
    order by e.xid, e.id limit ${limit}`.execute(ctx.tx)
  const last = rows.at(-1)
  return {
    events: rows.map(({ xid: _, ...event }) => event),
    cursor: writeCursor(last ? { database, xid: last.xid, id: last.id } : place),
    more: rows.length === limit,
  }
}

/**
 * Those of these events whose records the actor may read now; one query for each kind of record. What is in the bin
 * is seen by whoever saw it, what is gone for good by whoever sees all of its kind.
 */
export async function visibleEvents(ctx: Ctx, events: readonly Change[]): Promise<Change[]> {
  const seen = new Map<string, Set<string> | 'all'>()
  for (const name of new Set(events.map(({ entity }) => entity))) {
    const entity = ctx.registry.catalog.find(name)
    if (!entity || scopeOf(ctx.actor, entity.rightsObject, 'read') === 'no') continue
    if (readsAll(ctx, entity)) {
      seen.set(name, 'all')
      continue
    }
    const ids = new Set(events.flatMap((event) => (event.entity === name ? [event.record] : [])))
    const { rows } = await sql<{ id: string }>`
      select t.id from ${sql.table(entity.table)} t
      where t.id = any(${[...ids]}::uuid[]) and ${visibleSql(ctx, entity)}`.execute(ctx.tx)
    seen.set(name, new Set(rows.map(({ id }) => id)))
  }
  return events
    .filter(({ entity, record }) => {
      const ids = seen.get(entity)
      return ids === 'all' || ids?.has(record)
    })
    .map((event) => {
      const data = knownParticulars(ctx.registry.catalog.find(event.entity), event.data)
      return data === event.data ? event : { ...event, data }
    })
}

interface Horizon {
  database: string
  /** Below it every transaction has ended. */
  xmin: string
  /** From it on none has begun. */
  xmax: string
}

async function horizon(ctx: Ctx): Promise<Horizon> {
  const { rows } = await sql<Horizon>`
    select to_hex(system_identifier) as database, pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
      pg_snapshot_xmax(pg_current_snapshot())::text as xmax
    from pg_control_system()`.execute(ctx.tx)
  return rows[0]!
}

function writeCursor({ database, xid, id }: Place): string {
  return Buffer.from(`${database} ${xid} ${id}`).toString('base64url')
}

function readCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString('utf8')
  const [, database = '', xid = '', id = ''] =
    /^([0-9a-f]{1,16}) (\d{1,20}) ([0-9a-f-]{36})$/.exec(text) ?? []
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  if (!isId || BigInt(xid) >= 2n ** 64n) fail('input.bad-cursor')
  return { database, xid, id }
}
