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
