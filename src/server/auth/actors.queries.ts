import { type RawBuilder, sql } from 'kysely'
import type { FieldLimits } from '../../kernel/access/field-rights.ts'
import type { Actor, Grants } from '../../kernel/access/rights.ts'
import type { Db } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'

/** What is read of a user to know what he may do. */
export interface ActorRow {
  userId: string
  name: string
  roleId: string
  teamId: string | null
  grants: Grants
  fieldLimits: FieldLimits
  viewsPerHour: number | null
  members: string[]
}

/** The active user of a workspace as one who acts; null when there is no such user or he may not act any more. */
export async function findActor(
  db: Db,
  schema: string,
  userId: string,
  via: Actor['via'],
): Promise<(Actor & { name: string }) | null> {
  const { rows } = await prepared(
    sql<ActorRow>`select ${actorColumns(schema)} from ${actorTables(schema)} where u.id = ${userId}`,
    db,
  )
  return rows[0] ? toActor(rows[0], via) : null
}

/** Columns of an `ActorRow`, over `actorTables`. */
export function actorColumns(schema: string): RawBuilder<unknown> {
  return sql`u.id as "userId", u.name, u.role_id as "roleId", u.team_id as "teamId", r.grants,
    r.field_limits as "fieldLimits", r.views_per_hour as "viewsPerHour",
    array(select other.id from ${sql.id(schema, 'users')} other where other.team_id = u.team_id) as members`
}

/** Users that may act, as `u`, with their roles. */
export function actorTables(schema: string): RawBuilder<unknown> {
  const active = sql`select * from ${sql.id(schema, 'users')} where is_active and deleted_at is null`
  return sql`(${active}) u join ${sql.id(schema, 'roles')} r on r.id = u.role_id`
}

export function toActor({ members, ...row }: ActorRow, via: Actor['via']): Actor & { name: string } {
  const { userId, name, roleId, teamId, grants, fieldLimits, viewsPerHour } = row
  return { userId, roleId, teamId, teamMemberIds: members, grants, fieldLimits, viewsPerHour, via, name }
}
