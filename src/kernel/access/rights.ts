import { z } from 'zod'
import { customPrefix, isCustom } from '../entities/custom-name.ts'
import type { FieldLimits } from './field-rights.ts'

/** How far a right reaches: nobody's records, one's own, one's team's, everybody's. */
export const scopes = ['no', 'own', 'team', 'all'] as const
export type Scope = (typeof scopes)[number]

export const actions = ['read', 'create', 'update', 'delete', 'import', 'export'] as const
export type Action = (typeof actions)[number]

/** Rights of a role: object → action → scope. What is not named is `no`. */
export type Grants = Record<string, Partial<Record<Action, Scope>>>

export const grantsShape: z.ZodType<Grants> = z.record(
  z.string(),
  z.partialRecord(z.enum(actions), z.enum(scopes)),
)

/** The person (or key) on whose behalf something is done. */
export interface Actor {
  userId: string
  roleId: string
  /** Null when the user is in no team. */
  teamId: string | null
  /** Members of the actor's team, the actor included. */
  teamMemberIds: readonly string[]
  grants: Grants
  /** What he may not do with single fields; nothing is limited when it is not said. */
  fieldLimits?: FieldLimits
  /** Records he may read within an hour before administrators are told; null: any number. */
  viewsPerHour?: number | null
  /** What acts: a person in a browser, an API key, the system itself. */
  via: 'session' | 'key' | 'system'
  /** The key by which it is done. */
  keyId?: string
}

/** Scope of a right written `object:action`. */
export function scopeOf(actor: Actor, object: string, action: Action): Scope {
  return actor.via === 'system' ? 'all' : grantOf(actor.grants, object, action)
}

/** Stands for every object the workspace has added and that is not named. */
export const anyOwnObject = `${customPrefix}*`

/** The scope a role grants. */
export function grantOf(grants: Grants, object: string, action: Action): Scope {
  return grantsOn(grants, object)[action] ?? 'no'
}

/**
 * All it grants on one object. On one the workspace has added, of which nothing is said yet, it reaches as far as on
 * companies.
 */
export function grantsOn(grants: Grants, object: string): Grants[string] {
  const said = Object.hasOwn(grants, object) ? grants[object] : undefined
  return said ?? (isCustom(object) ? (grants[anyOwnObject] ?? grants.company) : undefined) ?? {}
}

/** Whether a record with this owner is within a scope. A record without an owner belongs to "all" only. */
export function isWithin(scope: Scope, actor: Actor, ownerId: string | null): boolean {
  if (scope === 'all') return true
  if (scope === 'own') return ownerId === actor.userId
  if (scope === 'team')
    return ownerId !== null && (ownerId === actor.userId || actor.teamMemberIds.includes(ownerId))
  return false
}
