import { type RawBuilder, sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { eraseMerges, eraseSayings } from '../events/erase-sayings.ts'
import { emit } from '../events/events.ts'
import { requireRight, requireRightOn, visibleSql } from './access.ts'
import { inWorkspace } from './custom-model.ts'
import { selectColumns, toRecord } from './rows.ts'
import { isSearched, unindex } from './search-index.ts'

/**
 * Removes a record from the recycle bin for good: with its parts, with notes and files that are about nothing else, and
 * with what its history and the rows kept for undo say of it. Other records lead to it no more; where they cannot be
 * without it the refusal is `record.in-use`. Needs the right to delete it. Returns the ids of all that went.
 */
export async function eraseRecord(ctx: Ctx, noun: Entity, id: string): Promise<string[]> {
  const entity = inWorkspace(ctx, noun)
  await lockBinned(ctx, entity, id)
  const gone = new Map<Entity, string[]>([[entity, [id]]])
  for (const { entity: other, field } of ctx.registry.catalog.relationsOf(entity)) {
    if (other.partOf.includes(field)) add(gone, other, await partsOf(ctx, other, field, id))
    else if (isAbout(other, field)) {
      add(gone, other, await aboutNothingElse(ctx, other, field, id))
      await detach(ctx, other, field, id, gone.get(other) ?? [])
    } else {
      await requireUnneeded(ctx, other, field, id)
      await detach(ctx, other, field, id, [])
    }
  }
  for (const hook of ctx.registry.hooks)
    if (hook.erasedWith && hook.appliesTo(entity))
      for (const [other, ids] of await hook.erasedWith(ctx, entity, id))
        add(gone, inWorkspace(ctx, other), ids)
  // What leads to others goes before them.
  const inOrder = [...gone].reverse()
  for (const [one, ids] of inOrder) await removeRows(ctx, one, ids)
  const ids = inOrder.flatMap(([, some]) => some)
  await forget(ctx, ids)
  const emptied = await eraseMerges(ctx.tx, [id])
  // What is judged at commit is judged here, so that a refusal hits its record and not all of an act.
  await sql`set constraints all immediate; set constraints all deferred`.execute(ctx.tx)
  for (const [one, some] of inOrder)
    for (const recordId of some)
      emit(ctx, {
        kind: `${one.name}.erased`,
        entity: one.name,
        recordId,
        data: recordId === id && emptied.length > 0 ? { emptied } : {},
      })
  return ids
}

async function lockBinned(ctx: Ctx, entity: Entity, id: string): Promise<void> {
  requireRight(ctx, entity, 'delete')
  if (!entity.softDelete) fail('record.not-found', { entity: entity.name })
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${sql.table(entity.table)} t
    where t.id = ${id} and t.deleted_at is not null and ${visibleSql(ctx, entity)} for update of t`.execute(
    ctx.tx,
  )
  if (!rows[0]) fail('record.not-found', { entity: entity.name })
  requireRightOn(ctx, entity, 'delete', toRecord(entity, rows[0]))
}

/** A note or a file: told on the timeline of what it is about, which may be one of several things. */
const isAbout = (other: Entity, field: string) => !other.extensible && other.timelineOf.includes(field)

function add(gone: Map<Entity, string[]>, entity: Entity, ids: string[]): void {
  if (ids.length > 0) gone.set(entity, [...(gone.get(entity) ?? []), ...ids])
}

const columnIn = (entity: Entity, field: string) => sql.ref(columnOf(field, entity.fields[field]!))

async function partsOf(ctx: Ctx, other: Entity, field: string, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(other.table)} where ${columnIn(other, field)} = ${id} order by id for update`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.id)
}

async function aboutNothingElse(ctx: Ctx, other: Entity, field: string, id: string): Promise<string[]> {
  const rest = other.timelineOf
    .filter((name) => name !== field)
    .map((name) => sql`${columnIn(other, name)} is null`)
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(other.table)}
    where ${columnIn(other, field)} = ${id} and ${sql.join(rest, sql` and `)} order by id for update`.execute(
    ctx.tx,
  )
  return rows.map((row) => row.id)
}

/** Refuses while a record that cannot be without it leads to it; an owner is not taken away either. */
async function requireUnneeded(ctx: Ctx, other: Entity, field: string, id: string): Promise<void> {
  if (!other.fields[field]!.required && field !== other.ownerField) return
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from ${sql.table(other.table)} where ${columnIn(other, field)} = ${id} limit 1000) some`.execute(
    ctx.tx,
  )
  const { count } = rows[0]!
  if (count > 0) fail('record.in-use', { entity: other.name, count })
}

/** Empties a ref field that leads to the record, and tells it. */
async function detach(
  ctx: Ctx,
  other: Entity,
  field: string,
  id: string,
  except: readonly string[],
): Promise<void> {
  const column = columnIn(other, field)
  const { rows } = await sql<{ id: string; version: number }>`
    update ${sql.table(other.table)} set ${column} = null, version = version + 1, updated_at = ${ctx.now}
    where ${column} = ${id} and id <> all(${[...except]}::uuid[]) returning id, version`.execute(ctx.tx)
  for (const { id: recordId, version } of rows)
    emit(ctx, {
      kind: `${other.name}.updated`,
      entity: other.name,
      recordId,
      data: { version, changes: { [field]: [id, null] } },
    })
}

async function removeRows(ctx: Ctx, entity: Entity, ids: readonly string[]): Promise<void> {
  const wanted: RawBuilder<unknown> = sql`${[...ids]}::uuid[]`
  await sql`delete from ${sql.table(entity.table)} where id = any(${wanted})`.execute(ctx.tx)
  if (isSearched(entity)) await unindex(ctx.tx, sql`select unnest(${wanted})`)
}

/** What is kept of records beside their rows. */
async function forget(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const gone = sql`any(${[...ids]}::uuid[])`
  await sql`
    with undo as (delete from undo_rows where record_id = ${gone} or root_id = ${gone}),
      links as (delete from event_links where record_id = ${gone})
    delete from merged_records where record_id = ${gone} or survivor_id = ${gone}`.execute(ctx.tx)
  await eraseSayings(ctx.tx, sql`e.record_id = ${gone}`)
}
