import { sql } from 'kysely'
import type { z } from 'zod'
import { type ExportFormat, exportHours, type prepareExport } from '../../../kernel/commands/exports.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Ctx } from '../../../server/context.ts'
import { withinSql } from '../../../server/records/access.ts'
import { selectRecords, type Titles } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { House } from '../../../server/registry.ts'

/** What is exported of the records of a kind. */
export type ExportRequest = Omit<z.output<typeof prepareExport.input>, 'entity' | 'format'>

export interface ExportRow {
  id: string
  entity: string
  format: ExportFormat
  request: ExportRequest
}

export async function insertExport(ctx: Ctx, { id, entity, format, request }: ExportRow): Promise<void> {
  await sql`
    insert into exports (id, owner_id, entity, format, request, created_at)
    values (${id}, ${ctx.actor.userId}, ${entity}, ${format}, ${JSON.stringify(request)}, ${ctx.now})`.execute(
    ctx.tx,
  )
}

/** What the actor has prepared and may still fetch. */
export async function findOwnExport(ctx: Ctx, id: string): Promise<ExportRow | null> {
  const { rows } = await sql<ExportRow>`
    select id, entity, format, request from exports
    where id = ${id} and owner_id = ${ctx.actor.userId} and created_at > ${oldest(ctx.now)}`.execute(ctx.tx)
  return rows[0] ?? null
}

export async function forgetExports({ tx, now }: House): Promise<void> {
  await sql`delete from exports where created_at < ${oldest(now)}`.execute(tx)
}

const oldest = (now: Date) => new Date(now.getTime() - exportHours * 3_600_000)

/** Those of these records that the actor may export, in the order of the ids. */
export async function namedRecords(
  ctx: Ctx,
  entity: Entity,
  ids: readonly string[],
): Promise<{ records: StoredRecord[]; titles: Titles }> {
  const { records, titles } = await selectRecords(ctx, entity, {
    where: sql<boolean>`t.id = any(${[...ids]}::uuid[]) and ${withinSql(ctx, entity, 'export')}`,
    limit: ids.length,
  })
  const byId = new Map(records.map((record) => [record.id, record]))
  return { records: ids.flatMap((id) => byId.get(id) ?? []), titles }
}
