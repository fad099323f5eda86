import { sql } from 'kysely'
import { type KeyScopes, narrowed } from '../../kernel/access/key-scopes.ts'
import type { Actor } from '../../kernel/access/rights.ts'
import type { Db } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { findActor } from './actors.queries.ts'
import { hashToken } from './sessions.ts'

/** A key in force: whose it is and what it may be used for. */
export interface ApiKey {
  id: string
  workspaceId: string
  userId: string
  /** Null: everything its user may do. */
  scopes: KeyScopes | null
}

/** The key of a token, unless it was revoked or is over. Its use is noted once a minute at most. */
export async function findKey(global: Db, token: string, now: Date): Promise<ApiKey | null> {
  const { rows } = await prepared(
    sql<ApiKey & { stale: boolean }>`
    select id, workspace_id as "workspaceId", user_id as "userId", scopes,
      last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute' as stale
    from onward.api_keys
    where token_hash = ${hashToken(token)} and revoked_at is null and (expires_at is null or expires_at > ${now})`,
    global,
  )
  const row = rows[0]
  if (!row) return null
  if (row.stale)
    await sql`update onward.api_keys set last_used_at = ${now} where id = ${row.id}`.execute(global)
  const { stale: _, ...key } = row
  return key
}

/** The user of a key as one who acts, with as much of his rights as the key has; null when he may not act any more. */
export async function findKeyActor(
  global: Db,
  schema: string,
  { id, userId, scopes }: Pick<ApiKey, 'id' | 'userId' | 'scopes'>,
): Promise<(Actor & { name: string }) | null> {
  const actor = await findActor(global, schema, userId, 'key')
  return actor && { ...actor, keyId: id, grants: narrowed(actor.grants, scopes) }
}

/** What a key may be used for, in force or not: work begun by it keeps within it. Keys are never deleted. */
export async function findKeyScopes(global: Db, id: string): Promise<KeyScopes | null> {
  const { rows } = await sql<
    Pick<ApiKey, 'scopes'>
  >`select scopes from onward.api_keys where id = ${id}`.execute(global)
  return rows[0] ? rows[0].scopes : {}
}
