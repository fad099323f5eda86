import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { prepareExport } from '../../../kernel/commands/exports.ts'
import { mostSelected } from '../../../kernel/commands/selection.ts'
import type { Entity } from '../../../kernel/entities/entity.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { listRecords } from '../../../server/records/list.ts'
import { countSelected } from '../../../server/records/selection.ts'
import { handle } from '../../../server/registry.ts'
import { ownExportRows } from '../../people/server/index.ts'
import { requireColumns } from './columns.ts'
import { exportedEntity } from './exported-entity.ts'
import { type ExportRequest, type ExportRow, insertExport, rowsOfDay } from './exports.queries.ts'
import { tellingOf } from './tell-export.ts'

export const prepareExportHandler = handle(prepareExport, (ctx, wanted) =>
  beginExport(ctx, wanted, { locale: ctx.locale }),
)

/** Counts what is asked for, within rights and quota, and has the file written in a language; one that repeats says so. */
export async function beginExport(
  ctx: Ctx,
  { entity: name, format, ...request }: z.output<typeof prepareExport.input>,
  { locale, ...standing }: Pick<ExportRow, 'locale'> & Pick<ExportRequest, 'scheduled'>,
) {
  const entity = await requireExportable(ctx, { entity: name, format, ...request })
  const { allowed: rows } = await countSelected(ctx, entity, request.selection, 'export')
  if (request.selection.ids && rows === 0) fail('record.not-found', { entity: name })
  if (rows > mostSelected) fail('export.too-many', { most: mostSelected })
  const most = await requireWithinQuota(ctx, rows)
  const id = uuidv7()
  const row = { id, entity: name, format, locale, request: { ...request, ...standing }, rows, most }
  await insertExport(ctx, row)
  tell(ctx, id, row)
  await ctx.enqueue('export.write', { id }, `export ${ctx.workspace.id}`)
  return { id, status: 'running' as const, rows }
}

/** Refuses what can be no file: a wrong kind, format, column or sort. */
export async function requireExportable(
  ctx: Ctx,
  { entity: name, format, columns, sort }: z.output<typeof prepareExport.input>,
): Promise<Entity> {
  const entity = exportedEntity(ctx, name)
  if (format === 'vcf' && name !== 'contact')
    fail('input.invalid', {}, [{ field: 'format', error: 'value.invalid' }])
  requireColumns(entity, columns ?? [])
  // A sort that is none is refused now and not when the file is written.
  await listRecords(ctx, entity, { sort, limit: 1, counted: false })
  return entity
}

/** Refuses more rows than the role may still take out today; returns how many there may be. */
async function requireWithinQuota(ctx: Ctx, wanted: number): Promise<number> {
  const most = await ownExportRows(ctx)
  if (most === null) return mostSelected
  const left = Math.max(0, most - (await rowsOfDay(ctx)))
  if (wanted > left) fail('export.over-quota', { most, left, wanted })
  return Math.min(left, mostSelected)
}

function tell(
  ctx: Ctx,
  recordId: string,
  wanted: { entity: string; format: string; request: ExportRequest },
): void {
  emit(ctx, { kind: 'export.begun', entity: 'export', recordId, data: tellingOf(wanted) })
}
