import { type RawBuilder, sql } from 'kysely'
import type { Action } from '../../kernel/access/rights.ts'
import type { RecordSelection } from '../../kernel/commands/selection.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Ctx } from '../context.ts'
import { visibleSql, withinSql } from './access.ts'
import { conditionOf, searchFor } from './list-condition.ts'
import { notDeleted } from './read.ts'

/** The records of a selection that the actor may read, as what follows `from`; the table is `t`. */
export async function selectedSql(
  ctx: Ctx,
  entity: Entity,
  { ids, filter, q }: RecordSelection,
): Promise<RawBuilder<unknown>> {
  const where = ids
    ? sql<boolean>`t.id = any(${[...new Set(ids)]}::uuid[])`
    : conditionOf(ctx, entity, {
        // The filter is checked where it is compiled.
        filter: filter as Filter | undefined,
        search: await searchFor(ctx, entity, q),
      })
  return sql`${sql.table(entity.table)} t where ${where} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}`
}

/** How many records there are in a selection, exactly, and how many of them a right of the actor reaches. */
export async function countSelected(
  ctx: Ctx,
  entity: Entity,
  selection: RecordSelection,
  action: Action,
): Promise<{ total: number; allowed: number }> {
  const selected = await selectedSql(ctx, entity, selection)
  const { rows } = await sql<{ total: number; allowed: number }>`
    select count(*)::int as total, (count(*) filter (where ${withinSql(ctx, entity, action)}))::int as allowed
    from ${selected}`.execute(ctx.tx)
  return rows[0]!
}
