import { sql } from 'kysely'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { columnOf } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'

/** Whether there is a sample in the workspace. Holds back a second one that begins at the same moment. */
export async function lockSample(ctx: Ctx): Promise<boolean> {
  await sql`lock table sample_records in share row exclusive mode`.execute(ctx.tx)
  const { rows } = await sql`select from sample_records limit 1`.execute(ctx.tx)
  return rows.length > 0
}

/** Marks records as brought by the sample. */
export async function markSample(ctx: Ctx, records: { entity: string; id: string }[]): Promise<void> {
  await sql`
    insert into sample_records (entity, record_id)
    select entity, id from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as s (entity text, id uuid)`.execute(
    ctx.tx,
  )
}

/** Live step kinds, in order. */
export async function stepKinds(ctx: Ctx): Promise<{ id: string; name: string; icon: string }[]> {
  const { rows } = await sql<{ id: string; name: string; icon: string }>`
    select id, name, icon from step_kinds where deleted_at is null order by position, id`.execute(ctx.tx)
  return rows
}

/** Live records by a unique text field, folded as the database compares it: value given → id. */
export async function findByText(
  ctx: Ctx,
  entity: Entity,
  field: string,
  values: string[],
): Promise<Map<string, string>> {
  const column = sql.ref(`t.${columnOf(field, entity.fields[field]!)}`) // callers name fields of the entity
  const { rows } = await sql<{ value: string; id: string }>`
    select given.value, t.id from unnest(${values}::text[]) as given (value)
    join ${sql.table(entity.table)} t on onward.fold(${column}) = onward.fold(given.value) and t.deleted_at is null`.execute(
    ctx.tx,
  )
  return new Map(rows.map(({ value, id }) => [value, id]))
}

/** Users who have a goal for some period already. */
export async function planners(ctx: Ctx): Promise<Set<string>> {
  const { rows } = await sql<{ user_id: string }>`select distinct user_id from plans`.execute(ctx.tx)
  return new Set(rows.map(({ user_id }) => user_id))
}

/** Live roles by their shipped key. */
export async function rolesByKey(ctx: Ctx): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, key from roles where key is not null and deleted_at is null`.execute(ctx.tx)
  return new Map(rows.map(({ id, key }) => [key, id]))
}

/** Whether anybody works here: there is a lead, a deal or a sample. */
export async function hasWork(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from leads) or exists (select from deals) or exists (select from sample_records) as found`.execute(
    ctx.tx,
  )
  return rows[0]?.found ?? false
}
