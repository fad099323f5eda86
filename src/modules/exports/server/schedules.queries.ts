import { sql } from 'kysely'
import type { ExportSchedule } from '../../../kernel/commands/exports.ts'
import { nextTime, type Repeat } from '../../../kernel/commands/next-time.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { House } from '../../../server/registry.ts'
import type { ExportRequest, ExportRow } from './exports.queries.ts'

export interface ScheduleRow extends Pick<ExportRow, 'id' | 'entity' | 'format' | 'locale'> {
  request: ExportRequest
}

export async function insertSchedule(
  ctx: Ctx,
  {
    id,
    entity,
    format,
    request,
    every,
    nextAt,
  }: Omit<ScheduleRow, 'locale'> & { every: Repeat; nextAt: Date },
): Promise<void> {
  await sql`
    insert into export_schedules (id, owner_id, entity, format, locale, request, every, next_at, created_at)
    values (${id}, ${ctx.actor.userId}, ${entity}, ${format}, ${ctx.locale}, ${JSON.stringify(request)}, ${every},
      ${nextAt}, ${ctx.now})`.execute(ctx.tx)
}

export async function countSchedules(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from export_schedules where owner_id = ${ctx.actor.userId}`.execute(ctx.tx)
  return rows[0]!.count
}

export async function removeSchedule(ctx: Ctx, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    delete from export_schedules where id = ${id} and owner_id = ${ctx.actor.userId}`.execute(ctx.tx)
  if (numAffectedRows === 0n) fail('record.not-found', { entity: 'exportSchedule' })
}

export async function schedulesShown(ctx: Ctx): Promise<ExportSchedule[]> {
  const { rows } = await sql<ExportSchedule>`
    select id, entity, format, request -> 'columns' as columns, request #> '{selection,filter}' as filter,
      request #>> '{selection,q}' as q, coalesce(request -> 'sort', '[]') as sort, every, next_at as "nextAt", failure
    from export_schedules where owner_id = ${ctx.actor.userId} order by next_at, id`.execute(ctx.tx)
  return rows
}

/** One of the actor's own, as it stands now; null when it has been taken back meanwhile. */
export async function findSchedule(ctx: Ctx, id: string): Promise<ScheduleRow | null> {
  const { rows } = await sql<ScheduleRow>`
    select id, entity, format, locale, request from export_schedules
    where id = ${id} and owner_id = ${ctx.actor.userId} for update`.execute(ctx.tx)
  return rows[0] ?? null
}

export async function saveStart(
  ctx: Ctx,
  id: string,
  failure: { code: string; params: Record<string, unknown> } | null,
): Promise<void> {
  await sql`
    update export_schedules set failure = ${failure && JSON.stringify(failure)} where id = ${id}`.execute(
    ctx.tx,
  )
}

/**
 * Has the exports that are due begun, each in the name of its owner. One that was due several times while nothing ran
 * is begun once.
 */
export async function beginDue({ tx, now, timeZone, enqueue }: House): Promise<void> {
  const { rows } = await sql<{ id: string; owner: string; every: Repeat }>`
    select s.id, s.owner_id as owner, s.every from export_schedules s
    join users u on u.id = s.owner_id and u.is_active and u.deleted_at is null
    where s.next_at <= ${now} for update of s`.execute(tx)
  for (const { id, owner, every } of rows) {
    await sql`update export_schedules set next_at = ${nextTime(every, now, timeZone)} where id = ${id}`.execute(
      tx,
    )
    await enqueue(owner, 'export.scheduled', { id })
  }
}
