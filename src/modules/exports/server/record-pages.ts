import type { Filter } from '../../../kernel/queries/filter.ts'
import type { ActFrame } from '../../../server/act.ts'
import { runRead } from '../../../server/act.ts'
import { type ListPage, listRecords, type Sought, searchFor } from '../../../server/records/list.ts'
import { exportedEntity } from './exported-entity.ts'
import { type ExportRow, namedRecords } from './exports.queries.ts'

/** Records read in one statement; a reader who is slow holds so many in memory and no more. */
const pageSize = 500

export type RecordPage = Pick<ListPage, 'items' | 'titles'>

/**
 * The records of an export page by page, each read when it is wanted and in a transaction of its own: rights and
 * values are those of that moment, and no transaction is open for as long as somebody's line is slow.
 */
export async function* recordPages(frame: ActFrame, wanted: ExportRow): AsyncGenerator<RecordPage> {
  const { ids } = wanted.request.selection
  if (ids) yield* namedPages(frame, wanted.entity, [...new Set(ids)])
  else yield* listPages(frame, wanted)
}

async function* namedPages(frame: ActFrame, name: string, ids: string[]): AsyncGenerator<RecordPage> {
  for (let from = 0; from < ids.length; from += pageSize) {
    const { records, titles } = await runRead(frame, (ctx) =>
      namedRecords(ctx, exportedEntity(ctx, name), ids.slice(from, from + pageSize)),
    )
    yield { items: records, titles }
  }
}

async function* listPages(frame: ActFrame, { entity: name, request }: ExportRow): AsyncGenerator<RecordPage> {
  const { selection, sort } = request
  // "Today" of the first page is that of the last.
  const now = frame.now?.() ?? new Date()
  let search: Sought | null = null
  let cursor: string | undefined
  for (;;) {
    const page = await runRead({ ...frame, now: () => now }, async (ctx) => {
      const entity = exportedEntity(ctx, name)
      search ??= await searchFor(ctx, entity, selection.q)
      // The filter is checked where it is compiled.
      const filter = selection.filter as Filter | undefined
      return listRecords(ctx, entity, {
        filter,
        sort,
        search,
        cursor,
        limit: pageSize,
        counted: false,
        within: 'export',
      })
    })
    yield page
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}
