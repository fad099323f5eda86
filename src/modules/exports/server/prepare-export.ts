import { uuidv7 } from 'uuidv7'
import { prepareExport } from '../../../kernel/commands/exports.ts'
import { mostSelected } from '../../../kernel/commands/selection.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { listRecords } from '../../../server/records/list.ts'
import { countSelected } from '../../../server/records/selection.ts'
import { handle } from '../../../server/registry.ts'
import { ownExportRows } from '../../people/server/index.ts'
import { requireColumns } from './columns.ts'
import { exportedEntity } from './exported-entity.ts'
import { type ExportRequest, insertExport, rowsOfDay } from './exports.queries.ts'
import { tellingOf } from './tell-export.ts'

export const prepareExportHandler = handle(
  prepareExport,
  async (ctx, { entity: name, format, ...request }) => {
    const entity = exportedEntity(ctx, name)
    if (format === 'vcf' && name !== 'contact')
      fail('input.invalid', {}, [{ field: 'format', error: 'value.invalid' }])
    requireColumns(entity, request.columns ?? [])
    // A sort that is none is refused now and not when the file is written.
    await listRecords(ctx, entity, { sort: request.sort, limit: 1, counted: false })
    const { allowed: rows } = await countSelected(ctx, entity, request.selection, 'export')
    if (request.selection.ids && rows === 0) fail('record.not-found', { entity: name })
    if (rows > mostSelected) fail('export.too-many', { most: mostSelected })
    const most = await requireWithinQuota(ctx, rows)
    const id = uuidv7()
    await insertExport(ctx, { id, entity: name, format, request, rows, most })
    tell(ctx, id, { entity: name, format, request })
    await ctx.enqueue('export.write', { id }, `export ${ctx.workspace.id}`)
    return { id, status: 'running' as const, rows }
  },
)

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
