import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../server/db/database.ts'
import { sayingDigest } from '../../../server/events/erase-sayings.ts'

/** Events in one block at most. */
export const mostInBlock = 1000

/** A place among the events: behind the last one of a block. Without a transaction: among those that have none. */
export interface Place {
  xid: string | null
  id: string
}

/** A block as it stands in the table; hashes in hexadecimal. */
export interface Block {
  n: number
  count: number
  end: Place
  root: string
  previous: string
  hash: string
  at: string
  /** Its hash is that of its members. */
  isWhole: boolean
}

const zero = '00000000-0000-0000-0000-000000000000'

/** Before the first event, and the hash the first block names as the one before it. */
export const beginning = { end: { xid: null, id: zero }, hash: '0'.repeat(64) } as const

// Written out in every statement: a function kept in the database could be exchanged together with the events.
const eventHash = sql`
  sha256(convert_to(jsonb_build_array(e.id, e.act_id, (extract(epoch from e.at) * 1000000)::bigint, e.actor_id, e.key_id,
    e.kind, e.entity, e.record_id, encode(${sayingDigest}, 'hex'))::text, 'UTF8'))`

const rootHash = sql`sha256(coalesce(string_agg(${eventHash}, ''::bytea order by e.xid, e.id), ''::bytea))`

const blockHash = sql`
  sha256(convert_to(jsonb_build_array(b.n, b.count, b.last_xid::text, b.last_id, encode(b.root, 'hex'),
    encode(b.previous, 'hex'), (extract(epoch from b.at) * 1000000)::bigint)::text, 'UTF8'))`

/** Events `e` behind one place and up to another. */
function between(after: Place, until: Place): RawBuilder<boolean> {
  if (until.xid === null) return sql<boolean>`e.xid is null and e.id > ${after.id} and e.id <= ${until.id}`
  return sql<boolean>`e.xid is not null and (e.xid, e.id) > ${numbered(after)} and (e.xid, e.id) <= ${numbered(until)}`
}

/** Events without a transaction come before all others. */
const numbered = ({ xid, id }: Place) => sql`(${xid ?? '0'}::xid8, ${xid === null ? zero : id}::uuid)`

/** Whether this transaction is the one that seals; another one that does already is not waited for. */
export async function maySeal(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('audit ' || current_schema(), 0)) as is`.execute(tx)
  return rows[0]!.is
}

interface BlockRow extends Omit<Block, 'end'> {
  xid: string | null
  id: string
}

const blockColumns = sql`
  b.n, b.count, b.last_xid::text as xid, b.last_id as id, encode(b.root, 'hex') as root,
  encode(b.previous, 'hex') as previous, encode(b.hash, 'hex') as hash, b.at, b.hash = ${blockHash} as "isWhole"`

const toBlock = ({ xid, id, ...rest }: BlockRow): Block => ({ ...rest, end: { xid, id } })

export async function lastBlock(tx: Tx): Promise<Block | null> {
  const { rows } = await sql<BlockRow>`
    select ${blockColumns} from audit_blocks b order by b.n desc limit 1`.execute(tx)
  return rows[0] ? toBlock(rows[0]) : null
}

export async function findBlock(tx: Tx, n: number): Promise<Block | null> {
  const { rows } = await sql<BlockRow>`select ${blockColumns} from audit_blocks b where b.n = ${n}`.execute(
    tx,
  )
  return rows[0] ? toBlock(rows[0]) : null
}

export async function blocksAfter(tx: Tx, n: number, limit: number): Promise<Block[]> {
  const { rows } = await sql<BlockRow>`
    select ${blockColumns} from audit_blocks b where b.n > ${n} order by b.n limit ${limit}`.execute(tx)
  return rows.map(toBlock)
}

/**
 * Where a block that begins behind a place would end, and how many events it would have: first those without a
 * transaction, then those below which no transaction is under way any more, so that none can come between them later.
 */
export async function nextEnd(tx: Tx, after: Place): Promise<{ end: Place; count: number } | null> {
  const { rows: old } = after.xid
    ? { rows: [] }
    : await sql<Place>`
        select null as xid, e.id from events e where e.xid is null and e.id > ${after.id}
        order by e.id limit ${mostInBlock}`.execute(tx)
  const { rows } =
    old.length > 0
      ? { rows: old }
      : await sql<Place>`
          select e.xid::text as xid, e.id from events e
          where e.xid is not null and (e.xid, e.id) > ${numbered(after)} and e.xid < pg_snapshot_xmin(pg_current_snapshot())
          order by e.xid, e.id limit ${mostInBlock}`.execute(tx)
  const end = rows.at(-1)
  return end ? { end, count: rows.length } : null
}

/** Seals the events between two places. Those from before events had a salt get one now. */
export async function insertBlock(
  tx: Tx,
  before: { n: number; end: Place; hash: string },
  end: Place,
  at: Date,
): Promise<void> {
  const range = between(before.end, end)
  await sql`
    update events e set salt = gen_random_uuid() where e.salt is null and e.digest is null and ${range}`.execute(
    tx,
  )
  await sql`
    with b as (
      select ${before.n + 1}::integer as n, count(*)::integer as count, ${end.xid}::xid8 as last_xid, ${end.id}::uuid as last_id,
        ${rootHash} as root, decode(${before.hash}, 'hex') as previous, ${at}::timestamptz as at
      from events e where ${range}
    )
    insert into audit_blocks (n, count, last_xid, last_id, root, previous, hash, at)
    select b.n, b.count, b.last_xid, b.last_id, b.root, b.previous, ${blockHash}, b.at from b`.execute(tx)
}

/** What stands between two places now. */
export interface Found {
  count: number
  root: string
  /** Events whose content was taken away without its being told that their record was erased. */
  hidden: number
}

/** Hashes the events between two places anew. */
export async function hashedAnew(tx: Tx, after: Place, until: Place): Promise<Found> {
  const { rows } = await sql<Found>`
    select count(*)::integer as count, encode(${rootHash}, 'hex') as root,
      count(*) filter (where e.digest is not null and (e.salt is not null or e.data <> '{}' or not ${isErasureTold}))::integer
        as hidden
    from events e where ${between(after, until)}`.execute(tx)
  return rows[0]!
}

/** Where people signed in from is forgotten in time; what else is empty was erased with its record or with the sample. */
const isErasureTold = sql`(e.entity = 'session'
  or exists (select from events x where x.record_id = e.record_id and x.kind like '%.erased')
  or exists (select from events x where x.kind = e.entity || '.erased' and x.data -> 'emptied' ? e.id::text)
  or exists (select from events x where x.kind = 'sample.removed' and x.id > e.id))`

/** Events without a transaction that no block holds. */
export async function strayCount(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select ((select count(*) from events where xid is null)
      - (select coalesce(sum(count), 0) from audit_blocks where last_xid is null))::integer as count`.execute(
    tx,
  )
  return rows[0]!.count
}

/** Blocks, the events in them, and those that wait to be sealed; of these at most so many are counted. */
export async function countSealed(
  tx: Tx,
  after: Place,
  most: number,
): Promise<{ blocks: number; entries: number; waiting: number }> {
  const { rows } = await sql<{ blocks: number; entries: number; waiting: number }>`
    select (select count(*)::integer from audit_blocks) as blocks,
      (select coalesce(sum(count), 0)::integer from audit_blocks) as entries,
      (select count(*)::integer from (
        select from events e where e.xid is not null and (e.xid, e.id) > ${numbered(after)} limit ${most}) w) as waiting`.execute(
    tx,
  )
  return rows[0]!
}
