import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { visibleSql } from './access.ts'
import { notDeleted } from './read.ts'
import { sampleOf } from './table-sample.ts'

/** How many records a list holds. `exact` is false for an estimate, which screens mark with ≈. */
export interface Total {
  count: number
  exact: boolean
}

/** The most records that are counted one by one. */
export const largestExactCount = 10_000

/** Counts up to 10,000 records that the actor may read; beyond, the planner's estimate. */
export async function countRecords(ctx: Ctx, entity: Entity, where: RawBuilder<boolean>): Promise<Total> {
  const from = sql`from ${sql.table(entity.table)} t where ${where} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}`
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select 1 ${from} limit ${largestExactCount + 1}) few`.execute(ctx.tx)
  const count = rows[0]!.count
  if (count <= largestExactCount) return { count, exact: true }
  const { rows: plan } = await sql<{
    'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }]
  }>`explain (format json) select 1 ${from}`.execute(ctx.tx)
  return { count: Math.max(count, plan[0]!['QUERY PLAN'][0].Plan['Plan Rows']), exact: false }
}

/** Rows of a sample. */
const sampled = 10_000

/**
 * Estimates from a sample of the table, for conditions on history: counting would read the events of every record.
 * `estimate` is the number of rows of the table, `shown` how many records are known to match.
 */
export async function countSample(
  ctx: Ctx,
  entity: Entity,
  { where, estimate, shown }: { where: RawBuilder<boolean>; estimate: number; shown: number },
): Promise<Total> {
  const share = sampled / estimate
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sampleOf(entity, share)}
    where ${where} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}`.execute(ctx.tx)
  return { count: Math.max(shown + 1, Math.round(rows[0]!.count / share)), exact: false }
}
