import { type RawBuilder, sql } from 'kysely'
import type { Action } from '../../kernel/access/rights.ts'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { type FieldProblem, fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { requireRightOn, visibleSql } from './access.ts'
import { type StoredRecord, selectColumns, toRecord } from './rows.ts'

/** Names of the records that refs point at, by id. */
export type Titles = Record<string, string>

/** The open step of a lead or deal, as it stands on every row. */
export interface StepOnRow {
  id: string
  kind: string
  title: string | null
  dueAt: string
  owner: string
  attempt: number
  postponements: number
}

/** One record the actor may read; otherwise it is as if it did not exist. */
export async function getRecord(
  ctx: Ctx,
  entity: Entity,
  id: string,
): Promise<StoredRecord & { titles: Titles }> {
  const { records, titles } = await selectRecords(ctx, entity, sql<boolean>`t.id = ${id}`, sql``, 1)
  const record = records[0]
  if (!record) fail('record.not-found', { entity: entity.name })
  return { ...record, titles }
}

/**
 * Locks one record for a change; it must be readable, and `action` allowed on it. It is read again after the
 * lock is held, so what is returned is what the change will start from, whoever came first.
 */
export async function lockRecord(
  ctx: Ctx,
  entity: Entity,
  id: string,
  action: Action,
): Promise<StoredRecord> {
  await sql`select 1 from ${sql.table(entity.table)} where id = ${id} for update`.execute(ctx.tx)
  const { records } = await selectRecords(ctx, entity, sql<boolean>`t.id = ${id}`, sql``, 1, {
    titled: false,
  })
  const record = records[0]
  if (!record) fail('record.not-found', { entity: entity.name })
  requireRightOn(ctx, entity, action, record)
  return record
}

/** Refuses values that link to a record the actor may not see or that does not exist, naming the field. */
export async function requireVisibleRefs(
  ctx: Ctx,
  entity: Entity,
  values: Record<string, unknown>,
): Promise<void> {
  const problems: FieldProblem[] = []
  for (const [name, value] of Object.entries(values)) {
    const field = entity.fields[name]
    if (field?.type.name !== 'ref' || value == null) continue
    const target = ctx.registry.catalog.entity(field.options.to)
    const { rows } = await sql`
      select 1 from ${sql.table(target.table)} t
      where t.id = ${value} and ${notDeleted(target)} and ${visibleSql(ctx, target)}`.execute(ctx.tx)
    if (rows.length === 0) problems.push({ field: name, error: 'value.not-found', params: { value } })
  }
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

/**
 * Records readable by the actor that meet a condition over alias `t`; `tail` orders and locks. Who needs no titles
 * says so: planning the joins for them takes longer than everything else.
 */
export async function selectRecords(
  ctx: Ctx,
  entity: Entity,
  where: RawBuilder<boolean>,
  tail: RawBuilder<unknown>,
  limit: number,
  { titled = true }: { titled?: boolean } = {},
): Promise<{ records: StoredRecord[]; titles: Titles; rows: Record<string, unknown>[] }> {
  const refs = titled ? refsOf(ctx, entity) : []
  const titleColumns = refs.map(
    ({ alias, title }) => sql`${sql.ref(`${alias}.${title}`)} as ${sql.ref(`${alias}_title`)}`,
  )
  const step = entity.worked
    ? sql`, s.kind_id as step_kind, s.title as step_title, s.due_at as step_due, s.owner_id as step_owner,
        s.attempt as step_attempt, s.postponements as step_postponements, so.name as step_owner_name, sk.name as step_kind_name`
    : sql``
  const stepJoin = entity.worked
    ? sql`left join steps s on s.id = t.next_step_id left join users so on so.id = s.owner_id left join step_kinds sk on sk.id = s.kind_id`
    : sql``
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)}${titleColumns.length ? sql`, ${sql.join(titleColumns)}` : sql``}${step}
    from ${sql.table(entity.table)} t
    ${sql.join(
      refs.map(
        ({ alias, table, column }) =>
          sql`left join ${sql.table(table)} ${sql.ref(alias)} on ${sql.ref(`${alias}.id`)} = ${sql.ref(`t.${column}`)}`,
      ),
      sql` `,
    )}
    ${stepJoin}
    where ${where} and ${notDeleted(entity)} and ${visibleSql(ctx, entity)}
    ${tail} limit ${limit}`.execute(ctx.tx)
  const titles: Titles = {}
  const records = rows.map((row) => {
    for (const { alias, column } of refs)
      if (row[column]) titles[row[column] as string] = (row[`${alias}_title`] as string) ?? ''
    const record = toRecord(entity, row)
    if (entity.worked) record.step = stepOf(row, titles)
    return record
  })
  return { records, titles, rows }
}

/** Condition that leaves out what lies in the recycle bin. */
export function notDeleted(entity: Entity, alias = 't'): RawBuilder<boolean> {
  return entity.softDelete ? sql<boolean>`${sql.ref(`${alias}.deleted_at`)} is null` : sql<boolean>`true`
}

interface RefJoin {
  alias: string
  table: string
  title: string
  column: string
}

/** Joins that give the titles of an entity's refs; the open step is joined on its own. */
function refsOf(ctx: Ctx, entity: Entity): RefJoin[] {
  return Object.entries(entity.fields)
    .filter(([, field]) => field.type.name === 'ref' && field.options.to !== 'step')
    .map(([name, field]) => {
      const target = ctx.registry.catalog.entity(field.options.to)
      const column = columnOf(name, field)
      return {
        alias: `r_${column}`,
        table: target.table,
        title: columnOf(target.title, target.fields[target.title]!),
        column,
      }
    })
}

function stepOf(row: Record<string, unknown>, titles: Titles): StepOnRow | null {
  if (!row.step_kind) return null
  titles[row.step_kind as string] = row.step_kind_name as string
  titles[row.step_owner as string] = row.step_owner_name as string
  return {
    id: row.next_step_id as string,
    kind: row.step_kind as string,
    title: row.step_title as string | null,
    dueAt: row.step_due as string,
    owner: row.step_owner as string,
    attempt: row.step_attempt as number,
    postponements: row.step_postponements as number,
  }
}
