import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/database.ts'
import { wholeRecords } from '../records/read.ts'
import type { StoredRecord } from '../records/rows.ts'
import type { Membership } from './accounts.queries.ts'

/** The account behind a user of a workspace. */
export interface Member {
  accountId: string
  email: string
  /** The account belongs to other workspaces as well, so it is not this one's to change. */
  isShared: boolean
}

export async function findMember(tx: Tx, { workspaceId, userId }: Membership): Promise<Member | null> {
  const { rows } = await sql<Member>`
    select a.id as "accountId", a.email,
      exists (select from onward.memberships o where o.account_id = a.id and o.workspace_id <> m.workspace_id) as "isShared"
    from onward.memberships m join onward.accounts a on a.id = m.account_id
    where m.workspace_id = ${workspaceId} and m.user_id = ${userId}`.execute(tx)
  return rows[0] ?? null
}

/** Makes a user sign in anew wherever he is signed in to this workspace. */
export async function endSessionsOfUser(tx: Tx, { workspaceId, userId }: Membership): Promise<void> {
  await sql`
    delete from onward.sessions s using onward.memberships m
    where m.workspace_id = ${workspaceId} and m.user_id = ${userId}
      and s.account_id = m.account_id and s.workspace_id = m.workspace_id`.execute(tx)
}

/** Shuts every door of a user to this workspace: sessions, API keys, invitations. */
export async function shutOut(tx: Tx, membership: Membership, now: Date): Promise<void> {
  const { workspaceId, userId } = membership
  await endSessionsOfUser(tx, membership)
  await removeInvitations(tx, membership)
  await sql`
    update onward.api_keys set revoked_at = ${now}
    where workspace_id = ${workspaceId} and user_id = ${userId} and revoked_at is null`.execute(tx)
}

/** Makes the links by which a user could get in void. */
export async function removeInvitations(tx: Tx, { workspaceId, userId }: Membership): Promise<void> {
  await sql`
    delete from onward.invitations where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(tx)
}

/** Takes a user's account off the workspace; an account that belongs to no other is removed. */
export async function removeMember(tx: Tx, { workspaceId, userId }: Membership): Promise<void> {
  const member = await findMember(tx, { workspaceId, userId })
  if (!member) return
  await sql`delete from onward.memberships where workspace_id = ${workspaceId} and user_id = ${userId}`.execute(
    tx,
  )
  if (!member.isShared) await sql`delete from onward.accounts where id = ${member.accountId}`.execute(tx)
}

export async function changeAccountEmail(tx: Tx, accountId: string, email: string): Promise<void> {
  await sql`update onward.accounts set email = ${email} where id = ${accountId}`.execute(tx)
}

/** The record of a user, locked for a change that needs no right over others. */
export async function lockUser(ctx: Ctx, userId: string): Promise<StoredRecord | null> {
  const user = ctx.registry.catalog.entity('user')
  const { records } = await wholeRecords(ctx, user, {
    where: sql<boolean>`t.id = ${userId}`,
    tail: sql`for update of t`,
    limit: 1,
  })
  return records[0] ?? null
}
