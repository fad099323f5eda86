import { type RawBuilder, sql } from 'kysely'
import { columnOf, columnsOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Field } from '../../../kernel/fields/f.ts'
import { isFile } from '../../../kernel/fields/types/file.ts'
import { isTimelessAndOwn } from '../../../kernel/formula/resolve-formula.ts'
import type { Ctx } from '../../../server/context.ts'
import { changeTable } from '../../../server/db/change-table.ts'
import type { IndexPlan } from '../../../server/db/indexes.ts'
import { fieldSql } from '../../../server/records/formula-sql.ts'
import { numberSql, sequenceOf } from '../../../server/records/number-records.ts'
import { storedParts } from '../../../server/records/stored-value.ts'

/** A field by the name its columns are made of. */
export interface Column {
  name: string
  field: Field
}

/**
 * Adds the columns of a field. It takes no time however many rows there are: they are empty, or have the `initial`
 * value as a default the database does not write out.
 */
export async function addColumns(
  ctx: Ctx,
  entity: Entity,
  { name, field }: Column,
  initial: unknown,
): Promise<void> {
  const values = initial == null ? [] : storedParts(field, initial)
  for (const [index, { column, type }] of columnsOf(name, field).entries()) {
    const given = values[index] == null ? sql`` : sql`default ${literal(values[index], type)}`
    await changeTable(
      ctx.tx,
      sql`alter table ${sql.table(entity.table)} add column ${sql.ref(column)} ${sql.raw(type)} ${given} ${reference(ctx, field)}`,
    )
    if (values[index] != null)
      await sql`alter table ${sql.table(entity.table)} alter column ${sql.ref(column)} drop default`.execute(
        ctx.tx,
      )
  }
}

/** Begins to count records: those there are come first, in the order of their creation. */
export async function createSequence(ctx: Ctx, entity: Entity, { name, field }: Column): Promise<void> {
  const sequence = sequenceOf({ ...entity, fields: { [name]: field } }, name)
  const { rows } = await sql<{
    count: number
  }>`select count(*) as count from ${sql.table(entity.table)}`.execute(ctx.tx)
  await sql`create sequence ${sql.id(sequence)} start with ${sql.lit(rows[0]!.count + 1)}`.execute(ctx.tx)
}

/** Numbers some of the records that were there before their field; returns how many. */
export async function numberSome(
  ctx: Ctx,
  entity: Entity,
  { name, field }: Column,
  { madeBefore, most }: { madeBefore: string; most: number },
): Promise<number> {
  const column = sql.ref(columnsOf(name, field)[0]!.column)
  const numbered = field.numbered ?? { prefix: '', digits: 1 }
  const { numAffectedRows } = await sql`
    with done as (
      select count(*) as count from ${sql.table(entity.table)}
      where ${column} is not null and created_at <= ${madeBefore}::timestamptz
    ), next as (
      select id, (select count from done) + row_number() over (order by created_at, id) as n
      from ${sql.table(entity.table)}
      where ${column} is null and created_at <= ${madeBefore}::timestamptz
      order by created_at, id limit ${most}
    )
    update ${sql.table(entity.table)} t set ${column} = ${numberSql(sql`s.n`, numbered)}
    from next s where s.id = t.id`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** The table of a noun of the workspace's own, with the columns every such noun has. */
export async function createTable(ctx: Ctx, name: string): Promise<void> {
  await sql`
    create table ${sql.table(name)} (
      id uuid primary key,
      version integer not null default 1,
      name text not null,
      owner_id uuid references users (id),
      tags uuid[] check (cardinality(tags) > 0),
      hand_rank text collate "C" check (hand_rank ~ '^[0-9A-Za-z]{1,64}$'),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      deleted_at timestamptz
    )`.execute(ctx.tx)
  const live = sql`where deleted_at is null`
  const indexes = [
    sql`(name collate "und-x-icu", id) ${live}`,
    sql`(created_at, id) ${live}`,
    sql`(updated_at, id) ${live}`,
    sql`(owner_id, created_at, id) ${live}`,
    sql`(coalesce(hand_rank, replace(id::text, '-', '')), id) ${live}`,
    sql`using gin (tags) ${live} and tags is not null`,
  ]
  for (const on of indexes) await sql`create index on ${sql.table(name)} ${on}`.execute(ctx.tx)
}

function reference(ctx: Ctx, field: Field): RawBuilder<unknown> {
  if (field.type.name !== 'ref') return sql``
  const target = sql.table(ctx.registry.catalog.entity(field.options.to).table)
  // A record that is erased takes its files along, which go before it.
  return sql`references ${target} (id) ${isFile(field) ? sql`on delete set null` : sql``}`
}

/** A default stands in the statement itself. */
function literal(value: unknown, type: string): RawBuilder<unknown> {
  const text = Array.isArray(value) ? `{${value.join(',')}}` : String(value)
  return sql`${sql.lit(text)}::${sql.raw(type)}`
}

/** How many live records have nothing in a field. */
export async function countEmpty(ctx: Ctx, entity: Entity, { name, field }: Column): Promise<number> {
  const { column } = columnsOf(name, field)[0]!
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(entity.table)}
    where ${sql.ref(column)} is null ${entity.softDelete ? sql`and deleted_at is null` : sql``}`.execute(
    ctx.tx,
  )
  return rows[0]!.count
}

/** Some values that several live records share, compared as the unique index does. */
export async function sharedValues(ctx: Ctx, entity: Entity, one: Column): Promise<string[]> {
  const value = comparedAs(one)
  const { rows } = await sql<{ value: string }>`
    select ${value}::text as value from ${sql.table(entity.table)}
    where ${value} is not null ${entity.softDelete ? sql`and deleted_at is null` : sql``}
    group by 1 having count(*) > 1 order by 1 limit 5`.execute(ctx.tx)
  return rows.map(({ value: found }) => found)
}

/** How many live records hold each of these choices. */
export async function countChoices(
  ctx: Ctx,
  entity: Entity,
  { name, field }: Column,
  keys: readonly string[],
): Promise<number> {
  const column = sql.ref(columnsOf(name, field)[0]!.column)
  const holds =
    field.type.name === 'multiChoice'
      ? sql`${column} && ${keys}::text[]`
      : sql`${column} = any(${keys}::text[])`
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(entity.table)} where ${holds}`.execute(ctx.tx)
  return rows[0]!.count
}

/** The column, or the formula as statements have it. */
function indexed({ name, field }: Column): RawBuilder<unknown> {
  return field.computed
    ? sql`(${fieldSql(name, field, { alias: null })})`
    : sql.ref(columnsOf(name, field)[0]!.column)
}

/** What of a field is compared when it has to be unique: text without regard to case. */
function comparedAs({ name, field }: Column): RawBuilder<unknown> {
  const column = indexed({ name, field })
  return field.type.name === 'text' || field.type.name === 'url' ? sql`onward.fold(${column})` : column
}

/** Columns that have taken the place of others have indexes of their own beside theirs. */
function stemOf(id: string, { name, field }: Column): string {
  const column = columnOf(name, field)
  return column === columnOf(name, { ...field, column: undefined }) ? ownStem(id) : column
}

const ownStem = (id: string) => `x${id.replaceAll('-', '').slice(-16)}`

/** The one index a formula may have. Whether it has one depends on what it gives, and that may have been another thing. */
export const formulaIndexOf = (id: string) => `${ownStem(id)}_value`

/**
 * The indexes by which records are found and put in order by a field. What is empty is in none of them, so that a
 * field few records have costs the others nothing.
 */
export function indexesOf(id: string, one: Column, isUnique: boolean): IndexPlan[] {
  const { type, computed } = one.field
  if (computed && !isTimelessAndOwn(computed)) return []
  const column = indexed(one)
  const stem = stemOf(id, one)
  const filled = sql`where ${column} is not null and deleted_at is null`
  const plain = { name: `${stem}_value`, isUnique: false, on: sql`(${column}, id) ${filled}` }
  const asRead = {
    name: `${stem}_order`,
    isUnique: false,
    on: sql`(${column} collate "und-x-icu", id) ${filled}`,
  }
  const unique = { name: `${stem}_unique`, isUnique: true, on: sql`((${comparedAs(one)})) ${filled}` }
  const own = isUnique ? [unique] : []
  // Asked when a file goes for good, in the recycle bin as well; nothing is sorted by it.
  if (isFile(one.field))
    return [{ name: `${stem}_file`, isUnique: false, on: sql`(${column}) where ${column} is not null` }]
  switch (type.name) {
    case 'longText':
    case 'richText':
    case 'boolean':
      return []
    case 'multiChoice':
    case 'refs':
      return [{ name: `${stem}_set`, isUnique: false, on: sql`using gin (${column}) ${filled}` }]
    case 'text':
    case 'url': {
      const folded = { name: `${stem}_folded`, isUnique: false, on: sql`(onward.fold(${column})) ${filled}` }
      return [asRead, folded, ...own]
    }
    case 'address': {
      const parts = columnsOf(one.name, one.field).filter(({ column: part }) =>
        /_(city|region|country)$/.test(part),
      )
      return [
        asRead,
        ...parts.map(({ column: part }) => ({
          name: `${stem}${part.slice(part.lastIndexOf('_'))}`,
          isUnique: false,
          on: sql`(onward.fold(${sql.ref(part)})) where ${sql.ref(part)} is not null and deleted_at is null`,
        })),
      ]
    }
    case 'email':
    case 'phone':
    case 'choice':
      return [plain, asRead, ...own]
    default:
      return [plain, ...own]
  }
}
