import { type RawBuilder, sql } from 'kysely'
import { requireKnown } from '../../kernel/access/known-field.ts'
import type { Action } from '../../kernel/access/rights.ts'
import { byHand, columnOf, type Entity, isOrderable } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import { isOrdering } from '../../kernel/fields/types/file.ts'
import { checkFilter } from '../../kernel/queries/check-filter.ts'
import type { Filter } from '../../kernel/queries/filter.ts'
import { asksHistory } from '../../kernel/queries/history.ts'
import { searchWords } from '../../kernel/text/search/search-words.ts'
import type { Ctx } from '../context.ts'
import { namedSql, reachableSql, readsAll, visibleSql, withinSql } from './access.ts'
import { inWorkspace } from './custom-model.ts'
import { filterSql } from './filter-sql.ts'
import { fieldSql } from './formula-sql.ts'
import { rankSql } from './hand-rank.ts'
import { notDeleted, selectRecords, type Titles } from './read.ts'
import type { StoredRecord } from './rows.ts'
import { few, isReadable, readingAsTyped, readQuery } from './search.ts'
import { type Holders, heldSql, holdersOf } from './search-entries.ts'
import { estimatedRows, sampleOf } from './table-sample.ts'

export interface ListRequest {
  filter?: Filter
  /** Field names, `-` in front for descending; at most three. The id settles ties. */
  sort?: string[]
  /** `nextCursor` of the page before. */
  cursor?: string
  limit?: number
  /** Words to find in the search fields. */
  q?: string
  /** The records they are found in, where the caller has found out already. */
  search?: Sought | null
  /** False: the total is not needed. */
  counted?: boolean
  /** Only records that this right of the actor reaches as well. */
  within?: Action
}

export interface ListPage {
  items: StoredRecord[]
  titles: Titles
  nextCursor: string | null
  /** Of the first page only: exact up to 10,000, else the planner's estimate. */
  total: Total | null
  /** The words as they were understood, where nothing was found for them as they were typed. */
  shownFor: string | null
}

interface Total {
  count: number
  exact: boolean
}

const largestExactCount = 10_000

/** What the words of a request were taken for, and where they are found. */
export interface Sought {
  holders: Holders
  shownFor: string | null
}

/** One page of the records the actor may read, in keyset order. */
export async function listRecords(ctx: Ctx, noun: Entity, request: ListRequest): Promise<ListPage> {
  const entity = inWorkspace(ctx, noun)
  const limit = request.limit ?? 50
  const keys = sortKeys(ctx, entity, request.sort ?? [])
  const after = request.cursor ? readCursor(request.cursor, keys.length) : null
  const search = request.search ?? (await searchFor(ctx, entity, request.q))
  const where = conditionOf(ctx, entity, { filter: request.filter, search, within: request.within })
  const only = keys[0]!.nullable
    ? await idsInOrder(ctx, entity, { keys, where, after, limit: limit + 1 })
    : null
  const isCounted = !request.cursor && request.counted !== false
  const isWhole = !request.filter && !search && !request.within && readsAll(ctx, entity)
  const [{ records, titles, rows }, estimate] = await Promise.all([
    selectRecords(ctx, entity, {
      where: only
        ? sql<boolean>`t.id = any(${only}::uuid[])`
        : sql<boolean>`${where} and ${afterCursor(keys, after)}`,
      joins: joinsOf(keys, sql`left join`),
      tail: sql`order by ${sql.join(keys.map(orderSql))}`,
      along: keys.flatMap(({ along }) => along ?? []),
      // Said in the statement itself, so that a plan kept for it walks the index of the order.
      limit: sql.lit(limit + 1),
      keepsPlan: isWhole || only !== null,
    }),
    isCounted && (isWhole || asksHistory(request.filter)) ? estimatedRows(ctx, entity) : 0,
  ])
  const items = records.slice(0, limit)
  const more = records.length > limit
  const totalOf = (): Total | Promise<Total> => {
    if (!more) return { count: items.length, exact: true }
    if (estimate > 2 * largestExactCount)
      return isWhole
        ? { count: estimate, exact: false }
        : countSample(ctx, entity, { where, estimate, shown: limit })
    if (
      search &&
      !request.filter &&
      !request.within &&
      readsAll(ctx, entity) &&
      search.holders.count <= largestExactCount
    )
      return { count: search.holders.count, exact: true }
    return countRecords(ctx, entity, where)
  }
  return {
    items,
    titles,
    nextCursor: more ? writeCursor(keys, rows[limit - 1]!) : null,
    total: isCounted ? await totalOf() : null,
    shownFor: search?.shownFor ?? null,
  }
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

/** The tables an order needs beside that of the records. */
export function joinsOf(keys: SortKey[], how: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join(
    keys.map(({ join }) => (join ? sql`${how} ${join}` : sql``)),
    sql` `,
  )
}

/** How many records meet a request's filter, as a list page says it. */
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

/** Rows a sample is taken of where counting all would look through the history of each. */
const sampled = 10_000

async function countSample(
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

/** The condition of a request over alias `t`, without the actor's scope of reading. */
export function conditionOf(
  ctx: Ctx,
  entity: Entity,
  { filter, search, within }: Pick<ListRequest, 'filter' | 'search' | 'within'>,
): RawBuilder<boolean> {
  const met = metSql(ctx, entity, { filter, search })
  return within ? sql<boolean>`${met} and ${withinSql(ctx, entity, within)}` : met
}

function metSql(
  ctx: Ctx,
  entity: Entity,
  { filter, search }: Pick<ListRequest, 'filter' | 'search'>,
): RawBuilder<boolean> {
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

/** A key in `order by`. Empty values come last either way; saying so for a column that has none would keep its index from serving. */
export function orderSql({ column, descending, nullable }: SortKey): RawBuilder<unknown> {
  return sql`${column} ${sql.raw(`${descending ? 'desc' : 'asc'}${nullable ? ' nulls last' : ''}`)}`
}

/** One thing a list is sorted by. */
export interface SortKey {
  column: RawBuilder<unknown>
  /** The table the column is in and what it is joined on, when it is another one. */
  join?: RawBuilder<unknown>
  /** The column of the record itself that is empty when this one is. */
  absent: RawBuilder<unknown>
  /** Name of the column in the fetched row, to write the cursor from. */
  from: string
  /** What is read along with the record for that, where it is none of its fields. */
  along?: RawBuilder<unknown>
  descending: boolean
  nullable: boolean
}

/** What `sort` names, with the id at the end. */
export function sortKeys(ctx: Ctx, entity: Entity, sort: string[]): SortKey[] {
  if (sort.length > 3) fail('input.bad-filter', { reason: 'too-many-sort-keys' })
  const keys = (sort.length ? sort : ['-createdAt']).map((given) => {
    const descending = given.startsWith('-')
    return { ...sortColumn(ctx, entity, descending ? given.slice(1) : given), descending }
  })
  // What has been sorted by once cannot be put into another order by the same thing.
  const different = keys.filter(({ from }, at) => keys.findIndex((key) => key.from === from) === at)
  const id = sql`t.id`
  return [
    ...different,
    { column: id, absent: id, from: 'id', descending: keys[0]!.descending, nullable: false },
  ]
}

/** Text sorts as people read it; a ref sorts by the name of its record; the next step by its date. */
function sortColumn(ctx: Ctx, entity: Entity, name: string): Omit<SortKey, 'descending'> {
  if (entity.worked && (name === 'nextStep' || name === 'step.dueAt'))
    return sortColumn(ctx, entity, 'nextStepDueAt')
  if (name === byHand && isOrderable(entity)) return handColumn
  const field = entity.fields[name]
  if (!field || !isOrdering(field)) fail('input.bad-filter', { reason: 'unknown-field', field: name })
  requireKnown(field, name, entity)
  const column = columnOf(name, field)
  if (field.type.name === 'ref') {
    const target = ctx.registry.catalog.entity(field.options.to)
    const title = columnOf(target.title, target.fields[target.title]!)
    const alias = `r_${column}`
    const isOfIt = sql`${sql.ref(`${alias}.id`)} = ${sql.ref(`t.${column}`)}`
    const named = namedSql(ctx, target, alias)
    return {
      column: sql`${sql.ref(`${alias}.${title}`)} collate "und-x-icu"`,
      join: sql`${sql.table(target.table)} ${sql.ref(alias)} on ${named ? sql`${isOfIt} and ${named}` : isOfIt}`,
      // One whose name is not told stands among the empty ones, in no order.
      absent: named
        ? sql`(select n.id from ${sql.table(target.table)} n
            where n.id = ${sql.ref(`t.${column}`)} and ${namedSql(ctx, target, 'n')})`
        : sql.ref(`t.${column}`),
      from: `${alias}_title`,
      nullable: true,
    }
  }
  const nullable = !field.required && name !== 'createdAt' && name !== 'updatedAt'
  const isText = field.type.columns[0]!.type === 'text'
  const value = fieldSql(name, field, { alias: 't' })
  return {
    column: isText ? sql`${value} collate "und-x-icu"` : value,
    absent: value,
    from: column,
    nullable,
  }
}

const handColumn: Omit<SortKey, 'descending'> = {
  column: rankSql('t'),
  absent: rankSql('t'),
  from: 'hand_rank',
  along: sql`${rankSql('t')} as hand_rank`,
  nullable: false,
}

/** Rows after the cursor. Over columns that are never null one row comparison lets the index start there. */
function afterCursor(keys: SortKey[], values: unknown[] | null): RawBuilder<boolean> {
  if (!values) return sql<boolean>`true`
  const sameWay = keys.every(({ descending }) => descending === keys[0]!.descending)
  if (sameWay && keys.every(({ nullable }) => !nullable)) {
    const sign = sql.raw(keys[0]!.descending ? '<' : '>')
    return sql<boolean>`(${sql.join(keys.map(({ column }) => column))}) ${sign} (${sql.join(values)})`
  }
  return keys.reduceRight<RawBuilder<boolean>>((rest, { column, descending }, index) => {
    const value = values[index]
    if (value === null) return sql<boolean>`(${column} is null and ${rest})`
    const beyond = sql<boolean>`${column} ${sql.raw(descending ? '<' : '>')} ${value}`
    return sql<boolean>`(${beyond} or ${column} is null or (${column} = ${value} and ${rest}))`
  }, sql<boolean>`false`)
}

/** Where the page after this row begins. */
export function writeCursor(keys: SortKey[], row: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(keys.map(({ from }) => row[from] ?? null))).toString('base64url')
}

function readCursor(cursor: string, length: number): unknown[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    const plain =
      Array.isArray(values) &&
      values.length === length &&
      values.every((one) => one === null || typeof one !== 'object')
    if (plain) return values
  } catch {
    // falls through to the refusal
  }
  return fail('input.bad-cursor')
}
