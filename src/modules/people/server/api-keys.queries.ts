import { sql } from 'kysely'
import type { KeyScopes } from '../../../kernel/access/key-scopes.ts'
import type { Ctx } from '../../../server/context.ts'

export interface ApiKeyRow {
  id: string
  name: string
  hint: string
  user: string
  userName: string
  isService: boolean
  scopes: KeyScopes | null
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}

/** Keys in force of one user, or of everybody. */
export async function findApiKeys(ctx: Ctx, userId: string | null): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select k.id, k.name, k.hint, k.user_id as "user", u.name as "userName",
      ${isService} as "isService", k.scopes, k.created_at as "createdAt", k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt"
    from onward.api_keys k join users u on u.id = k.user_id
    where k.workspace_id = ${ctx.workspace.id} and k.revoked_at is null
      and (${userId}::uuid is null or k.user_id = ${userId}::uuid)
    order by k.id`.execute(ctx.tx)
  return rows
}

export async function insertApiKey(
  ctx: Ctx,
  key: {
    id: string
    hash: Buffer
    user: string
    name: string
    hint: string
    scopes: KeyScopes | null
    expiresAt: string | null
  },
): Promise<void> {
  const scopes = key.scopes && JSON.stringify(key.scopes)
  await sql`
    insert into onward.api_keys (id, token_hash, workspace_id, user_id, name, hint, scopes, expires_at, created_at)
    values (${key.id}, ${key.hash}, ${ctx.workspace.id}, ${key.user}, ${key.name}, ${key.hint}, ${scopes}::jsonb,
      ${key.expiresAt}, ${ctx.now})`.execute(ctx.tx)
}

/** Whether a user `u` is one nobody can sign in as. */
const isService = sql<boolean>`(u.email is null and not exists (
  select from onward.memberships m where m.workspace_id = k.workspace_id and m.user_id = u.id))`

/** Whether an active user of this id is there for programs alone: nobody signs in as him. */
export async function isServiceUser(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select ${isService} as is from users u cross join (select ${ctx.workspace.id}::uuid as workspace_id) k
    where u.id = ${id} and u.is_active and u.deleted_at is null for update of u`.execute(ctx.tx)
  return rows[0]?.is ?? false
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
