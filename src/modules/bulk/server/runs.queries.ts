import { sql } from 'kysely'
import type { BulkAct, BulkRefusal, BulkRun, BulkStatus } from '../../../kernel/commands/bulk.ts'
import type { RecordSelection } from '../../../kernel/commands/selection.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { type Failure, fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { type BulkColumn, bulkRows } from '../../../server/db/bulk.ts'
import { selectedSql } from '../../../server/records/selection.ts'
import type { House } from '../../../server/registry.ts'
import type { Standing } from './standing.ts'

/** Ids in one part of a run. */
const partSize = 500

/** What a batch needs to know of a run, locked: its state and the records move together. */
export interface RunRow {
  id: string
  entity: string
  act: BulkAct
  standing: Standing
  status: BulkStatus
  total: number
  position: number
  changed: number
  unchanged: number
  refused: number
  undone: number
  kept: number
  finishedAt: string | null
}

export async function insertRun(
  ctx: Ctx,
  run: Pick<RunRow, 'id' | 'entity' | 'act' | 'standing'>,
  selection: RecordSelection,
): Promise<void> {
  await sql`
    insert into bulk_runs (id, owner_id, entity, act, selection, standing, status, total, started_at)
    values (${run.id}, ${ctx.actor.userId}, ${run.entity}, ${JSON.stringify(run.act)}, ${JSON.stringify(selection)},
      ${JSON.stringify(run.standing)}, 'running', 0, ${ctx.now})`.execute(ctx.tx)
}

/** Keeps the ids of a selection in their order, at most `most` and one more; returns how many there are. */
export async function keepSelected(
  ctx: Ctx,
  id: string,
  entity: Entity,
  selection: RecordSelection,
  most: number,
): Promise<number> {
  const selected = await selectedSql(ctx, entity, selection)
  const { rows } = await sql<{ total: number }>`
    with found as (
      select chosen.id, (row_number() over (order by chosen.id) - 1) / ${partSize}::int as part
      from (select t.id from ${selected} order by t.id limit ${most + 1}) chosen
    ), kept as (
      insert into bulk_parts (run_id, seq, ids)
      select ${id}, part, array_agg(found.id order by found.id) from found group by part
      returning cardinality(ids) as size
    ), counted as (select coalesce(sum(size), 0)::int as total from kept)
    select total from counted`.execute(ctx.tx)
  const { total } = rows[0]!
  await sql`update bulk_runs set total = ${total} where id = ${id}`.execute(ctx.tx)
  return total
}

const rowColumns = sql`id, entity, act, standing, status, total, position, changed, unchanged, refused, undone, kept,
  finished_at as "finishedAt"`

export async function lockRun(ctx: Ctx, id: string): Promise<RunRow> {
  const { rows } = await sql<RunRow>`select ${rowColumns} from bulk_runs where id = ${id} for update`.execute(
    ctx.tx,
  )
  return rows[0] ?? fail('record.not-found', { entity: 'bulkRun' })
}

/** A run of the actor's own, locked; what others run is as if it were not there. */
export async function lockOwnRun(ctx: Ctx, id: string): Promise<RunRow> {
  const { rows } = await sql<RunRow>`
    select ${rowColumns} from bulk_runs where id = ${id} and owner_id = ${ctx.actor.userId} for update`.execute(
    ctx.tx,
  )
  return rows[0] ?? fail('record.not-found', { entity: 'bulkRun' })
}

/** The next ids from a position on, at most what is left of their part. */
export async function idsFrom(ctx: Ctx, id: string, position: number): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select ids[${(position % partSize) + 1}:] as ids from bulk_parts
    where run_id = ${id} and seq = ${Math.floor(position / partSize)}`.execute(ctx.tx)
  return rows[0]?.ids ?? []
}

type Progress = Partial<
  Pick<RunRow, 'status' | 'position' | 'changed' | 'unchanged' | 'refused' | 'undone' | 'kept'>
> & { failure?: { code: string; params: Record<string, unknown> } | null; finishedAt?: Date | null }

/** Writes how far a run is; screens that show it hear of it when the act commits. */
export async function saveRun(
  ctx: Ctx,
  id: string,
  { failure, finishedAt, ...numbers }: Progress,
): Promise<void> {
  const sets = Object.entries(numbers).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  if (failure !== undefined) sets.push(sql`failure = ${failure && JSON.stringify(failure)}`)
  if (finishedAt !== undefined) sets.push(sql`finished_at = ${finishedAt}`)
  await sql`update bulk_runs set ${sql.join(sets)} where id = ${id}`.execute(ctx.tx)
  const notice = {
    workspace: ctx.workspace.id,
    by: ctx.actor.userId,
    changes: [{ entity: 'bulkRun', id, kind: 'bulkRun.updated' }],
  }
  await sql`select pg_notify('onward_live', ${JSON.stringify(notice)})`.execute(ctx.tx)
}

export async function saveRefusals(
  ctx: Ctx,
  id: string,
  refusals: readonly { id: string; failure: Failure }[],
): Promise<void> {
  if (refusals.length === 0) return
  const columns: BulkColumn[] = [
    { name: 'run_id', type: 'uuid', values: refusals.map(() => id) },
    { name: 'record_id', type: 'uuid', values: refusals.map((one) => one.id) },
    { name: 'code', type: 'text', values: refusals.map(({ failure }) => failure.code) },
    { name: 'params', type: 'jsonb', values: refusals.map(({ failure }) => JSON.stringify(failure.params)) },
    {
      name: 'problems',
      type: 'jsonb',
      values: refusals.map(({ failure }) => JSON.stringify(failure.problems)),
    },
  ]
  await sql`insert into bulk_errors ${bulkRows(columns)}`.execute(ctx.tx)
}

export async function saveAct(ctx: Ctx, id: string): Promise<void> {
  await sql`
    insert into bulk_acts (run_id, seq, act_id)
    select ${id}, coalesce(max(seq), 0) + 1, ${ctx.act} from bulk_acts where run_id = ${id}`.execute(ctx.tx)
}

/** The newest batch that has not been taken back yet. */
export async function lastAct(ctx: Ctx, id: string): Promise<{ seq: number; act: string } | null> {
  const { rows } = await sql<{ seq: number; act: string }>`
    select seq, act_id as act from bulk_acts where run_id = ${id} order by seq desc limit 1`.execute(ctx.tx)
  return rows[0] ?? null
}

export async function forgetAct(ctx: Ctx, id: string, seq: number): Promise<void> {
  await sql`delete from bulk_acts where run_id = ${id} and seq = ${seq}`.execute(ctx.tx)
}

const shown = sql`id, entity, act, status, total, changed, unchanged, refused, position as done, undone, kept, failure,
  started_at as "startedAt", finished_at as "finishedAt"`

export async function findOwnRuns(ctx: Ctx, limit: number): Promise<BulkRun[]> {
  const { rows } = await sql<BulkRun>`
    select ${shown} from bulk_runs where owner_id = ${ctx.actor.userId}
    order by started_at desc, id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function findOwnRun(ctx: Ctx, id: string): Promise<BulkRun> {
  const { rows } = await sql<BulkRun>`
    select ${shown} from bulk_runs where id = ${id} and owner_id = ${ctx.actor.userId}`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'bulkRun' })
}

export async function reasonsOf(ctx: Ctx, id: string): Promise<{ code: string; records: number }[]> {
  const { rows } = await sql<{ code: string; records: number }>`
    select code, count(*)::int as records from bulk_errors where run_id = ${id}
    group by code order by records desc, code limit 20`.execute(ctx.tx)
  return rows
}

export async function refusalsOf(
  ctx: Ctx,
  id: string,
  after: string | null,
  limit: number,
): Promise<BulkRefusal[]> {
  const { rows } = await sql<BulkRefusal>`
    select record_id as id, code, params, problems from bulk_errors
    where run_id = ${id} and (${after}::uuid is null or record_id > ${after}) order by record_id limit ${limit}`.execute(
    ctx.tx,
  )
  return rows
}

/** What was done cannot be taken back for ever; what it was about is not needed any longer then. */
export async function forgetOldRuns({ tx, now }: House, days: number): Promise<void> {
  const before = new Date(now.getTime() - days * 86_400_000)
  await sql`
    delete from bulk_runs where started_at < ${before} and status not in ('running', 'undoing')`.execute(tx)
}
