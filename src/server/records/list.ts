import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import { asksHistory } from '../../kernel/queries/history.ts'
import type { Ctx } from '../context.ts'
import { readsAll, visibleSql } from './access.ts'
import { inWorkspace } from './custom-model.ts'
import { conditionOf, type Narrowing, searchFor } from './list-condition.ts'
import {
  afterCursor,
  joinsOf,
  orderSql,
  readCursor,
  type SortKey,
  sortKeys,
  writeCursor,
} from './list-order.ts'
import { countRecords, countSample, largestExactCount, type Total } from './list-total.ts'
import { notDeleted, selectRecords, type Titles } from './read.ts'
import type { StoredRecord } from './rows.ts'
import { estimatedRows } from './table-sample.ts'

/** `search` is worked out from `q` unless the caller has done so already. */
export interface ListRequest extends Narrowing {
  /** Field names, `-` in front for descending; at most three. The id settles ties. */
  sort?: string[]
  /** `nextCursor` of the page before. */
  cursor?: string
  limit?: number
  /** Words to find in the search fields. */
  q?: string
  /** False: the total is not needed. */
  counted?: boolean
}

export interface ListPage {
  items: StoredRecord[]
  titles: Titles
  nextCursor: string | null
  /** Of the first page only: exact up to 10,000, else an estimate. */
  total: Total | null
  /** The words as they were understood, where nothing was found for them as they were typed. */
  shownFor: string | null
}

/** One page of the records the actor may read, in keyset order. */
export async function listRecords(ctx: Ctx, noun: Entity, request: ListRequest): Promise<ListPage> {
  const entity = inWorkspace(ctx, noun)
  const { filter, within, cursor, limit = 50, counted = true } = request
  const keys = sortKeys(ctx, entity, request.sort ?? [])
  const after = cursor ? readCursor(cursor, keys.length) : null
  const search = request.search ?? (await searchFor(ctx, entity, request.q))
  const where = conditionOf(ctx, entity, { filter, search, within })
  const only = keys[0]!.nullable
    ? await idsInOrder(ctx, entity, { keys, where, after, limit: limit + 1 })
    : null
  const isCounted = counted && !cursor
  const isWhole = !filter && !search && !within && readsAll(ctx, entity)
  const [{ records, titles, rows }, estimate] = await Promise.all([
    selectRecords(ctx, entity, {
      where: only
        ? sql<boolean>`t.id = any(${only}::uuid[])`
        : sql<boolean>`${where} and ${afterCursor(keys, after)}`,
      joins: joinsOf(keys, sql`left join`),
      tail: sql`order by ${sql.join(keys.map(orderSql))}`,
      along: keys.flatMap(({ along }) => along ?? []),
      // As a literal: a plan that is kept for any limit would not walk the index of the order.
      limit: sql.lit(limit + 1),
      keepsPlan: isWhole || only !== null,
    }),
    isCounted && (isWhole || asksHistory(filter)) ? estimatedRows(ctx, entity) : 0,
  ])
  const isLast = records.length <= limit
  const shown = Math.min(records.length, limit)
  return {
    items: records.slice(0, limit),
    titles,
    nextCursor: isLast ? null : writeCursor(keys, rows[limit - 1]!),
    total: isCounted
      ? await totalOf(ctx, entity, { filter, search, within }, { where, estimate, shown, isLast, isWhole })
      : null,
    shownFor: search?.shownFor ?? null,
  }
}

interface FirstPage {
  where: RawBuilder<boolean>
  /** Rows of the table; 0 where it was not asked for. */
  estimate: number
  /** Records on the page. */
  shown: number
  isLast: boolean
  /** Nothing narrows the list. */
  isWhole: boolean
}

/** How many records the list holds, from what is known already where that is enough. */
async function totalOf(
  ctx: Ctx,
  entity: Entity,
  { filter, search, within }: Narrowing,
  { where, estimate, shown, isLast, isWhole }: FirstPage,
): Promise<Total> {
  if (isLast) return { count: shown, exact: true }
  if (estimate > 2 * largestExactCount)
    return isWhole ? { count: estimate, exact: false } : countSample(ctx, entity, { where, estimate, shown })
  const found = !filter && !within && readsAll(ctx, entity) ? search?.holders.count : undefined
  if (found !== undefined && found <= largestExactCount) return { count: found, exact: true }
  return countRecords(ctx, entity, where)
}

interface Walk {
  keys: SortKey[]
  where: RawBuilder<boolean>
  after: unknown[] | null
  limit: number
}

/**
 * The records of a page whose first key may be empty: those that have it first, the others after them. Each part is
 * in an order an index has, while both together are in none and would all have to be sorted.
 */
async function idsInOrder(ctx: Ctx, entity: Entity, { keys, where, after, limit }: Walk): Promise<string[]> {
  const [first, ...rest] = keys as [SortKey, ...SortKey[]]
  const isPastFilled = after !== null && after[0] === null
  const filled = isPastFilled
    ? []
    : await walk(ctx, entity, {
        keys: [{ ...first, nullable: false }, ...rest],
        where: sql<boolean>`${where} and ${first.absent} is not null`,
        after,
        limit,
      })
  if (filled.length === limit) return filled
  const empty = await walk(ctx, entity, {
    keys: rest,
    where: sql<boolean>`${where} and ${first.absent} is null`,
    after: isPastFilled ? after.slice(1) : null,
    limit: limit - filled.length,
  })
  return [...filled, ...empty]
}

async function walk(ctx: Ctx, entity: Entity, { keys, where, after, limit }: Walk): Promise<string[]> {
  const [first, ...rest] = keys as [SortKey, ...SortKey[]]
  const { rows } = await sql<{ id: string }>`
    select t.id from ${sql.table(entity.table)} t ${joinsOf([first], first.nullable ? sql`left join` : sql`join`)} ${joinsOf(rest, sql`left join`)}
    where ${where} and ${afterCursor(keys, after)} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
    order by ${sql.join(keys.map(orderSql))} limit ${limit}`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
