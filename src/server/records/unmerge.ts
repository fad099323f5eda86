import { sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import type { Values } from '../registry.ts'
import { lockRecord } from './read.ts'
import { type StoredRecord, selectColumns, toRecord } from './rows.ts'
import { undoAct } from './undo.ts'
import { changeRecord } from './write.ts'

interface Merge {
  entity: string
  survivor: string
  /** What had gone into the losers before is not among them. */
  losers: { id: string; title: string }[]
}

/**
 * Takes a merge apart. What has been changed since is left as it is now, but for the merge's part in it: a value the
 * survivor took over goes back unless it has another one by now, and a deal goes back to its contact however far it has come.
 * Refuses with `record.not-found` when the act is too old or was undone, `merge.not-last` when the survivor has gone into
 * another record or to the recycle bin since, `record.conflict` when a loser was brought back by hand.
 * Returns the fields of the survivor that keep what they were given since.
 */
export async function unmergeRecords(ctx: Ctx, act: string): Promise<{ kept: string[] }> {
  const merge = (await mergeOf(ctx, act)) ?? fail('record.not-found', { entity: 'act' })
  const entity = ctx.registry.catalog.entity(merge.entity)
  const kept: string[] = []
  await undoAct(ctx, act, 'strict', async () => {
    await refuseFurther(ctx, entity, merge)
    kept.push(...(await settleSurvivor(ctx, entity, act, merge)))
    await settleMoved(ctx, entity, act, merge)
  })
  await tellHooks(ctx, entity, merge)
  // Taking apart is not itself undone by halves.
  ctx.rowsBefore.clear()
  return { kept }
}

async function tellHooks(ctx: Ctx, entity: Entity, { survivor, losers }: Merge): Promise<void> {
  const hooks = ctx.registry.hooks.filter((one) => one.afterUnmerge && one.appliesTo(entity))
  if (hooks.length === 0) return
  const ids = [survivor, ...losers.map(({ id }) => id)]
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${sql.table(entity.table)} t where t.id = any(${ids}::uuid[]) order by t.id`.execute(
    ctx.tx,
  )
  const records = rows.map((row) => toRecord(entity, row))
  for (const hook of hooks) await hook.afterUnmerge?.(ctx, entity, records)
}

/** The merge an act was; null when its rows are no longer kept. */
async function mergeOf(ctx: Ctx, act: string): Promise<Merge | null> {
  const { rows } = await sql<{ id: string; title: string; survivor: string; entity: string }>`
    select m.record_id as id, m.title, m.survivor_id as survivor, m.entity from merged_records m
    join undo_rows u on u.act_id = m.act_id and u.record_id = m.record_id
    where m.act_id = ${act}`.execute(ctx.tx)
  const [first] = rows
  if (!first) return null
  const losers = rows.map(({ id, title }) => ({ id, title }))
  return { entity: first.entity, survivor: first.survivor, losers }
}

async function refuseFurther(ctx: Ctx, entity: Entity, { survivor, losers }: Merge): Promise<void> {
  const { rows } = await sql<{ alive: boolean }>`
    select deleted_at is null as alive from ${sql.table(entity.table)} where id = ${survivor}`.execute(ctx.tx)
  if (!rows[0]?.alive) fail('merge.not-last')
  const ids = losers.map(({ id }) => id)
  const { rows: back } = await sql<{ id: string }>`
    select id from ${sql.table(entity.table)} where id = any(${ids}::uuid[]) and deleted_at is null`.execute(
    ctx.tx,
  )
  if (back.length > 0) fail('record.conflict', { ids: back.map(({ id }) => id) })
}

/** A survivor changed since gives back only the values it still has from the merge. */
async function settleSurvivor(ctx: Ctx, entity: Entity, act: string, { survivor }: Merge): Promise<string[]> {
  const was = await changedSince(ctx, entity, act, survivor)
  if (!was) return []
  const taken = await takenOver(ctx, entity, act, survivor)
  const now = await lockRecord(ctx, entity, survivor, 'update')
  const back: Values = {}
  const kept: string[] = []
  for (const [name, after] of Object.entries(taken)) {
    if (JSON.stringify(now[name] ?? null) === JSON.stringify(after)) back[name] = was[name]
    else kept.push(name)
  }
  await changeRecord(ctx, entity, now, back)
  await forget(ctx, act, [survivor])
  return kept
}

/** The record as it was before the act, when it is not as the act left it. */
async function changedSince(ctx: Ctx, entity: Entity, act: string, id: string): Promise<StoredRecord | null> {
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from undo_rows u
    join ${sql.table(entity.table)} here on here.id = u.record_id and here.version <> u.version_after
    cross join lateral jsonb_populate_record(null::${sql.table(entity.table)}, u.before) t
    where u.act_id = ${act} and u.record_id = ${id}`.execute(ctx.tx)
  return rows[0] ? toRecord(entity, rows[0]) : null
}

/** Values the merge gave the survivor, by field. */
async function takenOver(ctx: Ctx, entity: Entity, act: string, survivor: string): Promise<Values> {
  const { rows } = await sql<{ changes: Record<string, [unknown, unknown]> | null }>`
    select data -> 'changes' as changes from events
    where record_id = ${survivor} and act_id = ${act} and kind = ${`${entity.name}.merged`}`.execute(ctx.tx)
  return Object.fromEntries(Object.entries(rows[0]?.changes ?? {}).map(([name, [, after]]) => [name, after]))
}

/** What moved and was changed since goes back to where it belonged, unless it has been moved on; all else in it stays. */
async function settleMoved(
  ctx: Ctx,
  entity: Entity,
  act: string,
  { survivor, losers }: Merge,
): Promise<void> {
  const ids = losers.map(({ id }) => id)
  for (const { entity: other, field } of ctx.registry.catalog.relationsOf(entity)) {
    const column = columnOf(field, other.fields[field]!)
    const was = sql`(u.before ->> ${column}::text)::uuid`
    await sql`
      update ${sql.table(other.table)} t set ${sql.ref(column)} = ${was}, version = t.version + 1, updated_at = ${ctx.now}
      from undo_rows u
      where u.act_id = ${act} and u.entity = ${other.name} and u.record_id = t.id and t.version <> u.version_after
        and ${sql.ref(`t.${column}`)} = ${survivor} and ${was} = any(${ids}::uuid[]) and t.id <> all(${ids}::uuid[])`.execute(
      ctx.tx,
    )
  }
  // A list that somebody has changed since stays as it is now, and so does what leads here by no field.
  for (const other of await kindsTouched(ctx, act)) {
    const { rows } = await sql<{ id: string }>`
      select u.record_id as id from undo_rows u left join ${sql.table(other.table)} t on t.id = u.record_id
      where u.act_id = ${act} and u.entity = ${other.name} and t.version is distinct from u.version_after
        and u.record_id <> all(${ids}::uuid[])`.execute(ctx.tx)
    await forget(
      ctx,
      act,
      rows.map(({ id }) => id),
    )
  }
}

async function kindsTouched(ctx: Ctx, act: string): Promise<Entity[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct entity as name from undo_rows where act_id = ${act}`.execute(ctx.tx)
  return rows.map(({ name }) => ctx.registry.catalog.entity(name))
}

async function forget(ctx: Ctx, act: string, ids: readonly string[]): Promise<void> {
  await sql`delete from undo_rows where act_id = ${act} and record_id = any(${[...ids]}::uuid[])`.execute(
    ctx.tx,
  )
}
