import { sql } from 'kysely'
import { isWithin, scopeOf } from '../../../kernel/access/rights.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { reachableSql } from '../../../server/records/access.ts'
import { type StoredRecord, selectColumns, toRecord } from '../../../server/records/rows.ts'
import { changeRecord } from '../../../server/records/write.ts'
import type { Values } from '../../../server/registry.ts'
import type { Plan } from './plan-batch.ts'

/** What a row knows about a record of another kind that is there already. */
export interface Fill {
  kind: string
  id: string
  values: Values
}

/**
 * Fills empty fields of records that rows have named; what is filled already stays, and so do records the actor may not
 * change. Rows before others come first. Writes after everything new is there.
 */
export async function fillLinked(ctx: Ctx, { rows }: Plan): Promise<void> {
  const wanted = new Map<string, Map<string, Values>>()
  for (const { outcome, fills } of rows)
    if (outcome !== 'failed' && outcome !== 'skipped')
      for (const { kind, id, values } of fills) {
        const ofKind = wanted.get(kind) ?? new Map<string, Values>()
        wanted.set(kind, ofKind.set(id, { ...values, ...ofKind.get(id) }))
      }
  for (const [kind, values] of wanted) await fillKind(ctx, ctx.registry.catalog.entity(kind), values)
}

async function fillKind(ctx: Ctx, entity: Entity, wanted: ReadonlyMap<string, Values>): Promise<void> {
  const scope = scopeOf(ctx.actor, entity.rightsObject, 'update')
  if (scope === 'no') return
  for (const stored of await lockAll(ctx, entity, [...wanted.keys()])) {
    if (!isWithin(scope, ctx.actor, (stored[entity.ownerField ?? ''] as string | null) ?? null)) continue
    const lacking = Object.entries(wanted.get(stored.id) ?? {}).filter(([name]) => stored[name] == null)
    if (lacking.length > 0) await changeRecord(ctx, entity, stored, Object.fromEntries(lacking))
  }
}

async function lockAll(ctx: Ctx, entity: Entity, ids: string[]): Promise<StoredRecord[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${sql.table(entity.table)} t
    where t.id = any(${ids}::uuid[]) and t.deleted_at is null and ${reachableSql(ctx, entity, 't')}
    order by t.id for no key update`.execute(ctx.tx)
  return rows.map((row) => toRecord(entity, row))
}
