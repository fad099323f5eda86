import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { requireKnown } from '../../kernel/access/known-field.ts'
import { groups } from '../../kernel/commands/summary.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { groupFilter, isDated, isGrouping, isSummed } from '../../kernel/queries/summary.ts'
import type { Ctx } from '../context.ts'
import { answer } from '../registry.ts'
import { namedSql } from './access.ts'
import { fieldSql } from './formula-sql.ts'
import type { Titles } from './read.ts'
import { readFilter } from './read-filter.ts'
import { largestSummed, refuse, type SummedRows, summedRows } from './summed.ts'

/** Most groups one answer holds. */
const mostGroups = 200
/** Up to so many members are columns of a board by owner though they own nothing yet. */
const mostMembers = 100

type Group = z.input<typeof groups.output>['groups'][number]

/** What there is in a group. */
export type Counted = Pick<Group, 'count' | 'sums'>

/** What there is in a group that no row is of. */
export const nothing: Counted = { count: 0, sums: [] }

interface Tally {
  key: string | null
  currency: string | null
  count: number
  amount: number | null
}

/** Answers GET /groups: counts and sums of every group of a list, without the records. */
export const groupsAnswer = answer(groups, async (ctx, { filter, by, sum, ...request }) => {
  const rows = await summedRows(ctx, { ...request, filter: readFilter(filter) })
  return groupsOf(ctx, rows, { by, sum })
})

/** By which field rows are put into groups, and which one is added up. */
export interface Grouping {
  by: string
  sum: string | undefined
}

export interface Groups {
  groups: Group[]
  /** False: of a sample, and small groups may be missing. */
  exact: boolean
  /** There are more than are given, smaller ones. */
  more: boolean
  titles: Titles
}

/** The largest groups of these rows, in the order people expect. */
export async function groupsOf(ctx: Ctx, rows: SummedRows, grouping: Grouping): Promise<Groups> {
  const { field, found, isExact } = await countedBy(ctx, rows, grouping)
  const largest = [...found].sort(([, a], [, b]) => b.count - a.count).slice(0, mostGroups)
  const order = await orderOf(
    ctx,
    { entity: rows.entity, by: grouping.by, field },
    largest.map(([key]) => key),
  )
  return {
    groups: order.keys.map((key) => ({
      key,
      filter: groupFilter(grouping.by, field, key),
      ...(found.get(key) ?? nothing),
    })),
    exact: isExact,
    more: found.size > mostGroups,
    titles: order.titles,
  }
}

/** How many of these rows have each value of a field and for how much, in no order. */
export async function countedBy(
  ctx: Ctx,
  rows: SummedRows,
  { by, sum }: Grouping,
): Promise<{ field: Field; found: ReadonlyMap<string | null, Counted>; isExact: boolean }> {
  const { entity } = rows
  const field = entity.fields[by]
  for (const name of [by, sum ?? by]) if (entity.fields[name]) requireKnown(entity.fields[name], name, entity)
  if (!isGrouping(by, field)) return refuse('by', 'value.unknown-field', { value: by })
  if (sum !== undefined && !isSummed(entity.fields[sum]))
    return refuse('sum', 'value.unknown-field', { value: sum })
  const { tallies, isExact } = await tally(ctx, rows, {
    columns: columnsFor(ctx, entity, { by, field, sum }),
    isMonthly: isDated(field),
  })
  return { field, found: gathered(tallies), isExact }
}

function columnsFor(
  ctx: Ctx,
  entity: Entity,
  { by, field, sum }: { by: string; field: Field; sum: string | undefined },
): RawBuilder<unknown> {
  const column = fieldSql(by, field, { alias: 't' })
  const summed = sum ? entity.fields[sum] : undefined
  const [amount, currency] = summed
    ? summed.type.columns.map((_, part) => fieldSql(sum!, summed, { alias: 't', part }))
    : []
  return sql`${keySql(ctx, field, column)} as key,
    ${amount ?? sql`null::bigint`} as amount, ${currency ?? sql`null::text`} as currency`
}

/** A day of a moment is that of the workspace, as in filters. */
function keySql(ctx: Ctx, field: Field, column: RawBuilder<unknown>): RawBuilder<unknown> {
  // Texts are alike in groups as they are in filters.
  if (field.partOf) return sql`onward.fold(${column})`
  if (!isDated(field)) return sql`${column}::text`
  const day = field.type.name === 'date' ? column : sql`(${column} at time zone ${ctx.workspace.timeZone})`
  return sql`date_trunc('month', ${day})`
}

async function tally(
  ctx: Ctx,
  rows: SummedRows,
  { columns, isMonthly }: { columns: RawBuilder<unknown>; isMonthly: boolean },
): Promise<{ tallies: Tally[]; isExact: boolean }> {
  const tallied = async (from: RawBuilder<unknown>): Promise<Tally[]> => {
    const { rows: found } = await sql<Tally>`
      with found as ${rows.isExact ? sql`` : sql`materialized`} (${from})
      select ${isMonthly ? sql`to_char(key, 'YYYY-MM')` : sql`key`} as key, currency, count, amount from (
        select key, currency, count(*)::int as count, sum(amount)::float8 as amount from found group by 1, 2
      ) tallied`.execute(ctx.tx)
    return found
  }
  const exact = rows.isBeyond ? null : await tallied(rows.bounded(columns))
  if (exact && (rows.isExact || exact.reduce((total, { count }) => total + count, 0) <= largestSummed))
    return { tallies: exact, isExact: true }
  const { rows: sample, scale } = rows.sample(columns)
  const tallies = (await tallied(sample)).map((one) => ({
    ...one,
    count: Math.round(one.count * scale),
    amount: one.amount === null ? null : Math.round(one.amount * scale),
  }))
  return { tallies, isExact: false }
}

/** Tallies of the same group in several currencies as one group. */
function gathered(tallies: readonly Tally[]): Map<string | null, Counted> {
  const found = new Map<string | null, Counted>()
  for (const { key, currency, count, amount } of tallies) {
    const former = found.get(key) ?? nothing
    found.set(key, {
      count: former.count + count,
      sums: amount === null ? former.sums : [...former.sums, { amount, currency }],
    })
  }
  return found
}

/** Groups in the order people expect; those of a short list are there though they are empty. */
async function orderOf(
  ctx: Ctx,
  { entity, by, field }: { entity: Entity; by: string; field: Field },
  found: readonly (string | null)[],
): Promise<{ keys: (string | null)[]; titles: Titles }> {
  const filled = found.filter((key) => key !== null)
  const none = found.includes(null) ? [null] : []
  if (field.type.name === 'ref') {
    const named = await namedInOrder(ctx, ctx.registry.catalog.entity(field.options.to), filled)
    return {
      keys: [...named.map(({ id }) => id), ...none],
      titles: Object.fromEntries(named.flatMap(({ id, title }) => (title === null ? [] : [[id, title]]))),
    }
  }
  if (field.type.name === 'choice') {
    // A choice that has been taken off the list may still stand in records.
    const known: readonly string[] = field.options.choices
    return { keys: [...known, ...filled.filter((key) => !known.includes(key)), ...none], titles: {} }
  }
  if (field.partOf) {
    const titles = await spelledAs(ctx, entity, { by, field }, filled)
    return { keys: [...filled.toSorted(), ...none], titles }
  }
  if (field.type.name === 'boolean') return { keys: ['true', 'false', ...none], titles: {} }
  // Months and ratings: the latest and the highest first.
  return { keys: [...filled.sort().reverse(), ...none], titles: {} }
}

/** How texts that are alike are written by one of the records. */
async function spelledAs(
  ctx: Ctx,
  entity: Entity,
  { by, field }: { by: string; field: Field },
  keys: readonly string[],
): Promise<Titles> {
  const column = fieldSql(by, field, { alias: 't' })
  const { rows } = await sql<{ key: string; title: string }>`
    select k.key, s.title from unnest(${[...keys]}::text[]) as k (key), lateral (
      select ${column} as title from ${sql.table(entity.table)} t
      where onward.fold(${column}) = k.key and ${column} is not null and t.deleted_at is null limit 1) s`.execute(
    ctx.tx,
  )
  return Object.fromEntries(rows.map(({ key, title }) => [key, title]))
}

/** Referenced records by their position where they have one, else by name; those whose name is not told come last. */
async function namedInOrder(
  ctx: Ctx,
  target: Entity,
  ids: readonly string[],
): Promise<{ id: string; title: string | null }[]> {
  const named = namedSql(ctx, target, 'n')
  const column = sql.ref(columnOf(target.title, target.fields[target.title]!))
  const title = named ? sql`case when ${named} then coalesce(${column}, '') end` : column
  const place = target.fields.position ? sql`position` : sql`null::int`
  const parent =
    target.name === 'stage' ? sql`(select position from pipelines where id = pipeline_id)` : sql`null::int`
  const members =
    target.name === 'user'
      ? sql` or id in (select id from users where is_active and deleted_at is null order by name limit ${mostMembers})`
      : sql``
  const { rows } = await sql<{ id: string; title: string | null }>`
    select id, ${title} as title from ${sql.table(target.table)}${named ? sql` n` : sql``}
    where id = any(${ids}::uuid[])${members}
    order by ${parent} nulls last, ${place} nulls last, ${title} collate "und-x-icu", id`.execute(ctx.tx)
  return named ? rows : rows.map(({ id, title: name }) => ({ id, title: name ?? '' }))
}
