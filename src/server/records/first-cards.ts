import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import { andFilter, emptyFilter, type Filter } from '../../kernel/queries/filter.ts'
import type { Ctx } from '../context.ts'
import { visibleSql } from './access.ts'
import type { ListPage, ListRequest } from './list.ts'
import { conditionOf } from './list-condition.ts'
import { joinsOf, orderSql, type SortKey, sortKeys, writeCursor } from './list-order.ts'
import { notDeleted, selectRecords, type Titles } from './read.ts'

export interface FirstCards {
  pages: Pick<ListPage, 'items' | 'nextCursor'>[]
  titles: Titles
}

/**
 * The first page of each part of a list, all of them in two statements. A part is a condition: its records are planned
 * for by its own value, so that a rare one is looked for by that value and a common one along the order.
 */
export async function firstCards(
  ctx: Ctx,
  entity: Entity,
  parts: readonly Filter[],
  {
    filter = emptyFilter,
    search,
    sort,
    limit,
  }: Pick<ListRequest, 'filter' | 'search'> & { sort: string[]; limit: number },
): Promise<FirstCards> {
  if (parts.length === 0) return { pages: [], titles: {} }
  const keys = sortKeys(ctx, entity, sort)
  const each = parts.map((part, at) => {
    const where = sql<boolean>`${conditionOf(ctx, entity, { filter: andFilter(filter, part), search })}
      and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}`
    // One more tells that a page follows.
    return sql`select ${at}::int as at, ${idsSql(entity, { keys, where, limit: limit + 1 })} as ids`
  })
  const { rows: found } = await sql<{
    at: number
    ids: string[]
  }>`${sql.join(each, sql` union all `)}`.execute(ctx.tx)
  const lists = parts.map((_, at) => found.find((one) => one.at === at)?.ids ?? [])
  return readPages(ctx, entity, { lists, keys, limit })
}

interface Walk {
  keys: SortKey[]
  where: RawBuilder<boolean>
  limit: number
}

/**
 * As in a list, those whose first key is empty come after the others: each half is in an order an index has. The offset
 * keeps the first half from being read again to count what is left for the second.
 */
function idsSql(entity: Entity, { keys, where, limit }: Walk): RawBuilder<unknown> {
  const [first, ...rest] = keys as [SortKey, ...SortKey[]]
  if (!first.nullable) return sql`array(${walkSql(entity, { keys, where, limit: sql`${limit}` })})`
  const filled = walkSql(entity, {
    keys: [{ ...first, nullable: false }, ...rest],
    where: sql<boolean>`${where} and ${first.absent} is not null`,
    limit: sql`${limit}`,
  })
  const empty = walkSql(entity, {
    keys: rest,
    where: sql<boolean>`${where} and ${first.absent} is null`,
    limit: sql`${limit} - cardinality(f.ids)`,
  })
  return sql`(select f.ids || array(${empty}) from (select array(${filled}) as ids offset 0) f)`
}

function walkSql(
  entity: Entity,
  { keys, where, limit }: Omit<Walk, 'limit'> & { limit: RawBuilder<unknown> },
): RawBuilder<unknown> {
  const [first, ...rest] = keys as [SortKey, ...SortKey[]]
  return sql`
    select t.id from ${sql.table(entity.table)} t
    ${joinsOf([first], first.nullable ? sql`left join` : sql`join`)} ${joinsOf(rest, sql`left join`)}
    where ${where} order by ${sql.join(keys.map(orderSql))} limit ${limit}`
}

/** The records of lists of ids, each with one id more where a page follows, in one statement. */
async function readPages(
  ctx: Ctx,
  entity: Entity,
  { lists, keys, limit }: { lists: string[][]; keys: SortKey[]; limit: number },
): Promise<FirstCards> {
  const ids = lists.flatMap((list) => list.slice(0, limit))
  const { records, titles, rows } = await selectRecords(ctx, entity, {
    where: sql<boolean>`t.id = any(${ids}::uuid[])`,
    along: keys.flatMap(({ along }) => along ?? []),
    limit: ids.length,
    keepsPlan: true,
  })
  const places = new Map(records.map(({ id }, place) => [id, place]))
  const pages = lists.map((list) => {
    // Read in the same transaction state or not at all: what has just gone leaves no gap.
    const shown = list.slice(0, limit).flatMap((id) => places.get(id) ?? [])
    const last = shown.at(-1)
    return {
      items: shown.map((place) => records[place]!),
      nextCursor: list.length > limit && last !== undefined ? writeCursor(keys, rows[last]!) : null,
    }
  })
  return { pages, titles }
}
