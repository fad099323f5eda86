import { sql } from 'kysely'
import type { FieldLimits } from '../../../kernel/access/field-rights.ts'
import type { Grants } from '../../../kernel/access/rights.ts'
import type { Ctx } from '../../../server/context.ts'

/** The live user with this e-mail. */
export async function findUserByEmail(ctx: Ctx, email: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from users where onward.fold(email) = onward.fold(${email}) and deleted_at is null`.execute(
    ctx.tx,
  )
  return rows[0]?.id ?? null
}

export interface RoleRow {
  id: string
  key: string | null
  grants: Grants
  fieldLimits: FieldLimits
  exportRows: number | null
  viewsPerHour: number | null
}

const roleColumns = sql`id, key, grants, field_limits as "fieldLimits", export_rows as "exportRows", views_per_hour as "viewsPerHour"`

/** Live roles with these ids. */
export async function findRoles(ctx: Ctx, ids: readonly string[]): Promise<RoleRow[]> {
  const { rows } = await sql<RoleRow>`
    select ${roleColumns} from roles where id = any(${ids}::uuid[]) and deleted_at is null`.execute(ctx.tx)
  return rows
}

/** The shipped role with this key, if it has not been deleted. */
export async function findRoleByKey(ctx: Ctx, key: string): Promise<RoleRow | null> {
  const { rows } = await sql<RoleRow>`
    select ${roleColumns} from roles where key = ${key} and deleted_at is null`.execute(ctx.tx)
  return rows[0] ?? null
}

/** How many live users have a role. */
export async function countUsersOf(ctx: Ctx, column: 'role' | 'team', id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from users where ${sql.ref(`${column}_id`)} = ${id} and deleted_at is null`.execute(
    ctx.tx,
  )
  return rows[0]!.count
}

/**
 * Users who can sign in as administrator. Locks the role first, so two administrators cannot switch each other
 * off at the same moment.
 */
export async function lockAdministrators(ctx: Ctx): Promise<string[]> {
  await sql`select from roles where key = 'administrator' for no key update`.execute(ctx.tx)
  const { rows } = await sql<{ id: string }>`
    select u.id from users u
    join roles r on r.id = u.role_id and r.key = 'administrator'
    join onward.memberships m on m.workspace_id = ${ctx.workspace.id} and m.user_id = u.id
    where u.is_active and u.deleted_at is null`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** What a role bounds by a number: rows exported within a day, records looked at within an hour unnoticed. */
export const bounds = ['exportRows', 'viewsPerHour'] as const
export type Bound = (typeof bounds)[number]
/** Null: not at all. */
export type Bounds = Record<Bound, number | null>

/** How far the roles may go that the actor gives or makes: as far as his own, an administrator's as far as there is. */
export async function boundsToGive(ctx: Ctx): Promise<Bounds> {
  if (ctx.actor.via === 'system') return { exportRows: null, viewsPerHour: null }
  const { rows } = await sql<Bounds & { key: string | null }>`
    select ${roleColumns} from roles where id = ${ctx.actor.roleId}`.execute(ctx.tx)
  const [own] = rows
  if (own?.key === 'administrator') return { exportRows: null, viewsPerHour: null }
  return own ?? { exportRows: 0, viewsPerHour: 0 }
}

/** Rows the actor may export within a day; null: as many as there are. */
export async function ownExportRows(ctx: Ctx): Promise<number | null> {
  const { rows } = await sql<{ most: number | null }>`
    select export_rows as most from roles where id = ${ctx.actor.roleId}`.execute(ctx.tx)
  return rows[0] ? rows[0].most : 0
}
