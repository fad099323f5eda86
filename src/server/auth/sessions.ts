import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** A signed-in person: the account, and the workspace and user this session is for. */
export interface Session {
  accountId: string
  workspaceId: string
  userId: string
  email: string
  locale: 'ru' | 'en'
  theme: 'system' | 'light' | 'dark'
}

const lifetimeDays = 30

/** A random token of 256 bits for cookies, links and keys; only its hash is stored. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Starts a session and returns the token for the cookie. */
export async function startSession(
  db: Db,
  accountId: string,
  workspaceId: string,
  now: Date,
): Promise<string> {
  const { token, hash } = newToken()
  const expires = new Date(now.getTime() + lifetimeDays * 86_400_000)
  await sql`
    insert into onward.sessions (token_hash, account_id, workspace_id, created_at, last_seen_at, expires_at)
    values (${hash}, ${accountId}, ${workspaceId}, ${now}, ${now}, ${expires})`.execute(db)
  return token
}

/** The session of a token, prolonged at most once an hour; null when it is unknown or over. */
export async function findSession(db: Db, token: string, now: Date): Promise<Session | null> {
  const { rows } = await sql<Session & { stale: boolean }>`
    select a.id as "accountId", s.workspace_id as "workspaceId", m.user_id as "userId", a.email, a.locale, a.theme,
      s.last_seen_at < ${now}::timestamptz - interval '1 hour' as stale
    from onward.sessions s
    join onward.accounts a on a.id = s.account_id
    join onward.memberships m on m.account_id = s.account_id and m.workspace_id = s.workspace_id
    where s.token_hash = ${hashToken(token)} and s.expires_at > ${now}`.execute(db)
  const row = rows[0]
  if (!row) return null
  const { stale, ...session } = row
  if (stale) {
    await sql`
      update onward.sessions set last_seen_at = ${now}, expires_at = ${new Date(now.getTime() + lifetimeDays * 86_400_000)}
      where token_hash = ${hashToken(token)}`.execute(db)
  }
  return session
}

export async function endSession(db: Db, token: string): Promise<void> {
  await sql`delete from onward.sessions where token_hash = ${hashToken(token)}`.execute(db)
}

/** Ends every session of an account, or all but the one that asks (after a change of password). */
export async function endSessionsOf(db: Db, accountId: string, exceptToken?: string): Promise<void> {
  const kept = exceptToken ? hashToken(exceptToken) : Buffer.alloc(0)
  await sql`delete from onward.sessions where account_id = ${accountId} and token_hash <> ${kept}`.execute(db)
}
