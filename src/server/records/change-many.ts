import { sql } from 'kysely'
import type { Action } from '../../kernel/access/rights.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { Failure } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import type { RecordHooks, Values } from '../registry.ts'
import { inSavepoint } from '../savepoint.ts'
import { requireRight, requireRightOn } from './access.ts'
import { different } from './conflict.ts'
import { inWorkspace } from './custom-model.ts'
import { syncIdentities } from './identities.ts'
import { wholeRecords } from './read.ts'
import { type StoredRecord, selectColumns, toColumns, toRecord } from './rows.ts'
import { indexedUpdate, isSearched, touchesSearch } from './search-index.ts'
import { type ChangeStory, rememberBefore, requireOwnScope, timelinesOf } from './write.ts'

/** What became of one of many records. */
export type ManyOutcome = { id: string; result: 'changed' | 'unchanged' } | { id: string; failure: Failure }

/**
 * Locks records for a change, in the order of their ids so that two who change overlapping lists do not wait for one
 * another. Those that are not there for the actor, or that `action` does not reach, are told; without an action the
 * caller has judged that.
 */
export async function lockMany(
  ctx: Ctx,
  noun: Entity,
  ids: readonly string[],
  action: Action | null,
): Promise<{ records: StoredRecord[]; refused: ManyOutcome[] }> {
  const entity = inWorkspace(ctx, noun)
  if (action) requireRight(ctx, entity, action)
  const { rows } = await sql<{ id: string; row: unknown }>`
    select t.id, to_jsonb(t) as row from ${sql.table(entity.table)} t
    where t.id = any(${[...ids]}::uuid[]) order by t.id for update`.execute(ctx.tx)
  for (const { id, row } of rows) ctx.rowsLocked.set(id, row)
  const { records: found } = await wholeRecords(ctx, entity, {
    where: sql<boolean>`t.id = any(${[...ids]}::uuid[])`,
    limit: ids.length,
    titled: false,
    keepsPlan: true,
  })
  const byId = new Map(found.map((record) => [record.id, record]))
  const records: StoredRecord[] = []
  const refused: ManyOutcome[] = []
  for (const id of ids) {
    const record = byId.get(id)
    const failure = record
      ? action && refusalOf(() => requireRightOn(ctx, entity, action, record))
      : new Failure('record.not-found', { entity: entity.name })
    if (failure) refused.push({ id, failure })
    else if (record) records.push(record)
  }
  return { records, refused }
}

/**
 * Gives locked records the same values, as `changeRecord` does one: hooks, rows, events, search. Alike changes are one
 * statement; those that only a hook or the database refuses are found by halving and leave nothing behind.
 */
export function changeMany(
  ctx: Ctx,
  noun: Entity,
  records: readonly StoredRecord[],
  wanted: Values,
  storyOf: (record: StoredRecord) => ChangeStory = () => ({}),
): Promise<ManyOutcome[]> {
  const entity = inWorkspace(ctx, noun)
  if (entity.ownerField && wanted[entity.ownerField] !== undefined) requireOwnScope(ctx, entity, wanted)
  return halving(ctx, records, (part) => writeAlike(ctx, entity, part, wanted, storyOf))
}

/** Moves locked records to the recycle bin, as `deleteRecord` does one; only for nouns that have one. */
export function deleteMany(ctx: Ctx, noun: Entity, records: readonly StoredRecord[]): Promise<ManyOutcome[]> {
  const entity = inWorkspace(ctx, noun)
  return halving(ctx, records, async (part) => {
    const changes: Change[] = []
    for (const before of part) {
      const values: Values = {}
      for (const hook of ctx.registry.hooks)
        if (hook.appliesTo(entity)) Object.assign(values, await hook.beforeDelete?.(ctx, entity, before))
      changes.push({ before, values })
    }
    await writeMany(ctx, entity, changes, ctx.now)
    await syncIdentities(
      ctx,
      entity,
      part.map(({ id, version }) => ({ id, version })),
    )
    for (const before of part)
      emit(ctx, {
        kind: `${entity.name}.deleted`,
        entity: entity.name,
        recordId: before.id,
        data: { title: before[entity.title] },
        shownOn: timelinesOf(entity, before),
      })
    return part.map(({ id }): ManyOutcome => ({ id, result: 'changed' }))
  })
}

interface Change {
  before: StoredRecord
  values: Values
}

async function halving(
  ctx: Ctx,
  records: readonly StoredRecord[],
  work: (part: readonly StoredRecord[]) => Promise<ManyOutcome[]>,
): Promise<ManyOutcome[]> {
  if (records.length === 0) return []
  try {
    return await inSavepoint(ctx, async () => {
      const outcomes = await work(records)
      // What is judged at commit is judged here, so that a refusal hits its record and not all of them.
      await sql`set constraints all immediate; set constraints all deferred`.execute(ctx.tx)
      return outcomes
    })
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    if (records.length === 1) return [{ id: records[0]!.id, failure: error }]
    const middle = Math.ceil(records.length / 2)
    return [
      ...(await halving(ctx, records.slice(0, middle), work)),
      ...(await halving(ctx, records.slice(middle), work)),
    ]
  }
}

async function writeAlike(
  ctx: Ctx,
  entity: Entity,
  records: readonly StoredRecord[],
  wanted: Values,
  storyOf: (record: StoredRecord) => ChangeStory,
): Promise<ManyOutcome[]> {
  const hooks = ctx.registry.hooks.filter((one) => one.appliesTo(entity))
  const changed: Change[] = []
  for (const before of records) {
    const asked = different(before, wanted)
    for (const hook of hooks) await hook.beforeUpdate?.(ctx, entity, before, asked)
    const values = different(before, asked)
    if (Object.keys(values).length > 0) changed.push({ before, values })
  }
  const written = await writeMany(ctx, entity, changed)
  for (const { before, values } of changed)
    tell(ctx, entity, before, written.get(before.id)!, values, storyOf(before))
  await syncIdentities(ctx, entity, [...written.values()])
  await afterUpdates(ctx, entity, hooks, changed, written)
  return records.map(({ id }) => ({ id, result: written.has(id) ? 'changed' : 'unchanged' }))
}

async function afterUpdates(
  ctx: Ctx,
  entity: Entity,
  hooks: readonly RecordHooks[],
  changed: readonly Change[],
  written: ReadonlyMap<string, StoredRecord>,
): Promise<void> {
  for (const { before } of changed)
    for (const hook of hooks) await hook.afterUpdate?.(ctx, entity, before, written.get(before.id)!)
}

function tell(
  ctx: Ctx,
  entity: Entity,
  before: StoredRecord,
  after: StoredRecord,
  values: Values,
  { kind = `${entity.name}.updated`, particulars = {}, alsoOn = [] }: ChangeStory,
): void {
  const changes = Object.fromEntries(
    Object.keys(values).map((name) => [name, [before[name] ?? null, after[name] ?? null]]),
  )
  emit(ctx, {
    kind,
    entity: entity.name,
    recordId: before.id,
    data: { ...particulars, version: after.version, changes },
    shownOn: [...timelinesOf(entity, after), ...alsoOn],
  })
}

/** Writes the values of each record; records that get the same values share a statement. */
async function writeMany(
  ctx: Ctx,
  entity: Entity,
  changes: readonly Change[],
  deletedAt?: Date,
): Promise<Map<string, StoredRecord>> {
  const alike = new Map<string, Change[]>()
  for (const change of changes) {
    await rememberBefore(ctx, entity, change.before, change.before.version + 1)
    const key = JSON.stringify(Object.entries(change.values).sort(([a], [b]) => (a < b ? -1 : 1)))
    const group = alike.get(key)
    if (group) group.push(change)
    else alike.set(key, [change])
  }
  const written = new Map<string, StoredRecord>()
  for (const group of alike.values())
    for (const record of await writeGroup(ctx, entity, group, deletedAt)) written.set(record.id, record)
  return written
}

async function writeGroup(
  ctx: Ctx,
  entity: Entity,
  group: readonly Change[],
  deletedAt: Date | undefined,
): Promise<StoredRecord[]> {
  const { values } = group[0]!
  const row: Record<string, unknown> = toColumns(entity, values)
  if (deletedAt) row.deleted_at = deletedAt
  const sets = Object.entries(row).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const updated = sql`
    update ${sql.table(entity.table)} as t
    set ${sql.join([...sets, sql`version = t.version + 1`, sql`updated_at = ${ctx.now}`])}
    where t.id = any(${group.map(({ before }) => before.id)}::uuid[])`
  const columns = selectColumns(entity)
  const isSought = isSearched(entity) && (deletedAt || touchesSearch(entity, Object.keys(values)))
  const statement = isSought
    ? indexedUpdate<Record<string, unknown>>(entity, updated, { columns, isGone: deletedAt !== undefined })
    : sql<Record<string, unknown>>`${updated} returning ${columns}`
  const { rows } = await statement.execute(ctx.tx)
  return rows.map((one) => toRecord(entity, one))
}

function refusalOf(judge: () => void): Failure | null {
  try {
    judge()
    return null
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}
