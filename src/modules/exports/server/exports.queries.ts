import { sql } from 'kysely'
import type { z } from 'zod'
import {
  type ExportFormat,
  type ExportItem,
  exportDays,
  type prepareExport,
} from '../../../kernel/commands/exports.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import type { House } from '../../../server/registry.ts'

/** What is exported of the records of a kind. */
export type ExportRequest = Omit<z.output<typeof prepareExport.input>, 'entity' | 'format'> & {
  /** One that repeats; its owner is notified. */
  scheduled?: true
}

export interface ExportRow {
  id: string
  entity: string
  format: ExportFormat
  locale: 'ru' | 'en'
  request: ExportRequest
  status: ExportItem['status']
  /** Counted when it was asked for; in a finished file, those that are in it. */
  rows: number
  /** As many as there may be by the quota. */
  most: number
}

export async function insertExport(
  ctx: Ctx,
  { id, entity, format, locale, request, rows, most }: Omit<ExportRow, 'status'>,
): Promise<void> {
  await sql`
    insert into exports (id, owner_id, entity, format, locale, request, status, row_count, most_rows, created_at)
    values (${id}, ${ctx.actor.userId}, ${entity}, ${format}, ${locale}, ${JSON.stringify(request)}, 'running',
      ${rows}, ${most}, ${ctx.now})`.execute(ctx.tx)
}

/** Rows this person has taken out within a day; who asks twice at once is served one after the other. */
export async function rowsOfDay(ctx: Ctx): Promise<number> {
  const { userId } = ctx.actor
  await sql`select pg_advisory_xact_lock(hashtextextended(${`export ${userId}`}, 0))`.execute(ctx.tx)
  return countRowsOfDay(ctx)
}

/** The same without waiting for anybody. */
export async function countRowsOfDay(ctx: Ctx): Promise<number> {
  const since = new Date(ctx.now.getTime() - 86_400_000)
  const { rows } = await sql<{ taken: number }>`
    select coalesce(sum(row_count), 0)::int as taken from exports
    where owner_id = ${ctx.actor.userId} and created_at > ${since} and status <> 'failed'`.execute(ctx.tx)
  return rows[0]!.taken
}

const rowColumns = sql`id, entity, format, locale, request, status, row_count as rows, most_rows as most`

export async function findExport(ctx: Ctx, id: string): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`select ${rowColumns} from exports where id = ${id}`.execute(ctx.tx)
  return rows[0] ?? null
}

/** What the actor has asked for himself; what others have is as if it were not there. */
export async function findOwnExport(ctx: Ctx, id: string): Promise<ExportRow> {
  const { rows } = await sql<ExportRow>`
    select ${rowColumns} from exports where id = ${id} and owner_id = ${ctx.actor.userId}`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'export' })
}

/** Writes what became of an export that is being written; false when it is not any more. */
export async function endExport(
  ctx: Ctx,
  id: string,
  ending:
    | { status: 'ready'; rows: number; bytes: number }
    | { status: 'failed'; failure: { code: string; params: Record<string, unknown> } },
): Promise<boolean> {
  const particulars =
    ending.status === 'ready'
      ? sql`row_count = ${ending.rows}, size = ${ending.bytes}`
      : sql`failure = ${JSON.stringify(ending.failure)}`
  const { numAffectedRows } = await sql`
    update exports set status = ${ending.status}, finished_at = ${ctx.now}, ${particulars}
    where id = ${id} and status = 'running'`.execute(ctx.tx)
  const notice = {
    workspace: ctx.workspace.id,
    by: ctx.actor.userId,
    changes: [{ entity: 'export', id, kind: 'export.updated' }],
  }
  await sql`select pg_notify('onward_live', ${JSON.stringify(notice)})`.execute(ctx.tx)
  return numAffectedRows === 1n
}

export async function countFetched(ctx: Ctx, id: string): Promise<void> {
  await sql`update exports set fetched = fetched + 1 where id = ${id}`.execute(ctx.tx)
}

const shown = sql`id, owner_id as owner, entity, format, status, row_count as rows, size as bytes,
  request -> 'columns' as columns, request #> '{selection,filter}' as filter, request #>> '{selection,q}' as q,
  jsonb_array_length(request #> '{selection,ids}') as named, failure, fetched, created_at as "createdAt",
  finished_at as "finishedAt"`

/** What was exported, the newest first; the ids of exports are in the order of time. */
export async function exportsShown(
  ctx: Ctx,
  { whose, after, limit }: { whose: 'own' | 'all'; after: string | null; limit: number },
): Promise<ExportItem[]> {
  const owned = whose === 'own' ? sql`owner_id = ${ctx.actor.userId}` : sql`true`
  const rest = after ? sql`id < ${after}` : sql`true`
  const { rows } = await sql<ExportItem>`
    select ${shown} from exports where ${owned} and ${rest} order by id desc limit ${limit}`.execute(ctx.tx)
  return rows
}

export async function ownExportShown(ctx: Ctx, id: string): Promise<ExportItem> {
  const { rows } = await sql<ExportItem>`
    select ${shown} from exports where id = ${id} and owner_id = ${ctx.actor.userId}`.execute(ctx.tx)
  return rows[0] ?? fail('record.not-found', { entity: 'export' })
}

export const exportKey = (id: string) => `exports/${id}`

/** Files hold the data of people, so they go; that they were made stays. */
export async function forgetFiles({ tx, files, now }: House): Promise<void> {
  const before = new Date(now.getTime() - exportDays * 86_400_000)
  const { rows } = await sql<{ id: string }>`
    select id from exports where created_at < ${before} and status <> 'gone'`.execute(tx)
  for (const { id } of rows) await files.remove(exportKey(id))
  await sql`update exports set status = 'gone' where id = any(${rows.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  )
}
