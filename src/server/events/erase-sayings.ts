import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** Digest of what an event `e` says; where that was erased, the one that was left behind. */
export const sayingDigest = sql`
  coalesce(e.digest, sha256(coalesce(uuid_send(e.salt), ''::bytea) || convert_to(e.data::text, 'UTF8')))`

/**
 * Empties events `e`: what they say goes together with its salt, their digests stay, so that the chain of the audit log
 * still holds and nothing can be guessed from it (docs/decisions/0021).
 */
export async function eraseSayings(tx: Tx, which: RawBuilder<unknown>): Promise<void> {
  await sql`
    update events e set digest = ${sayingDigest}, data = '{}', salt = null
    where e.digest is null and ${which}`.execute(tx)
}

/**
 * Empties what is told on other records of their merges with these, for it names them; returns the ids of those events.
 * The event by which the erasing is told must name them (`emptied`): the check of the log asks it why they are empty.
 */
export async function eraseMerges(tx: Tx, records: readonly string[]): Promise<string[]> {
  const patterns = records.flatMap((id) => [{ others: [{ id }] }, { into: { id } }])
  const { rows } = await sql<{ id: string }>`
    select distinct e.id from unnest(${patterns.map((one) => JSON.stringify(one))}::jsonb[]) as p (pattern)
    join events e on e.data @> p.pattern
      and (e.kind like '%.merged' or e.kind like '%.unmerged' or e.kind like '%.mergedAway')
    where e.record_id <> all(${[...records]}::uuid[])
    order by e.id`.execute(tx)
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await eraseSayings(tx, sql`e.id = any(${ids}::uuid[])`)
  return ids
}
