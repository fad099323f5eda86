import { type RawBuilder, sql } from 'kysely'
import { columnOf, type Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { rememberRow } from '../../../server/records/remember.ts'
import { selectColumns, toRecord } from '../../../server/records/rows.ts'
import { rootOf, timelinesOf } from '../../../server/records/write.ts'

const batch = 1000

/** What goes to an heir: its name in the answer, and which records of the entity. Closed work stays where it was. */
const estate = [
  { name: 'leads', entity: 'lead', kind: 'lead.assigned', open: sql<boolean>`t.status = 'open'` },
  { name: 'deals', entity: 'deal', kind: 'deal.assigned', open: sql<boolean>`t.status = 'open'` },
  { name: 'steps', entity: 'step', kind: 'step.changed', open: sql<boolean>`t.closed_at is null` },
  { name: 'contacts', entity: 'contact', kind: 'contact.updated', open: sql<boolean>`true` },
  { name: 'companies', entity: 'company', kind: 'company.updated', open: sql<boolean>`true` },
] as const

export type Estate = Record<(typeof estate)[number]['name'], number>

/** How many live records an heir would get. */
export async function countEstate(ctx: Ctx, userId: string): Promise<Estate> {
  const counts = estate.map(({ name, entity: entityName, open }) => {
    const entity = ctx.registry.catalog.entity(entityName)
    const live = entity.softDelete ? sql<boolean>`t.deleted_at is null` : sql<boolean>`true`
    return sql`(select count(*) from ${sql.table(entity.table)} t
      where ${ownerColumn(entity)} = ${userId} and ${open} and ${live}) as ${sql.ref(name)}`
  })
  const { rows } = await sql<Estate>`select ${sql.join(counts)}`.execute(ctx.tx)
  return rows[0]!
}

/**
 * Gives everything a user holds to another, set by set, with the events and undo rows a change one by one would
 * write. What lies in the recycle bin goes along, or it could not be restored. Leads and deals come before steps,
 * the order in which verbs lock them.
 */
export async function handOver(ctx: Ctx, from: string, to: string): Promise<Estate> {
  const moved = { leads: 0, deals: 0, steps: 0, contacts: 0, companies: 0 }
  for (const { name, entity, kind, open } of estate) {
    const given = ctx.registry.catalog.entity(entity)
    for (let count = batch; count === batch; moved[name] += count)
      count = await moveBatch(ctx, given, kind, open, from, to)
  }
  return moved
}

async function moveBatch(
  ctx: Ctx,
  entity: Entity,
  kind: string,
  open: RawBuilder<boolean>,
  from: string,
  to: string,
): Promise<number> {
  const { rows } = await sql<Record<string, unknown> & { row_before: unknown }>`
    select ${selectColumns(entity)}, to_jsonb(t) as row_before from ${sql.table(entity.table)} t
    where ${ownerColumn(entity)} = ${from} and ${open} order by t.id limit ${batch} for update`.execute(
    ctx.tx,
  )
  if (rows.length === 0) return 0
  await sql`
    update ${sql.table(entity.table)} t
    set ${sql.ref(ownerName(entity))} = ${to}, version = t.version + 1, updated_at = ${ctx.now}
    where t.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(ctx.tx)
  for (const { row_before: before, ...row } of rows) {
    const record = toRecord(entity, row)
    const version = record.version + 1
    rememberRow(ctx, {
      entity: entity.name,
      recordId: record.id,
      rootId: rootOf(entity, record),
      before,
      versionAfter: version,
    })
    const data = { version, changes: { [entity.ownerField!]: [from, to] } }
    emit(ctx, { kind, entity: entity.name, recordId: record.id, data, shownOn: timelinesOf(entity, record) })
  }
  return rows.length
}

function ownerColumn(entity: Entity): RawBuilder<unknown> {
  return sql.ref(`t.${ownerName(entity)}`)
}

function ownerName(entity: Entity): string {
  // Every entity of the estate has an owner.
  return columnOf(entity.ownerField!, entity.fields[entity.ownerField!]!)
}
