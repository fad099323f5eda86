import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'
import { visibleSql } from '../../../server/records/access.ts'
import { view } from '../../views/index.ts'

const most = 100

/** Views that speak of a field, as far as the asker may see them; how many others there are. */
export async function viewsNaming(ctx: Ctx, field: string) {
  const { rows } = await sql<{ id: string; name: string; entity: string; config: object; isSeen: boolean }>`
    select t.id, t.name, t.entity, t.config, ${visibleSql(ctx, view, 't')} as "isSeen" from views t
    where t.deleted_at is null and t.config::text ~ ${`\\m${field}\\M`} order by t.name, t.id limit 1000`.execute(
    ctx.tx,
  )
  const seen = rows.filter(({ isSeen }) => isSeen)
  return { views: seen.slice(0, most), hidden: rows.length - seen.length }
}

/** Kept mappings of imports that lead to a field. */
export async function mappingsNaming(ctx: Ctx, field: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from import_mappings where settings::text ~ ${`\\m${field}\\M`}
    order by name, id limit ${most}`.execute(ctx.tx)
  return rows
}
