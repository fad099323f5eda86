import { type RawBuilder, sql } from 'kysely'
import { requireKnown } from '../../kernel/access/known-field.ts'
import { byHand, columnOf, type Entity, isOrderable } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { isOrdering } from '../../kernel/fields/types/file.ts'
import type { Ctx } from '../context.ts'
import { namedSql } from './access.ts'
import { fieldSql } from './formula-sql.ts'
import { rankSql } from './hand-rank.ts'

/** One thing a list is sorted by. */
export interface SortKey {
  column: RawBuilder<unknown>
  /** The table the column is in and what it is joined on, when it is another one. */
  join?: RawBuilder<unknown>
  /** The column of the record itself that is empty when this one is. */
  absent: RawBuilder<unknown>
  /** Name of the column in the fetched row, which the cursor is written from. */
  from: string
  /** Selected beside the fields for the cursor, where it is not one of them. */
  along?: RawBuilder<unknown>
  descending: boolean
  nullable: boolean
}

/**
 * The keys of a `sort`: field names, `-` in front for descending, newest first when there are none; the id at the end
 * settles ties. Fails with `input.bad-filter` for more than three, or a field that records cannot be sorted by.
 */
export function sortKeys(ctx: Ctx, entity: Entity, sort: string[]): SortKey[] {
  if (sort.length > 3) fail('input.bad-filter', { reason: 'too-many-sort-keys' })
  const keys = (sort.length ? sort : ['-createdAt']).map((given) => {
    const descending = given.startsWith('-')
    return { ...sortColumn(ctx, entity, descending ? given.slice(1) : given), descending }
  })
  // A field named twice sorts by its first mention.
  const different = keys.filter(({ from }, at) => keys.findIndex((key) => key.from === from) === at)
  const id = sql`t.id`
  return [
    ...different,
    { column: id, absent: id, from: 'id', descending: keys[0]!.descending, nullable: false },
  ]
}

/** Text sorts as people read it, a ref by the title of its record, the next step by its date. */
function sortColumn(ctx: Ctx, entity: Entity, name: string): Omit<SortKey, 'descending'> {
  if (entity.worked && (name === 'nextStep' || name === 'step.dueAt'))
    return sortColumn(ctx, entity, 'nextStepDueAt')
  if (name === byHand && isOrderable(entity)) return handColumn
  const field = entity.fields[name]
  if (!field || !isOrdering(field)) fail('input.bad-filter', { reason: 'unknown-field', field: name })
  requireKnown(field, name, entity)
  if (field.type.name === 'ref') return refColumn(ctx, name, field)
  const nullable = !field.required && name !== 'createdAt' && name !== 'updatedAt'
  const isText = field.type.columns[0]!.type === 'text'
  const value = fieldSql(name, field, { alias: 't' })
  return {
    column: isText ? sql`${value} collate "und-x-icu"` : value,
    absent: value,
    from: columnOf(name, field),
    nullable,
  }
}

function refColumn(ctx: Ctx, name: string, field: Field): Omit<SortKey, 'descending'> {
  const target = ctx.registry.catalog.entity(field.options.to)
  const title = columnOf(target.title, target.fields[target.title]!)
  const ref = sql.ref(`t.${columnOf(name, field)}`)
  const alias = `r_${columnOf(name, field)}`
  const isTarget = sql`${sql.ref(`${alias}.id`)} = ${ref}`
  const named = namedSql(ctx, target, alias)
  return {
    column: sql`${sql.ref(`${alias}.${title}`)} collate "und-x-icu"`,
    join: sql`${sql.table(target.table)} ${sql.ref(alias)} on ${named ? sql`${isTarget} and ${named}` : isTarget}`,
    // A record whose name the actor may not know stands among the empty ones, in no order.
    absent: named
      ? sql`(select n.id from ${sql.table(target.table)} n
          where n.id = ${ref} and ${namedSql(ctx, target, 'n')})`
      : ref,
    from: `${alias}_title`,
    nullable: true,
  }
}

const handColumn: Omit<SortKey, 'descending'> = {
  column: rankSql('t'),
  absent: rankSql('t'),
  from: 'hand_rank',
  along: sql`${rankSql('t')} as hand_rank`,
  nullable: false,
}

/**
 * A key in `order by`. Empty values come last either way; `nulls last` on a column without any would keep PostgreSQL
 * from using its index.
 */
export function orderSql({ column, descending, nullable }: SortKey): RawBuilder<unknown> {
  return sql`${column} ${sql.raw(`${descending ? 'desc' : 'asc'}${nullable ? ' nulls last' : ''}`)}`
}

/** Joins of the other tables that the keys are in. */
export function joinsOf(keys: SortKey[], how: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.join(
    keys.map(({ join }) => (join ? sql`${how} ${join}` : sql``)),
    sql` `,
  )
}

/** Rows after the cursor. Over columns that are never null it is one row comparison, so that an index can start there. */
export function afterCursor(keys: SortKey[], values: unknown[] | null): RawBuilder<boolean> {
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

/** The values of the keys in the last row of the page before; fails with `input.bad-cursor`. */
export function readCursor(cursor: string, length: number): unknown[] {
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
