import { type RawBuilder, sql } from 'kysely'
import type { Action } from '../../kernel/access/rights.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { checkFilter } from '../../kernel/queries/check-filter.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import { searchWords } from '../../kernel/text/search/search-words.ts'
import type { Ctx } from '../context.ts'
import { reachableSql, readsAll, withinSql } from './access.ts'
import { filterSql } from './filter-sql.ts'
import { largestExactCount } from './list-total.ts'
import { few, isReadable, readingAsTyped, readQuery } from './search.ts'
import { type Holders, heldSql, holdersOf } from './search-entries.ts'

/** What narrows a list. */
export interface Narrowing {
  filter?: Filter
  /** What the words of the request mean, see `searchFor`. */
  search?: Sought | null
  /** Only records that this right of the actor reaches as well. */
  within?: Action
}

/** What the words of a request were taken for, and where they are found. */
export interface Sought {
  holders: Holders
  shownFor: string | null
}

/**
 * The condition of a list over alias `t`. What the actor may read at all (`visibleSql`) is not part of it. Fails with
 * `input.bad-filter`.
 */
export function conditionOf(
  ctx: Ctx,
  entity: Entity,
  { filter, search, within }: Narrowing,
): RawBuilder<boolean> {
  const met = metSql(ctx, entity, { filter, search })
  return within ? sql<boolean>`${met} and ${withinSql(ctx, entity, within)}` : met
}

function metSql(ctx: Ctx, entity: Entity, { filter, search }: Narrowing): RawBuilder<boolean> {
  const { catalog } = ctx.registry
  const chosen = filter
    ? filterSql(checkFilter(filter, entity, catalog), entity, {
        catalog,
        alias: 't',
        actor: ctx.actor,
        now: ctx.now,
        timeZone: ctx.workspace.timeZone,
        visible: (other, alias) => reachableSql(ctx, other, alias),
      })
    : sql<boolean>`true`
  return search ? sql<boolean>`${chosen} and ${heldSql(search.holders, entity, !filter)}` : chosen
}

/** What the words of a request mean in a list of this entity; null where there are none. */
export async function searchFor(ctx: Ctx, entity: Entity, q: string | undefined): Promise<Sought | null> {
  if (!q?.trim()) return null
  const typed = readingAsTyped(searchWords(q))
  if (isReadable(typed) && readsAll(ctx, entity)) {
    const holders = await holdersOf(ctx, entity, typed, largestExactCount + 1)
    if (holders.count >= few) return { holders, shownFor: null }
  }
  const { reading, shownFor } = await readQuery(ctx, [entity], q)
  return { holders: await holdersOf(ctx, entity, reading, largestExactCount + 1), shownFor }
}
