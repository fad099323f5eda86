import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** Who can sign in, of whatever workspace. */
export interface Account {
  id: string
  email: string
  passwordHash: string
}

/** The account with this e-mail, which is in lower case. */
export async function findAccount(db: Db, email: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select id, email, password_hash as "passwordHash" from onward.accounts where email = ${email}`.execute(db)
  return rows[0] ?? null
}

export async function insertAccount(
  db: Db,
  account: Account & { locale: 'ru' | 'en' },
  now: Date,
): Promise<void> {
  const { id, email, passwordHash, locale } = account
  await sql`
    insert into onward.accounts (id, email, password_hash, locale, created_at)
    values (${id}, ${email}, ${passwordHash}, ${locale}, ${now})`.execute(db)
}

/** Sets another password, if `seen` is still the one in force. */
export async function replacePassword(
  db: Db,
  accountId: string,
  seen: string,
  passwordHash: string,
): Promise<boolean> {
  const { rows } = await sql`
    update onward.accounts set password_hash = ${passwordHash}
    where id = ${accountId} and password_hash = ${seen} returning id`.execute(db)
  return rows.length > 0
}

/** Changes how the product looks for a person; what is undefined stays. */
export async function setPreferences(
  db: Db,
  accountId: string,
  locale?: string,
  theme?: string,
): Promise<void> {
  await sql`
    update onward.accounts set locale = coalesce(${locale ?? null}, locale), theme = coalesce(${theme ?? null}, theme)
    where id = ${accountId}`.execute(db)
}

/** A workspace an account belongs to, and as which user. */
export interface Membership {
  workspaceId: string
  userId: string
}

/** Memberships of an account, the most recently used first. */
export async function membershipsOf(db: Db, accountId: string): Promise<Membership[]> {
  const { rows } = await sql<Membership>`
    select m.workspace_id as "workspaceId", m.user_id as "userId" from onward.memberships m
    where m.account_id = ${accountId}
    order by (
      select max(s.last_seen_at) from onward.sessions s
      where s.account_id = m.account_id and s.workspace_id = m.workspace_id
    ) desc nulls last, m.workspace_id`.execute(db)
  return rows
}

export async function insertMembership(
  db: Db,
  accountId: string,
  { workspaceId, userId }: Membership,
): Promise<void> {
  await sql`
    insert into onward.memberships (account_id, workspace_id, user_id)
    values (${accountId}, ${workspaceId}, ${userId}) on conflict do nothing`.execute(db)
}

/** Removes what is over: sessions, invitations and counted tries. */
export async function removeExpired(db: Db, now: Date): Promise<void> {
  await sql`
    with sessions as (delete from onward.sessions where expires_at < ${now}),
      invitations as (delete from onward.invitations where expires_at < ${now})
    delete from onward.tries where until < ${now}`.execute(db)
}
