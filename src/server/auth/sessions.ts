import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../kernel/access/rights.ts'
import type { Workspace } from '../context.ts'
import type { Db } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { type ActorRow, actorColumns, actorTables, toActor } from './actors.queries.ts'

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

/** The session of a token with the active user it is for, who acts under it. */
export interface SignedIn {
  session: Session
  actor: Actor & { name: string }
}

/**
 * The session of a token and who acts under it, prolonged at most once an hour; null when it is unknown or over, or
 * when its user may not act any more.
 */
export async function findSignedIn(
  db: Db,
  token: string,
  { id, schema }: Pick<Workspace, 'id' | 'schema'>,
  now: Date,
): Promise<SignedIn | null> {
  const hash = hashToken(token)
  const { rows } = await prepared(
    sql<Session & ActorRow & { stale: boolean }>`
    select a.id as "accountId", s.workspace_id as "workspaceId", a.email, a.locale, a.theme,
      s.last_seen_at < ${now}::timestamptz - interval '1 hour' as stale, ${actorColumns(schema)}
    from onward.sessions s
    join onward.accounts a on a.id = s.account_id
    join onward.memberships m on m.account_id = s.account_id and m.workspace_id = s.workspace_id
    join (${actorTables(schema)}) on u.id = m.user_id
    where s.token_hash = ${hash} and s.expires_at > ${now} and s.workspace_id = ${id}`,
    db,
  )
  const row = rows[0]
  if (!row) return null
  if (row.stale)
    await sql`
      update onward.sessions set last_seen_at = ${now}, expires_at = ${new Date(now.getTime() + lifetimeDays * 86_400_000)}
      where token_hash = ${hash}`.execute(db)
  const { accountId, workspaceId, email, locale, theme } = row
  const actor = toActor(row, 'session')
  return { session: { accountId, workspaceId, userId: actor.userId, email, locale, theme }, actor }
}

const mostRemembered = 10_000
const workspaceOfToken = new Map<string, string>()

/** The workspace of a token, which never changes and is therefore remembered; whether the session still holds is not told. */
export async function workspaceOfSession(db: Db, token: string): Promise<string | null> {
  const hash = hashToken(token)
  const key = hash.toString('base64')
  const known = workspaceOfToken.get(key)
  if (known) return known
  const { rows } = await sql<{ workspace: string }>`
    select workspace_id as workspace from onward.sessions where token_hash = ${hash}`.execute(db)
  const workspace = rows[0]?.workspace ?? null
  if (workspace === null) return null
  if (workspaceOfToken.size >= mostRemembered) workspaceOfToken.clear()
  workspaceOfToken.set(key, workspace)
  return workspace
}

/** Ends a session; says whose it was, null when there was none. */
export async function endSession(
  db: Db,
  token: string,
): Promise<{ workspaceId: string; userId: string } | null> {
  const { rows } = await sql<{ workspaceId: string; userId: string }>`
    with ended as (
      delete from onward.sessions where token_hash = ${hashToken(token)} returning account_id, workspace_id
    )
    select m.workspace_id as "workspaceId", m.user_id as "userId" from ended e
    join onward.memberships m on m.account_id = e.account_id and m.workspace_id = e.workspace_id`.execute(db)
  return rows[0] ?? null
}

/** Ends every session of an account, or all but the one that asks (after a change of password). */
export async function endSessionsOf(db: Db, accountId: string, exceptToken?: string): Promise<void> {
  const kept = exceptToken ? hashToken(exceptToken) : Buffer.alloc(0)
  await sql`delete from onward.sessions where account_id = ${accountId} and token_hash <> ${kept}`.execute(db)
}
