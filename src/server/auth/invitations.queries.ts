import { sql } from 'kysely'
import type { Db, Tx } from '../db/database.ts'
import type { Membership } from './accounts.queries.ts'

/** A link by which a user may get in. */
export interface Invitation extends Membership {
  email: string
}

/** Puts a new invitation of a user in place of the earlier ones. */
export async function replaceInvitation(
  tx: Tx,
  hash: Buffer,
  given: Invitation,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  const { workspaceId, userId, email } = given
  await sql`delete from onward.invitations where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(
    tx,
  )
  await sql`
    insert into onward.invitations (token_hash, workspace_id, user_id, email, created_at, expires_at)
    values (${hash}, ${workspaceId}, ${userId}, ${email}, ${now}, ${expiresAt})`.execute(tx)
}

/** The invitation of a token, unless it was used or is over. */
export async function findInvitation(db: Db, hash: Buffer, now: Date): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select workspace_id as "workspaceId", user_id as "userId", email from onward.invitations
    where token_hash = ${hash} and accepted_at is null and expires_at > ${now}`.execute(db)
  return rows[0] ?? null
}

/** Marks an invitation as used; false when it was used before. Of two at the same moment one gets through. */
export async function useInvitation(tx: Tx, hash: Buffer, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update onward.invitations set accepted_at = ${now}
    where token_hash = ${hash} and accepted_at is null and expires_at > ${now} returning user_id`.execute(tx)
  return rows.length > 0
}

/** What an active user is called. */
export async function findActiveName(db: Db, schema: string, userId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.id(schema, 'users')}
    where id = ${userId} and is_active and deleted_at is null`.execute(db)
  return rows[0]?.name ?? null
}
