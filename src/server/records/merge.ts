import { sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import { fail } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../events/events.ts'
import { isPlanted } from '../plants.ts'
import type { Values } from '../registry.ts'
import { requireRightOn } from './access.ts'
import { mergedValues } from './merged-values.ts'
import { moveRelated } from './move-related.ts'
import { lockRecord } from './read.ts'
import type { StoredRecord } from './rows.ts'
import { changeRecord, timelinesOf, writeChanges } from './write.ts'

/** Records that are one: which stays, which go into it, and by field the record whose value is taken. */
export interface Merging {
  survivor: string
  others: readonly string[]
  choices: Readonly<Record<string, string>>
}

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

function titleOf(entity: Entity, record: StoredRecord): string {
  return String(record[entity.title] ?? '').slice(0, 200)
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
