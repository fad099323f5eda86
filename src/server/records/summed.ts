import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import type { Ctx } from '../context.ts'
import { readsAll, visibleSql } from './access.ts'
import type { ListRequest } from './list.ts'
import { conditionOf, searchFor } from './list-condition.ts'
import { notDeleted } from './read.ts'
import { estimatedRows, sampleOf } from './table-sample.ts'

/** So many records are looked at one by one; of more, a sample stands for all. */
export const largestSummed = 50_000
/** About how many records a sample is taken from. */
const sampled = 30_000

export interface SummedRequest {
  entity: string
  filter?: Filter
  q?: string
  /** All are looked at one by one, however many they are: where an index alone tells. */
  isExact?: boolean
}

/** Rows to be counted and added up, as the body of a `with found as (…)`. */
export interface SummedRows {
  entity: Entity
  /** What the request narrows them by. */
  chosen: Pick<ListRequest, 'filter' | 'search'>
  /** They are all looked at one by one, however many they are. */
  isExact: boolean
  /** The request is about all there is, which is known to be more than are looked at one by one. */
  isBeyond: boolean
  /** All that meet the request, but at most one more than `largestSummed`. */
  bounded(columns: RawBuilder<unknown>): RawBuilder<unknown>
  /** Of a sample of the table, the same at every asking; each row of it stands for `scale` rows. */
  sample(columns: RawBuilder<unknown>): { rows: RawBuilder<unknown>; scale: number }
}

/** The records a request is about, as far as the actor may read them. */
export async function summedRows(
  ctx: Ctx,
  { entity: name, filter, q, isExact = false }: SummedRequest,
): Promise<SummedRows> {
  const entity = ctx.registry.catalog.find(name) ?? refuse('entity', 'value.not-found')
  const search = await searchFor(ctx, entity, q)
  const chosen = { filter, search }
  const where = conditionOf(ctx, entity, chosen)
  const isWhole = filter === undefined && search === null && readsAll(ctx, entity)
  const estimate = isExact ? 0 : await estimatedRows(ctx, entity)
  const meets = sql`${where} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}`
  const table = sql.table(entity.table)
  return {
    entity,
    chosen,
    isExact,
    isBeyond: isWhole && estimate > 2 * largestSummed,
    bounded: (columns) =>
      sql`select ${columns} from ${table} t where ${meets} ${isExact ? sql`` : sql`limit ${largestSummed + 1}`}`,
    sample(columns) {
      const share = Math.min(1, sampled / Math.max(1, estimate))
      return {
        rows: sql`select ${columns} from ${sampleOf(entity, share)} where ${meets}`,
        scale: 1 / share,
      }
    },
  }
}

/** Refuses a part of what was asked, naming it. */
export function refuse(field: string, error: string, params: Record<string, unknown> = {}): never {
  return fail('input.invalid', {}, [{ field, error, params }])
}
