import { scopeOf } from '../../../kernel/access/rights.ts'
import { getExport, listExports } from '../../../kernel/commands/exports.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { readIdCursor, writeIdCursor } from '../../../server/records/id-cursor.ts'
import { titlesOf } from '../../../server/records/titles.ts'
import { answer } from '../../../server/registry.ts'
import { ownExportRows } from '../../people/server/index.ts'
import { countRowsOfDay, exportsShown, ownExportShown } from './exports.queries.ts'

export const listExportsAnswer = answer(listExports, async (ctx, { whose, cursor, limit }) => {
  if (whose === 'all' && scopeOf(ctx.actor, 'settings', 'update') === 'no')
    fail('access.denied', { right: 'settings:update' })
  const found = await exportsShown(ctx, {
    whose,
    after: cursor ? readIdCursor(cursor) : null,
    limit: limit + 1,
  })
  const items = found.slice(0, limit)
  const most = await ownExportRows(ctx)
  return {
    items,
    titles: await titlesOf(ctx, 'user', [...new Set(items.map(({ owner }) => owner))]),
    nextCursor: found.length > limit ? writeIdCursor(items.at(-1)!.id) : null,
    quota: most === null ? null : { most, left: Math.max(0, most - (await countRowsOfDay(ctx))) },
  }
})

export const getExportAnswer = answer(getExport, async (ctx, { id }) => ({
  item: await ownExportShown(ctx, id),
}))
