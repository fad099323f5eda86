import { sql } from 'kysely'
import { columnOf, type Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Field } from '../../kernel/fields/f.ts'
import { mostRefs } from '../../kernel/fields/types/refs.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import { isPlanted } from '../plants.ts'
import type { Values } from '../registry.ts'
import { requireRightOn } from './access.ts'
import { lockRecord } from './read.ts'
import { rememberRow } from './remember.ts'
import type { StoredRecord } from './rows.ts'
import { changeRecord, timelinesOf, writeChanges } from './write.ts'

/** Records that are one: which stays, which go into it, and by field the record whose value is taken. */
export interface Merging {
  survivor: string
  others: readonly string[]
  choices: Readonly<Record<string, string>>
}

/** Records moved at most in one merge; all of them are held in memory for undo. */
const mostMoved = 10_000

/**
 * Makes one record of several. The survivor takes the chosen values; what led to the others leads to it; their stories
 * are told on its timeline; they go to the recycle bin, from where they point at it. One act, undone like any other.
 * Needs the right to change and to delete every one of them. Refuses with `merge.survivor-closed` when an open lead or
 * deal would go into a closed one, and with `merge.too-many` when more than 10,000 records would move.
 */
export async function mergeRecords(
  ctx: Ctx,
  entity: Entity,
  { survivor: survivorId, others, choices }: Merging,
): Promise<{ survivor: StoredRecord; moved: Record<string, number> }> {
  const records = await lockAll(ctx, entity, [survivorId, ...others])
  const survivor = records.get(survivorId)!
  const losers = others.map((id) => records.get(id)!)
  if (entity.worked && survivor.status !== 'open' && losers.some(({ status }) => status === 'open'))
    fail('merge.survivor-closed')
  const left: Values = {}
  for (const hook of ctx.registry.hooks)
    if (hook.appliesTo(entity)) Object.assign(left, await hook.beforeMerge?.(ctx, entity, survivor, losers))

  const moved = isPlanted('half-merge') ? {} : await moveRelated(ctx, entity, survivorId, others)
  await moveAddresses(ctx, entity, survivorId, others)
  const told = losers.map((loser) => ({ id: loser.id, title: titleOf(entity, loser) }))
  const particulars = { others: told, moved }
  const values = mergedValues(entity, survivor, losers, choices)
  const story = { kind: `${entity.name}.merged`, particulars }
  const after = await changeRecord(ctx, entity, survivor, values, story)
  if (after === survivor)
    emit(ctx, {
      kind: story.kind,
      entity: entity.name,
      recordId: survivorId,
      data: particulars,
      shownOn: timelinesOf(entity, survivor),
    })
  for (const loser of losers) {
    await writeChanges(ctx, entity, loser, left, ctx.now)
    emit(ctx, {
      kind: `${entity.name}.mergedAway`,
      entity: entity.name,
      recordId: loser.id,
      data: { into: { id: survivorId, title: titleOf(entity, after) } },
    })
  }
  await joinTimelines(ctx, survivorId, others)
  await pointAtSurvivor(ctx, entity, survivorId, told)
  return { survivor: after, moved }
}

/**
 * In a fixed order, so that two people merging the same records do not deadlock. Whether all are there is told before
 * what one may do with them.
 */
async function lockAll(ctx: Ctx, entity: Entity, ids: string[]): Promise<Map<string, StoredRecord>> {
  const records = new Map<string, StoredRecord>()
  for (const id of [...ids].sort()) {
    records.set(id, await lockRecord(ctx, entity, id, 'read'))
  }
  for (const record of records.values()) {
    requireRightOn(ctx, entity, 'update', record)
    requireRightOn(ctx, entity, 'delete', record)
  }
  return records
}

/**
 * The values a survivor ends with: the chosen ones; where nothing is chosen its own, or of its empty fields the newest
 * there is. Pipeline and stage stay as they are: they go with its open step.
 */
function mergedValues(
  entity: Entity,
  survivor: StoredRecord,
  losers: readonly StoredRecord[],
  choices: Readonly<Record<string, string>>,
): Values {
  const all = [survivor, ...losers]
  const ids = new Set(all.map(({ id }) => id))
  const newest = [...losers].sort((one, other) =>
    String(other.updatedAt).localeCompare(String(one.updatedAt)),
  )
  const values: Values = {}
  for (const [name, field] of Object.entries(entity.fields)) {
    if (!isChosen(entity, name, field)) continue
    const chosen = choices[name] === undefined ? undefined : all.find(({ id }) => id === choices[name])
    if (!chosen && field.type.name === 'refs') {
      const isOwnKind = field.options.to === entity.name
      values[name] = together(all, name, isOwnKind ? ids : null)
      continue
    }
    const value = (chosen ?? [survivor, ...newest].find((record) => record[name] != null))?.[name] ?? null
    if (field.required && value === null) continue
    const leadsToItself =
      field.type.name === 'ref' && field.options.to === entity.name && ids.has(value as string)
    values[name] = leadsToItself ? null : value
  }
  return values
}

/** Everything any of the records leads to, as far as a field has room; null for nothing. */
function together(
  records: readonly StoredRecord[],
  name: string,
  itself: ReadonlySet<string> | null,
): string[] | null {
  const all = new Set(records.flatMap((record) => (record[name] as string[] | null) ?? []))
  const ids = [...all].filter((id) => !itself?.has(id))
  return ids.length > 0 ? ids.slice(0, mostRefs) : null
}

/** Whether a person says which record's value of a field is taken. */
export function isChosen(entity: Entity, name: string, field: Field): boolean {
  return !field.readOnly && !(entity.worked && (name === 'pipeline' || name === 'stage'))
}

function titleOf(entity: Entity, record: StoredRecord): string {
  return String(record[entity.title] ?? '').slice(0, 200)
}

/** Makes everything that led to the losers lead to the survivor; returns how many of each kind moved. */
async function moveRelated(
  ctx: Ctx,
  entity: Entity,
  survivor: string,
  losers: readonly string[],
): Promise<Record<string, number>> {
  const moved: Record<string, number> = {}
  let total = 0
  for (const { entity: other, field } of ctx.registry.catalog.relationsOf(entity)) {
    const column = columnOf(field, other.fields[field]!)
    const table = sql.table(other.table)
    const group = other.name === entity.name ? [survivor, ...losers] : []
    const { rows } = await sql<{ id: string; was: string; version: number; before: unknown }>`
      select t.id, ${sql.ref(`t.${column}`)} as was, t.version, to_jsonb(t) as before from ${table} t
      where ${sql.ref(`t.${column}`)} = any(${[...losers]}::uuid[]) and t.id <> all(${group}::uuid[])
      order by t.id limit ${mostMoved + 1 - total} for update`.execute(ctx.tx)
    total += rows.length
    if (total > mostMoved) fail('merge.too-many', { max: mostMoved })
    if (rows.length === 0) continue
    for (const { id, was, version, before } of rows)
      rememberRow(ctx, {
        entity: other.name,
        recordId: id,
        rootId: was,
        before,
        versionAfter: version + 1,
      })
    await sql`
      update ${table} t set ${sql.ref(column)} = ${survivor}, version = t.version + 1, updated_at = ${ctx.now}
      where t.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(ctx.tx)
    moved[other.table] = (moved[other.table] ?? 0) + rows.length
  }
  for (const [table, count] of Object.entries(
    await moveListed(ctx, entity, { survivor, losers, room: mostMoved - total }),
  ))
    moved[table] = (moved[table] ?? 0) + count
  return moved
}

/** The same for lists that lead to the losers. */
async function moveListed(
  ctx: Ctx,
  entity: Entity,
  { survivor, losers, room }: { survivor: string; losers: readonly string[]; room: number },
): Promise<Record<string, number>> {
  const moved: Record<string, number> = {}
  let left = room
  for (const { entity: other, field } of listsInto(ctx, entity)) {
    const column = sql.ref(`t.${columnOf(field, other.fields[field]!)}`)
    const table = sql.table(other.table)
    const gone = sql`${[...losers]}::uuid[]`
    const group = other.name === entity.name ? [survivor, ...losers] : []
    const { rows } = await sql<{ id: string; was: string; version: number; before: unknown }>`
      select t.id, (select one from unnest(${column}) as one where one = any(${gone}) limit 1) as was, t.version,
        to_jsonb(t) as before
      from ${table} t where ${column} && ${gone} and t.id <> all(${group}::uuid[])
      order by t.id limit ${left + 1} for update`.execute(ctx.tx)
    left -= rows.length
    if (left < 0) fail('merge.too-many', { max: mostMoved })
    if (rows.length === 0) continue
    for (const { id, was, version, before } of rows)
      rememberRow(ctx, { entity: other.name, recordId: id, rootId: was, before, versionAfter: version + 1 })
    await sql`
      update ${table} t set version = t.version + 1, updated_at = ${ctx.now},
        ${sql.ref(columnOf(field, other.fields[field]!))} = (
          select array_agg(distinct case when one = any(${gone}) then ${survivor}::uuid else one end)
          from unnest(${column}) as one)
      where t.id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(ctx.tx)
    moved[other.table] = (moved[other.table] ?? 0) + rows.length
  }
  return moved
}

/** Lists that may lead to records of an entity. */
function listsInto(ctx: Ctx, entity: Entity): { entity: Entity; field: string }[] {
  return ctx.registry.entities.flatMap((other) =>
    Object.entries(other.fields)
      .filter(([, { type, options }]) => type.name === 'refs' && options.to === entity.name)
      .map(([field]) => ({ entity: other, field })),
  )
}

/** A second phone or address has no field of its own on the survivor; it still leads to it. */
async function moveAddresses(
  ctx: Ctx,
  entity: Entity,
  survivor: string,
  losers: readonly string[],
): Promise<void> {
  if (!Object.values(entity.fields).some(({ identity }) => identity)) return
  await sql`
    update identities set contact_id = ${survivor}, from_record_id = coalesce(from_record_id, contact_id)
    where contact_id = any(${[...losers]}::uuid[])`.execute(ctx.tx)
}

async function joinTimelines(ctx: Ctx, survivor: string, losers: readonly string[]): Promise<void> {
  await sql`
    insert into event_links (record_id, at, event_id, act_id)
    select ${survivor}, e.at, e.id, ${ctx.act} from (
      select at, id from events where record_id = any(${[...losers]}::uuid[])
      union select at, event_id from event_links where record_id = any(${[...losers]}::uuid[])
    ) e
    where not exists (select 1 from events own where own.id = e.id and own.record_id = ${survivor})
    on conflict do nothing`.execute(ctx.tx)
}

/** Also for what had gone into the losers before: any of them leads to the survivor. */
async function pointAtSurvivor(
  ctx: Ctx,
  entity: Entity,
  survivor: string,
  losers: readonly { id: string; title: string }[],
): Promise<void> {
  await sql`
    insert into merged_records (act_id, record_id, survivor_id, entity, title, at)
    select ${ctx.act}, l.id, ${survivor}, ${entity.name}, l.title, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(losers)}::jsonb) as l (id uuid, title text)
    union all
    select distinct on (m.record_id) ${ctx.act}::uuid, m.record_id, ${survivor}::uuid, m.entity, m.title, ${ctx.now}::timestamptz
    from merged_records m where m.survivor_id = any(${losers.map(({ id }) => id)}::uuid[])
    on conflict do nothing`.execute(ctx.tx)
}

/**
 * What a merge leaves beside the rows: pointers, joined timelines, addresses. Part of every undo; an act that was no
 * merge has none.
 */
export async function forgetMerge(ctx: Ctx, act: string): Promise<void> {
  const { rows } = await sql<{ id: string; survivor: string; entity: string; title: string }>`
    delete from merged_records where act_id = ${act}
    returning record_id as id, survivor_id as survivor, entity, title`.execute(ctx.tx)
  const [first] = rows
  if (!first) return
  await sql`delete from event_links where record_id = ${first.survivor} and act_id = ${act}`.execute(ctx.tx)
  await sql`
    update identities i
    set contact_id = coalesce(g.holder, i.from_record_id), from_record_id = case when g.holder is null then null else i.from_record_id end
    from (
      select l.id, (select m.survivor_id from merged_records m where m.record_id = l.id order by m.at desc limit 1) as holder
      from unnest(${rows.map(({ id }) => id)}::uuid[]) as l (id)
    ) g
    where i.contact_id = ${first.survivor} and i.from_record_id = g.id`.execute(ctx.tx)
  emit(ctx, {
    kind: `${first.entity}.unmerged`,
    entity: first.entity,
    recordId: first.survivor,
    data: { others: rows.map(({ id, title }) => ({ id, title })) },
  })
}
