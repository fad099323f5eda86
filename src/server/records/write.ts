import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { isCustom } from '../../kernel/entities/custom-name.ts'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { prepared } from '../db/prepared.ts'
import { emit } from '../events/events.ts'
import type { Draft, RecordHooks, Values } from '../registry.ts'
import { requireRight, requireRightOn, visibleSql } from './access.ts'
import { different, refuseConflict } from './conflict.ts'
import { inWorkspace } from './custom-model.ts'
import { syncIdentities } from './identities.ts'
import { insertRecords, newRecords } from './insert.ts'
import { numberRecords } from './number-records.ts'
import { lockRecord, requireVisibleRefs } from './read.ts'
import { rememberRow } from './remember.ts'
import { type StoredRecord, selectColumns, toColumns, toRecord } from './rows.ts'
import { indexedUpdate, isSearched, touchesSearch, unindex } from './search-index.ts'
import { changesShape, createShape, refuseLimited, validate } from './validate.ts'

/**
 * Creates one record: right, validation, hooks, row, event. `extra` goes to the hooks (`nextStep`). What is `carried` over
 * from another record is written though the actor may not write it himself.
 */
export async function createRecord(
  ctx: Ctx,
  noun: Entity,
  input: Values,
  extra: Values = {},
  carried: Values = {},
): Promise<StoredRecord> {
  const entity = inWorkspace(ctx, noun)
  requireRight(ctx, entity, 'create')
  refuseLimited(entity, input)
  const values = validate(createShape(entity), { ...carried, ...input })
  await requireVisibleRefs(ctx, entity, values)
  const [record] = await createRecords(ctx, entity, [{ id: uuidv7(), values, extra }])
  return record!
}

/**
 * Creates records whose values are already valid, in one statement per table. Import, samples and verbs come
 * through here as well as the API: there is no other way into an entity's table.
 */
export async function createRecords(ctx: Ctx, noun: Entity, drafts: Draft[]): Promise<StoredRecord[]> {
  const entity = inWorkspace(ctx, noun)
  if (drafts.length === 0) return []
  const hooks = await prepareRecords(ctx, entity, drafts)
  const made = newRecords(ctx, entity, drafts)
  const writing = insertRecords(ctx, entity, made)
  // Told of while the database is busy with them; what it refuses is not written, nor is what was told.
  tellCreated(ctx, entity, made, drafts)
  const records = await writing
  for (const hook of hooks) await hook.afterCreate?.(ctx, entity, records, drafts)
  return records
}

function tellCreated(
  ctx: Ctx,
  entity: Entity,
  records: readonly StoredRecord[],
  drafts: readonly Draft[],
): void {
  for (const [at, record] of records.entries()) {
    const rootId = rootOf(entity, record)
    const isPartOfNew = rootId !== record.id && ctx.rowsBefore.get(rootId)?.before === null
    rememberRow(ctx, {
      entity: entity.name,
      recordId: record.id,
      rootId,
      before: null,
      versionAfter: 1,
      owner: entity.ownerField ? (record[entity.ownerField] as string | null) : null,
    })
    // That a record was created tells of its parts as well: a new deal has a first step.
    if (isPartOfNew) continue
    emit(ctx, {
      kind: `${entity.name}.created`,
      entity: entity.name,
      recordId: record.id,
      data: drafts[at]!.particulars ?? {},
      shownOn: timelinesOf(entity, record),
    })
  }
}

/** Completes drafts and lets the hooks refuse them, all that comes before a row is written; returns the hooks. */
export async function prepareRecords(ctx: Ctx, noun: Entity, drafts: Draft[]): Promise<RecordHooks[]> {
  const entity = inWorkspace(ctx, noun)
  const defaults = defaultsOf(ctx, entity)
  for (const draft of drafts) {
    draft.values = { ...draft.values }
    for (const name in defaults) if (!(name in draft.values)) draft.values[name] = defaults[name]
  }
  await numberRecords(ctx, entity, drafts)
  const hooks = ctx.registry.hooks.filter((one) => one.appliesTo(entity))
  for (const hook of hooks) await hook.beforeCreate?.(ctx, entity, drafts)
  for (const { values } of drafts) requireOwnScope(ctx, entity, values)
  return hooks
}

/**
 * Changes the fields a person may change. `seen` is the version the person saw: changes of other fields made
 * meanwhile are kept, changes of the same fields are a conflict (409) that shows both values.
 */
export async function updateRecord(
  ctx: Ctx,
  noun: Entity,
  id: string,
  seen: number | null,
  input: Values,
): Promise<StoredRecord> {
  const entity = inWorkspace(ctx, noun)
  refuseLimited(entity, input)
  const changes = validate(changesShape(entity), input)
  const lists = linkLists(entity, changes)
  await requireVisibleRefs(ctx, entity, without(changes, lists))
  const before = await lockRecord(ctx, entity, id, 'update')
  await requireVisibleRefs(ctx, entity, addedTo(before, changes, lists))
  if (seen !== null && before.version !== seen) await refuseConflict(ctx, before, seen, changes)
  return changeRecord(ctx, entity, before, changes)
}

/** The workspace's own lists of links among the changes. */
function linkLists(entity: Entity, changes: Values): string[] {
  return Object.keys(changes).filter(
    (name) => isCustom(name) && entity.fields[name]?.type.name === 'refs' && changes[name] != null,
  )
}

const without = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))

/** What lists come to lead to. What they lead to already may stay, also where the actor does not see it. */
function addedTo(before: StoredRecord, changes: Values, lists: readonly string[]): Values {
  return Object.fromEntries(
    lists.flatMap((name) => {
      const standing = (before[name] as string[] | null) ?? []
      const added = (changes[name] as string[]).filter((id) => !standing.includes(id))
      return added.length > 0 ? [[name, added]] : []
    }),
  )
}

/** How a change is told on the timeline. */
export interface ChangeStory {
  kind?: string
  particulars?: Record<string, unknown>
  /** Further records on whose timelines it is shown. */
  alsoOn?: (string | null)[]
}

/** Changes a record the caller has locked and may change; read-only fields included, so for verbs and import. */
export async function changeRecord(
  ctx: Ctx,
  noun: Entity,
  before: StoredRecord,
  wanted: Values,
  { kind = `${noun.name}.updated`, particulars = {}, alsoOn = [] }: ChangeStory = {},
): Promise<StoredRecord> {
  const entity = inWorkspace(ctx, noun)
  const asked = different(before, wanted)
  const hooks = ctx.registry.hooks.filter((one) => one.appliesTo(entity))
  for (const hook of hooks) await hook.beforeUpdate?.(ctx, entity, before, asked)
  // A hook may have completed the changes with values that are there already.
  const changes = different(before, asked)
  if (Object.keys(changes).length === 0) return before
  if (entity.ownerField && changes[entity.ownerField] !== undefined) requireOwnScope(ctx, entity, changes)
  const after = await writeChanges(ctx, entity, before, changes)
  const data = {
    ...particulars,
    version: after.version,
    changes: Object.fromEntries(
      Object.keys(changes).map((name) => [name, [before[name] ?? null, after[name] ?? null]]),
    ),
  }
  emit(ctx, {
    kind,
    entity: entity.name,
    recordId: before.id,
    data,
    shownOn: [...timelinesOf(entity, after), ...alsoOn],
  })
  await syncIdentities(ctx, entity, [after])
  for (const hook of hooks) await hook.afterUpdate?.(ctx, entity, before, after)
  return after
}

/** Moves a record to the recycle bin, or removes its row where the entity keeps none. */
export async function deleteRecord(ctx: Ctx, noun: Entity, id: string): Promise<void> {
  const entity = inWorkspace(ctx, noun)
  const before = await lockRecord(ctx, entity, id, 'delete')
  const values: Values = {}
  for (const hook of ctx.registry.hooks)
    if (hook.appliesTo(entity)) Object.assign(values, await hook.beforeDelete?.(ctx, entity, before))
  if (entity.softDelete) await writeChanges(ctx, entity, before, values, ctx.now)
  else await removeRow(ctx, entity, before)
  await syncIdentities(ctx, entity, [{ id, version: before.version }])
  emit(ctx, {
    kind: `${entity.name}.deleted`,
    entity: entity.name,
    recordId: id,
    data: { title: before[entity.title] },
    shownOn: timelinesOf(entity, before),
  })
}

/** Takes a record out of the recycle bin. */
export async function restoreRecord(ctx: Ctx, noun: Entity, id: string): Promise<void> {
  const entity = inWorkspace(ctx, noun)
  requireRight(ctx, entity, 'delete')
  if (!entity.softDelete) fail('record.not-found', { entity: entity.name })
  const { rows } = await sql<Record<string, unknown>>`
    select ${selectColumns(entity)} from ${sql.table(entity.table)} t
    where t.id = ${id} and t.deleted_at is not null and ${visibleSql(ctx, entity)} for update of t`.execute(
    ctx.tx,
  )
  if (!rows[0]) fail('record.not-found', { entity: entity.name })
  const before = toRecord(entity, rows[0])
  requireRightOn(ctx, entity, 'delete', before)
  const values: Values = {}
  for (const hook of ctx.registry.hooks)
    if (hook.appliesTo(entity)) Object.assign(values, await hook.beforeRestore?.(ctx, entity, before))
  const after = await writeChanges(ctx, entity, before, values, null)
  await syncIdentities(ctx, entity, [after])
  emit(ctx, {
    kind: `${entity.name}.restored`,
    entity: entity.name,
    recordId: id,
    data: {},
    shownOn: timelinesOf(entity, after),
  })
}

/** Removes a row for good, remembering it for undo. */
export async function removeRow(ctx: Ctx, noun: Entity, before: StoredRecord): Promise<void> {
  const entity = inWorkspace(ctx, noun)
  await rememberBefore(ctx, entity, before, null)
  await sql`delete from ${sql.table(entity.table)} where id = ${before.id}`.execute(ctx.tx)
  if (isSearched(entity)) await unindex(ctx.tx, sql`select ${before.id}::uuid`)
}

/** Records whose timelines show what happens to this one. */
export function timelinesOf(entity: Entity, record: StoredRecord): (string | null)[] {
  return entity.timelineOf.map((name) => record[name] as string | null)
}

/** The record that a part belongs to; any other record is its own root. */
export function rootOf(entity: Entity, record: StoredRecord): string {
  for (const name of entity.partOf) if (record[name]) return record[name] as string
  return record.id
}

/** A record made by a person belongs to that person unless said otherwise. */
function defaultsOf(ctx: Ctx, entity: Entity): Values {
  const values: Values =
    entity.ownerField && ctx.actor.via !== 'system' ? { [entity.ownerField]: ctx.actor.userId } : {}
  for (const [name, field] of Object.entries(entity.fields))
    if (field.default !== undefined) values[name] = field.default
  return values
}

/** Nobody hands a record to an owner outside the reach of his own right to create or change it. */
export function requireOwnScope(ctx: Ctx, entity: Entity, values: Values): void {
  if (!entity.ownerField || !(entity.ownerField in values) || ctx.actor.via === 'system') return
  if (entity.fields[entity.ownerField]!.readOnly) return
  requireRightOn(ctx, entity, 'create', { id: '', version: 0, ...values })
}

/** Writes values into a row, remembering it for undo; with a moment the record goes to the recycle bin. */
export async function writeChanges(
  ctx: Ctx,
  entity: Entity,
  before: StoredRecord,
  changes: Values,
  deletedAt?: Date | null,
): Promise<StoredRecord> {
  await rememberBefore(ctx, entity, before, before.version + 1)
  const row: Record<string, unknown> = toColumns(entity, changes)
  if (deletedAt !== undefined) row.deleted_at = deletedAt
  const sets = Object.entries(row).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  const updated = sql`
    update ${sql.table(entity.table)} as t
    set ${sql.join([...sets, sql`version = t.version + 1`, sql`updated_at = ${ctx.now}`])}
    where t.id = ${before.id}`
  const columns = selectColumns(entity)
  const isSought =
    isSearched(entity) && (deletedAt !== undefined || touchesSearch(entity, Object.keys(changes)))
  const { rows } = await prepared(
    isSought
      ? indexedUpdate<Record<string, unknown>>(entity, updated, { columns, isGone: deletedAt != null })
      : sql<Record<string, unknown>>`${updated} returning ${columns}`,
    ctx.tx,
  )
  return toRecord(entity, rows[0]!)
}

/** Keeps a row as it was before the act, from the lock or read now. */
export async function rememberBefore(
  ctx: Ctx,
  entity: Entity,
  record: StoredRecord,
  versionAfter: number | null,
): Promise<void> {
  const { id } = record
  const row = { entity: entity.name, recordId: id, rootId: rootOf(entity, record), versionAfter }
  if (ctx.rowsBefore.has(id)) return rememberRow(ctx, { ...row, before: null })
  if (ctx.rowsLocked.has(id)) return rememberRow(ctx, { ...row, before: ctx.rowsLocked.get(id) ?? null })
  const { rows } = await sql<{ before: unknown }>`
    select to_jsonb(t) as before from ${sql.table(entity.table)} t where id = ${id}`.execute(ctx.tx)
  rememberRow(ctx, { ...row, before: rows[0]?.before ?? null })
}
