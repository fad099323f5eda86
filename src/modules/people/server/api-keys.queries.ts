import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'

export interface ApiKeyRow {
  id: string
  name: string
  hint: string
  user: string
  userName: string
  createdAt: string
  lastUsedAt: string | null
}

/** Keys in force of one user, or of everybody. */
export async function findApiKeys(ctx: Ctx, userId: string | null): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select k.id, k.name, k.hint, k.user_id as "user", u.name as "userName",
      k.created_at as "createdAt", k.last_used_at as "lastUsedAt"
    from onward.api_keys k join users u on u.id = k.user_id
    where k.workspace_id = ${ctx.workspace.id} and k.revoked_at is null
      and (${userId}::uuid is null or k.user_id = ${userId}::uuid)
    order by k.id`.execute(ctx.tx)
  return rows
}

export async function insertApiKey(
  ctx: Ctx,
  key: { id: string; hash: Buffer; name: string; hint: string },
): Promise<void> {
  await sql`
    insert into onward.api_keys (id, token_hash, workspace_id, user_id, name, hint, created_at)
    values (${key.id}, ${key.hash}, ${ctx.workspace.id}, ${ctx.actor.userId}, ${key.name}, ${key.hint}, ${ctx.now})`.execute(
    ctx.tx,
  )
}

/** Revokes a key, of one user or of anybody; the name and owner of the revoked key, null when there is none. */
export async function revokeKey(
  ctx: Ctx,
  id: string,
  userId: string | null,
): Promise<{ name: string; user: string } | null> {
  const { rows } = await sql<{ name: string; user: string }>`
    update onward.api_keys set revoked_at = ${ctx.now}
    where id = ${id} and workspace_id = ${ctx.workspace.id} and revoked_at is null
      and (${userId}::uuid is null or user_id = ${userId}::uuid)
    returning name, user_id as "user"`.execute(ctx.tx)
  return rows[0] ?? null
}
