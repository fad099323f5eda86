import { sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { eraseMerges, eraseSayings } from '../../../server/events/erase-sayings.ts'
import { unindex } from '../../../server/records/search-index.ts'

/** What the sample brought: entity name → ids. */
export type Marks = ReadonlyMap<string, string[]>

export async function sampleMarks(ctx: Ctx): Promise<Marks> {
  const { rows } = await sql<{ entity: string; ids: string[] }>`
    select entity, array_agg(record_id) as ids from sample_records group by entity`.execute(ctx.tx)
  return new Map(rows.map(({ entity, ids }) => [entity, ids]))
}

/** Removes the steps of these leads and deals and the notes about any of these records; returns their ids. */
export async function removeParts(ctx: Ctx, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with gone_steps as (
      delete from steps where lead_id = any(${ids}::uuid[]) or deal_id = any(${ids}::uuid[]) returning id
    ), gone_notes as (
      delete from notes
      where lead_id = any(${ids}::uuid[]) or deal_id = any(${ids}::uuid[])
        or contact_id = any(${ids}::uuid[]) or company_id = any(${ids}::uuid[])
      returning id
    )
    select id from gone_steps union all select id from gone_notes`.execute(ctx.tx)
  await unindex(ctx.tx, sql`select unnest(${rows.map(({ id }) => id)}::uuid[])`)
  return rows.map(({ id }) => id)
}

/** Keeps a note that is also about a record that stays. */
export async function detachNotes(ctx: Ctx, ids: string[]): Promise<void> {
  const column = (name: string) =>
    sql`case when ${sql.ref(name)} = any(${ids}::uuid[]) then null else ${sql.ref(name)} end`
  await sql`
    update notes set lead_id = ${column('lead_id')}, deal_id = ${column('deal_id')}, contact_id = ${column('contact_id')},
      company_id = ${column('company_id')}, version = version + 1, updated_at = ${ctx.now}
    where array[lead_id, deal_id, contact_id, company_id] && ${ids}::uuid[]
      and exists (select from unnest(array[lead_id, deal_id, contact_id, company_id]) as kept (id)
        where kept.id is not null and kept.id <> all(${ids}::uuid[]))`.execute(ctx.tx)
}

/** Points a ref field that leads to any of these records elsewhere; returns how many records it changed. */
export async function redirect(
  ctx: Ctx,
  entity: Entity,
  field: string,
  from: string[],
  to: string | null,
): Promise<number> {
  const column = columnOf(field, entity.fields[field]!) // the field comes from the entity's own relations
  const { numAffectedRows } = await sql`
    update ${sql.table(entity.table)} set ${sql.ref(column)} = ${to}, version = version + 1, updated_at = ${ctx.now}
    where ${sql.ref(column)} = any(${from}::uuid[])`.execute(ctx.tx)
  return Number(numAffectedRows ?? 0)
}

/** Those of these tags that are borne by records which are not among these. */
export async function borneBesides(
  ctx: Ctx,
  tags: readonly string[],
  ids: readonly string[],
): Promise<Set<string>> {
  const borne = new Set<string>()
  for (const { fields, table } of ctx.registry.entities) {
    if (!fields.tags) continue
    const { rows } = await sql<{ tag: string }>`
      select distinct one.tag from ${sql.table(table)} t, unnest(t.tags) as one (tag)
      where t.tags && ${tags}::uuid[] and one.tag = any(${tags}::uuid[]) and t.id <> all(${ids}::uuid[])`.execute(
      ctx.tx,
    )
    for (const { tag } of rows) borne.add(tag)
  }
  return borne
}

/** Removes rows whose ref field leads to any of these records. */
export async function removeByRef(ctx: Ctx, entity: Entity, field: string, ids: string[]): Promise<void> {
  const column = columnOf(field, entity.fields[field]!)
  const rows = sql`from ${sql.table(entity.table)} where ${sql.ref(column)} = any(${ids}::uuid[])`
  await unindex(ctx.tx, sql`select id ${rows}`)
  await sql`delete ${rows}`.execute(ctx.tx)
}

export async function removeRows(ctx: Ctx, entity: Entity, ids: string[]): Promise<void> {
  await unindex(ctx.tx, sql`select unnest(${ids}::uuid[])`)
  await sql`delete from ${sql.table(entity.table)} where id = any(${ids}::uuid[])`.execute(ctx.tx)
}

/** Forgets what happened to these records: their events stay in the audit log and say nothing any more. */
export async function removeHistory(ctx: Ctx, ids: string[]): Promise<void> {
  await sql`
    with unlinked as (delete from event_links where record_id = any(${ids}::uuid[]))
    delete from undo_rows where record_id = any(${ids}::uuid[]) or root_id = any(${ids}::uuid[])`.execute(
    ctx.tx,
  )
  await eraseSayings(ctx.tx, sql`e.record_id = any(${ids}::uuid[])`)
  await eraseMerges(ctx.tx, ids)
}

export async function removeMarks(ctx: Ctx): Promise<void> {
  await sql`delete from sample_records`.execute(ctx.tx)
}
