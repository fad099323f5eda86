import { type RawBuilder, sql } from 'kysely'
import { type Action, scopeOf } from '../../kernel/access/rights.ts'
import { isCustom } from '../../kernel/entities/custom-name.ts'
import { columnOf, columnsOf, type Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import { reachableSql } from './access.ts'
import { syncIdentities } from './identities.ts'
import { forgetMerge } from './merge.ts'
import { selectColumns, toRecord, writableColumns } from './rows.ts'
import { index, isSearched, unindex } from './search-index.ts'

interface Touched {
  entity: string
  recordId: string
  rootId: string
  seq: number
}

/**
 * Puts back every row an act touched. When some have been changed since, a strict undo refuses all with
 * `record.conflict`; a lenient one (an import of thousands) leaves those records and their parts as they are.
 * Refuses with `record.not-found` when the act is unknown or was already undone. Acts on one record can be undone one after another, the latest first.
 * Returns the records that went back and those that were kept.
 */
export async function undoAct(
  ctx: Ctx,
  act: string,
  mode: 'strict' | 'lenient' = 'strict',
  /** Deals with what has been changed since, when everything is locked; what it settles it takes out of the undo. */
  settle: () => Promise<void> = async () => {},
): Promise<{ undone: string[]; kept: string[] }> {
  const touched = await touchedBy(ctx, act)
  if (touched.length === 0) fail('record.not-found', { entity: 'act' })
  const entities = [...new Set(touched.map(({ entity }) => entity))].map((name) =>
    ctx.registry.catalog.entity(name),
  )
  await requireMayUndo(ctx, act, touched, entities)
  for (const entity of entities) await lockTouched(ctx, act, entity)
  await settle()
  const changed = await setAside(ctx, act, entities, mode)
  for (const entity of entities) await askHooks(ctx, act, entity)

  // A new step goes before the former one is open again; anything else new only when nothing leads to it any more.
  // What was created last goes first, what was deleted comes back before what pointed at it.
  const isPart = ({ partOf }: Entity) => partOf.length > 0
  const newestFirst = [...entities].reverse()
  for (const entity of newestFirst.filter(isPart)) await removeCreated(ctx, act, entity)
  for (const entity of entities) await bringBackDeleted(ctx, act, entity)
  for (const entity of entities) await bringBackChanged(ctx, act, entity)
  for (const entity of newestFirst.filter((one) => !isPart(one))) await removeCreated(ctx, act, entity)
  for (const entity of entities) await tellEarlierActs(ctx, act, entity)
  await forgetMerge(ctx, act)
  for (const entity of entities) {
    await syncAddresses(ctx, act, entity)
    await syncSearch(ctx, act, entity)
  }
  await sql`delete from undo_rows where act_id = ${act}`.execute(ctx.tx)

  const kept = new Set(changed)
  // Told of the whole, unless nothing but a part of it was touched.
  const roots = new Map<string, Touched>()
  for (const row of touched)
    if (!kept.has(row.rootId) && (row.recordId === row.rootId || !roots.has(row.rootId)))
      roots.set(row.rootId, row)
  for (const { entity, recordId } of roots.values())
    emit(ctx, { kind: 'act.undone', entity, recordId, data: { act } })
  return { undone: [...roots.keys()], kept: [...kept] }
}

async function touchedBy(ctx: Ctx, act: string): Promise<Touched[]> {
  const { rows } = await sql<Touched>`
    select entity, record_id as "recordId", root_id as "rootId", seq from undo_rows
    where act_id = ${act} order by seq for update`.execute(ctx.tx)
  return rows
}

/**
 * Whoever did the act may undo it while his role lets him write such records at all; anybody else who sees what it
 * touched needs the right to change all of them. Parts are judged with their whole, or alone when they were touched
 * alone. An act of which one sees nothing is as if there were none.
 */
async function requireMayUndo(ctx: Ctx, act: string, touched: Touched[], entities: Entity[]): Promise<void> {
  if (ctx.actor.via === 'system') return
  const isOwn = await isActOf(ctx, act, touched)
  if (!isOwn && !(await isSeen(ctx, act, entities))) fail('record.not-found', { entity: 'act' })
  const wholes = entities.filter(({ partOf }) => partOf.length === 0)
  for (const { rightsObject } of wholes.length > 0 ? wholes : entities) {
    const reach = (action: Action) => scopeOf(ctx.actor, rightsObject, action)
    const writes = (['create', 'update', 'delete'] as const).some((action) => reach(action) !== 'no')
    if (isOwn ? writes : reach('update') === 'all') continue
    fail('access.denied', { right: `${rightsObject}:update` })
  }
  if (!isOwn) await refuseLimitedUndo(ctx, act, entities)
}

/** Nobody puts back by another's act what he may not write himself. */
async function refuseLimitedUndo(ctx: Ctx, act: string, entities: Entity[]): Promise<void> {
  for (const entity of entities) {
    const limited = Object.entries(entity.fields).filter(([, { limit, computed }]) => limit && !computed)
    const columns = limited.flatMap(([name, field]) => columnsOf(name, field).map(({ column }) => column))
    if (columns.length === 0) continue
    const { rows } = await sql`
      select 1 from undo_rows u join ${sql.table(entity.table)} t on t.id = u.record_id
      where ${rowsOf(act, entity)} and u.before is not null and exists (
        select 1 from unnest(${columns}::text[]) as one (name)
        where (u.before -> one.name) is distinct from (to_jsonb(t) -> one.name)) limit 1`.execute(ctx.tx)
    if (rows.length > 0) fail('access.denied', { right: `${entity.rightsObject}:update` })
  }
}

async function isActOf(ctx: Ctx, act: string, touched: Touched[]): Promise<boolean> {
  // Whatever an act touched has an event of its own or one of its root.
  const some = touched.slice(0, 20).flatMap(({ recordId, rootId }) => [recordId, rootId])
  const { rows } = await sql<{ actor_id: string | null }>`
    select actor_id from events where record_id = any(${some}::uuid[]) and act_id = ${act} limit 1`.execute(
    ctx.tx,
  )
  return rows[0]?.actor_id === ctx.actor.userId
}

async function isSeen(ctx: Ctx, act: string, entities: Entity[]): Promise<boolean> {
  for (const entity of entities) {
    const { rows } = await sql`
      select 1 from undo_rows u join ${sql.table(entity.table)} t on t.id = u.record_id
      where ${rowsOf(act, entity)} and ${reachableSql(ctx, entity, 't')} limit 1`.execute(ctx.tx)
    if (rows.length > 0) return true
  }
  return false
}

/**
 * Takes out of the undo whatever must stay: records changed since, and records that others have come to lead to.
 * What stays may hold further ones, so this goes on until nothing is added. Returns the roots that stay.
 */
async function setAside(
  ctx: Ctx,
  act: string,
  entities: Entity[],
  mode: 'strict' | 'lenient',
): Promise<string[]> {
  const kept: string[] = []
  for (;;) {
    const found = [...(await changedSince(ctx, act, entities)), ...(await usedSince(ctx, act, entities))]
    if (found.length === 0) return kept
    if (mode === 'strict') fail('record.conflict', { ids: found.slice(0, 10) })
    kept.push(...found)
    await sql`delete from undo_rows where act_id = ${act} and root_id = any(${found}::uuid[])`.execute(ctx.tx)
  }
}

/** Roots of which some row is not as the act left it. */
async function changedSince(ctx: Ctx, act: string, entities: Entity[]): Promise<string[]> {
  const roots: string[] = []
  for (const entity of entities) {
    const { rows } = await sql<{ root: string }>`
      select distinct u.root_id as root from undo_rows u left join ${sql.table(entity.table)} t on t.id = u.record_id
      where u.act_id = ${act} and u.entity = ${entity.name} and t.version is distinct from u.version_after`.execute(
      ctx.tx,
    )
    roots.push(...rows.map(({ root }) => root))
  }
  return roots
}

/** Roots the act created that records outside of it lead to now. */
async function usedSince(ctx: Ctx, act: string, entities: Entity[]): Promise<string[]> {
  const roots: string[] = []
  for (const entity of entities) {
    for (const { other, leads } of waysInto(ctx, entity)) {
      const { rows } = await sql<{ root: string }>`
        select distinct u.root_id as root from undo_rows u
        join ${sql.table(other.table)} o on ${leads}
        where ${rowsOf(act, entity)} and u.before is null
          and not exists (select 1 from undo_rows mine where mine.act_id = ${act} and mine.record_id = o.id)`.execute(
        ctx.tx,
      )
      roots.push(...rows.map(({ root }) => root))
    }
  }
  return roots
}

/** Everything that may lead to a record of an entity, as a condition between `o` and the undone row `u`. */
function waysInto({ registry }: Ctx, entity: Entity): { other: Entity; leads: RawBuilder<unknown> }[] {
  const single = registry.catalog.relationsOf(entity).map(({ entity: other, field }) => ({
    other,
    leads: sql`${sql.ref(`o.${columnOf(field, other.fields[field]!)}`)} = u.record_id`,
  }))
  const listed = registry.entities.flatMap((other) =>
    Object.entries(other.fields)
      .filter(([, { type, options }]) => type.name === 'refs' && options.to === entity.name)
      .map(([name, field]) => ({
        other,
        leads: sql`${sql.ref(`o.${columnOf(name, field)}`)} @> array[u.record_id]`,
      })),
  )
  return [...single, ...listed]
}

async function askHooks(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  const hooks = ctx.registry.hooks.filter((one) => one.beforeUndo && one.appliesTo(entity))
  if (hooks.length === 0) return
  const { rows } = await sql<{ was: Record<string, unknown> | null; is: Record<string, unknown> | null }>`
    select u.before as was, to_jsonb(t) as is from undo_rows u left join ${sql.table(entity.table)} t on t.id = u.record_id
    where ${rowsOf(act, entity)}`.execute(ctx.tx)
  const reversals = rows.map(({ was, is }) => ({
    was: was && toRecord(entity, was),
    is: is && toRecord(entity, is),
  }))
  for (const hook of hooks) await hook.beforeUndo?.(ctx, entity, reversals)
}

/** Nobody changes the records between the judgement that they are as the act left them and their going back. */
async function lockTouched(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  await sql`
    select 1 from ${sql.table(entity.table)} t join undo_rows u on u.record_id = t.id
    where ${rowsOf(act, entity)} order by t.id for update of t`.execute(ctx.tx)
}

async function removeCreated(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  await sql`
    delete from ${sql.table(entity.table)} t using undo_rows u
    where ${rowsOf(act, entity)} and u.record_id = t.id and u.before is null`.execute(ctx.tx)
}

async function bringBackDeleted(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  const columns = sql.join(writableColumns(entity).map((column) => sql.ref(column)))
  await sql`
    insert into ${sql.table(entity.table)} (${columns})
    select ${sql.join(writableColumns(entity).map((column) => sql.ref(`b.${column}`)))}
    from undo_rows u cross join lateral jsonb_populate_record(null::${sql.table(entity.table)}, u.before) b
    where ${rowsOf(act, entity)} and u.before is not null and u.version_after is null`.execute(ctx.tx)
}

/** The version moves on instead of back, so a screen that still shows the undone state notices. */
async function bringBackChanged(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  const columns = writableColumns(entity).filter((column) => column !== 'id' && column !== 'version')
  const sets = columns.map((column) => sql`${sql.ref(column)} = ${formerSql(entity, column)}`)
  await sql`
    update ${sql.table(entity.table)} t set ${sql.join([...sets, sql`version = t.version + 1`])}
    from undo_rows u cross join lateral jsonb_populate_record(null::${sql.table(entity.table)}, u.before) b
    where ${rowsOf(act, entity)} and u.record_id = t.id and u.before is not null and u.version_after is not null`.execute(
    ctx.tx,
  )
}

/** A step may have been moved since without its record having changed, so its date is asked of itself. */
function formerSql({ worked }: Entity, column: string): RawBuilder<unknown> {
  if (worked && column === 'next_step_due_at')
    return sql`(select due_at from steps where id = b.next_step_id)`
  // A column that has come since the act, as when a field has got another type, is no part of it.
  return isCustom(column)
    ? sql`case when u.before ? ${column}::text then ${sql.ref(`b.${column}`)} else ${sql.ref(`t.${column}`)} end`
    : sql.ref(`b.${column}`)
}

/** An act that left a record as it is again now ended, from now on, at the version it has now. */
async function tellEarlierActs(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  await sql`
    update undo_rows earlier set version_after = t.version
    from undo_rows u join ${sql.table(entity.table)} t on t.id = u.record_id
    where ${rowsOf(act, entity)} and u.before is not null and u.version_after is not null
      and earlier.record_id = u.record_id and earlier.act_id <> u.act_id
      and earlier.version_after = (u.before ->> 'version')::int`.execute(ctx.tx)
}

async function syncAddresses(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  if (!Object.values(entity.fields).some(({ identity }) => identity)) return
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from undo_rows u join ${sql.table(entity.table)} t on t.id = u.record_id
    where ${rowsOf(act, entity)} and t.deleted_at is null`.execute(ctx.tx)
  await syncIdentities(
    ctx,
    entity,
    rows.map((row) => toRecord(entity, row)),
  )
}

/** What search finds the rows by, as they stand now; those that went are found no more. */
async function syncSearch(ctx: Ctx, act: string, entity: Entity): Promise<void> {
  if (!isSearched(entity)) return
  const ids = sql`select u.record_id from undo_rows u where ${rowsOf(act, entity)}`
  await unindex(ctx.tx, ids)
  await index(ctx.tx, entity, ids)
}

function rowsOf(act: string, entity: Entity): RawBuilder<boolean> {
  return sql<boolean>`u.act_id = ${act} and u.entity = ${entity.name}`
}
