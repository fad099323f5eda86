import { createHash } from 'node:crypto'
import type { Breach, Sql } from './breach.ts'

interface Block {
  n: number
  count: number
  xid: string | null
  id: string
  root: string
}

interface Event {
  xid: string | null
  id: string
  members: unknown[]
  said: string
  salt: string | null
}

/**
 * The blocks of the audit log hold the events that stand in their places: none came between after they were sealed, and
 * none is other than it was. Reckoned here as decision 21 says, without what Onward verifies by.
 */
export async function sealBreaches(sql: Sql): Promise<Breach[]> {
  const blocks = await sql.rows<Block>(
    `select n, count, last_xid::text as xid, last_id as id, encode(root, 'hex') as root from audit_blocks order by n`,
  )
  const events = await sql.rows<Event>(`
    select xid::text as xid, id, salt, data::text as said, json_build_array(id, act_id, (extract(epoch from at) * 1000000)::bigint,
      actor_id, key_id, kind, entity, record_id) as members
    from events order by events.xid nulls first, id`)
  const breaches: Breach[] = []
  let place = 0
  for (const { n, count, xid, id, root } of blocks) {
    const from = place
    while (place < events.length && isUpTo(events[place]!, xid, id)) place++
    const own = events.slice(from, place)
    if (own.length !== count)
      breaches.push({
        check: 'seals',
        what: `block ${n} was sealed with ${count} events and has ${own.length}`,
      })
    else if (sha(...own.map(hashOf)).toString('hex') !== root)
      breaches.push({ check: 'seals', what: `block ${n} is not as it was sealed` })
  }
  return breaches
}

function isUpTo(event: Event, xid: string | null, id: string): boolean {
  if (event.xid === null) return xid !== null || event.id <= id
  if (xid === null) return false
  const [own, last] = [BigInt(event.xid), BigInt(xid)]
  return own < last || (own === last && event.id <= id)
}

function hashOf({ members, said, salt }: Event): Buffer {
  const digest = sha(Buffer.from((salt ?? '').replaceAll('-', ''), 'hex'), said).toString('hex')
  return sha(`[${[...members, digest].map((one) => JSON.stringify(one)).join(', ')}]`)
}

function sha(...parts: (Buffer | string)[]): Buffer {
  return parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()
}
