import { type RawBuilder, sql } from 'kysely'
import { type Action, isWithin, type Scope, scopeOf } from '../../kernel/access/rights.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { isPlanted } from '../plants.ts'
import type { StoredRecord } from './rows.ts'

/** Refuses unless the role gives this right at least on some records; returns how far it reaches. */
export function requireRight(ctx: Ctx, entity: Entity, action: Action): Scope {
  const scope = scopeOf(ctx.actor, entity.rightsObject, action)
  if (scope === 'no') fail('access.denied', { right: `${entity.rightsObject}:${action}` })
  return entity.ownerField ? scope : 'all'
}

/**
 * Condition over `alias` that holds for the records the actor may read. A module's rule of seeing stands in
 * the place of the owner scope: a note is seen by whoever sees its customer, not only by its author's team.
 */
export function visibleSql(ctx: Ctx, entity: Entity, alias = 't'): RawBuilder<boolean> {
  const scope = requireRight(ctx, entity, 'read')
  if (isPlanted('unscoped')) return sql<boolean>`true`
  const rule = ctx.registry.visibility.get(entity.name)
  return rule && ctx.actor.via !== 'system' ? rule(ctx, alias) : scopeSql(ctx, entity, scope, alias)
}

/** Whether the actor reads every record of a kind there is. */
export function readsAll(ctx: Ctx, entity: Entity): boolean {
  if (ctx.registry.visibility.has(entity.name) && ctx.actor.via !== 'system') return false
  return !entity.ownerField || requireRight(ctx, entity, 'read') === 'all'
}

/** Condition over `alias`, a row the actor may read: another right of the actor reaches it too. */
export function withinSql(ctx: Ctx, entity: Entity, action: Action, alias = 't'): RawBuilder<boolean> {
  return scopeSql(ctx, entity, requireRight(ctx, entity, action), alias)
}

/** The same for records a filter reaches on the way; those of a kind the actor may not read are as if there were none. */
export function reachableSql(ctx: Ctx, entity: Entity, alias: string): RawBuilder<boolean> {
  return scopeOf(ctx.actor, entity.rightsObject, 'read') === 'no'
    ? sql<boolean>`false`
    : visibleSql(ctx, entity, alias)
}

/**
 * Condition over `alias`, a record that others lead to: the actor is told its name; null where he always is. Names of
 * customers and work are told to whoever reads them. Those of people, stages and the like stand on what everybody sees.
 */
export function namedSql(ctx: Ctx, entity: Entity, alias: string): RawBuilder<boolean> | null {
  const scope = scopeOf(ctx.actor, entity.rightsObject, 'read')
  const isTold = !entity.extensible || scope === 'all' || (scope !== 'no' && !entity.ownerField)
  return isTold ? null : reachableSql(ctx, entity, alias)
}

/**
 * An own or team scope covers the records one owns and, of leads and deals, those whose next step one owns:
 * whoever must call has to see whom.
 */
function scopeSql(ctx: Ctx, entity: Entity, scope: Scope, alias: string): RawBuilder<boolean> {
  if (scope === 'all' || !entity.ownerField) return sql<boolean>`true`
  const people = [...new Set([ctx.actor.userId, ...(scope === 'own' ? [] : ctx.actor.teamMemberIds)])]
  const isOfThem = (column: RawBuilder<unknown>) =>
    people.length === 1
      ? sql<boolean>`${column} = ${people[0]}`
      : sql<boolean>`${column} = any(${people}::uuid[])`
  const owned = isOfThem(
    sql.ref(`${alias}.${columnOf(entity.ownerField, entity.fields[entity.ownerField]!)}`),
  )
  if (!entity.worked) return owned
  return sql<boolean>`(${owned} or exists (
    select 1 from steps own_step
    where own_step.id = ${sql.ref(`${alias}.next_step_id`)} and ${isOfThem(sql`own_step.owner_id`)}))`
}

/** By what a right reaches a record: it reaches all, the owner or who does the next step is the actor or of his team. */
export type Reach = 'all' | 'owner' | 'ownerTeam' | 'step' | 'stepTeam'

/** By what a right of the actor reaches a record he sees; null where it does not. */
export function reachOn(
  { actor }: Pick<Ctx, 'actor'>,
  { rightsObject, ownerField }: Entity,
  action: Action,
  record: StoredRecord,
): Reach | null {
  const scope = scopeOf(actor, rightsObject, action)
  if (scope === 'no') return null
  if (scope === 'all' || !ownerField) return 'all'
  const owner = record[ownerField] as string | null
  if (isWithin(scope, actor, owner)) return owner === actor.userId ? 'owner' : 'ownerTeam'
  const step = record.step as { owner: string } | null | undefined
  if (!step || !isWithin(scope, actor, step.owner)) return null
  return step.owner === actor.userId ? 'step' : 'stepTeam'
}

/** Refuses when the record is outside the scope of the action; the actor already sees it. */
export function requireRightOn(ctx: Ctx, entity: Entity, action: Action, record: StoredRecord): void {
  if (!reachOn(ctx, entity, action, record))
    fail('access.denied', { right: `${entity.rightsObject}:${action}` })
}

/**
 * Condition over `alias`: every record the row belongs to (by these ref columns) is one the actor may read.
 * For notes and steps, which are seen by whoever sees their lead, deal or customer.
 */
export function visibleThrough(
  ctx: Ctx,
  alias: string,
  owners: Readonly<Record<string, string>>,
): RawBuilder<boolean> {
  const conditions = Object.entries(owners).flatMap(([column, name]) => {
    const entity = ctx.registry.catalog.entity(name)
    const scope = scopeOf(ctx.actor, entity.rightsObject, 'read')
    const owner = sql.ref(`${alias}.${column}`)
    if (scope === 'all') return []
    if (scope === 'no') return [sql<boolean>`${owner} is null`]
    return [
      sql<boolean>`(${owner} is null or ${owner} in (select seen.id from ${sql.table(entity.table)} seen where ${scopeSql(ctx, entity, scope, 'seen')}))`,
    ]
  })
  return conditions.length > 0 ? sql<boolean>`(${sql.join(conditions, sql` and `)})` : sql<boolean>`true`
}
