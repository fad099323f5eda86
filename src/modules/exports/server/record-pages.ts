import type { Entity } from '../../../kernel/entities/entity.ts'
import type { Filter } from '../../../kernel/queries/filter.ts'
import type { Ctx } from '../../../server/context.ts'
import { type ListPage, listRecords } from '../../../server/records/list.ts'
import { searchFor } from '../../../server/records/list-condition.ts'
import type { ExportRequest } from './exports.queries.ts'
import { namedRecords } from './named-records.queries.ts'

/**
 * Records read with one statement. Of a thousand each, many were still in use when young memory was tidied up, and went
 * to where it is done seldom: the process grew five times as much. Smaller pages take no more time a record.
 */
const pageSize = 200

export type RecordPage = Pick<ListPage, 'items' | 'titles'>

/** The records of an export page by page; in a snapshot they are those of one moment. */
export async function* recordPages(
  ctx: Ctx,
  entity: Entity,
  { selection, sort }: ExportRequest,
): AsyncGenerator<RecordPage> {
  if (selection.ids) yield* namedPages(ctx, entity, [...new Set(selection.ids)])
  else yield* listPages(ctx, entity, { selection, sort })
}

async function* namedPages(ctx: Ctx, entity: Entity, ids: string[]): AsyncGenerator<RecordPage> {
  for (let from = 0; from < ids.length; from += pageSize)
    yield await namedRecords(ctx, entity, ids.slice(from, from + pageSize))
}

async function* listPages(
  ctx: Ctx,
  entity: Entity,
  { selection: { filter, q }, sort }: ExportRequest,
): AsyncGenerator<RecordPage> {
  const search = await searchFor(ctx, entity, q)
  for (let cursor: string | undefined; ; ) {
    const page = await listRecords(ctx, entity, {
      // The filter is checked where it is compiled.
      filter: filter as Filter | undefined,
      sort,
      search,
      cursor,
      limit: pageSize,
      counted: false,
      within: 'export',
    })
    yield page
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}
