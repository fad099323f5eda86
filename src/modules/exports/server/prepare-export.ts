import { uuidv7 } from 'uuidv7'
import { prepareExport } from '../../../kernel/commands/exports.ts'
import { mostSelected } from '../../../kernel/commands/selection.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import { listRecords } from '../../../server/records/list.ts'
import { handle } from '../../../server/registry.ts'
import { requireColumns } from './columns.ts'
import { exportedEntity } from './exported-entity.ts'
import { insertExport, namedRecords } from './exports.queries.ts'

export const prepareExportHandler = handle(
  prepareExport,
  async (ctx, { entity: name, format, ...request }) => {
    const entity = exportedEntity(ctx, name)
    requireColumns(entity, request.columns ?? [])
    const { ids, filter, q } = request.selection
    const total = ids
      ? { count: (await namedRecords(ctx, entity, [...new Set(ids)])).records.length, exact: true }
      : // The filter and the sort are checked where they are compiled.
        (await listRecords(ctx, entity, {
          filter: filter as Filter | undefined,
          q,
          sort: request.sort,
          limit: 1,
          within: 'export',
        }))!.total!
    if (ids && total.count === 0) fail('record.not-found', { entity: name })
    if (total.count > mostSelected) fail('export.too-many', { most: mostSelected })
    const id = uuidv7()
    await insertExport(ctx, { id, entity: name, format, request })
    return { id, total }
  },
)
