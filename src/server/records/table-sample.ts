import { type RawBuilder, sql } from 'kysely'
import type { Entity } from '../../kernel/entities/entity.ts'
import type { Ctx } from '../context.ts'
import { prepared } from '../db/prepared.ts'

/** About how many rows a table has, as the database knows; far beyond exact counts nobody counts them. */
export async function estimatedRows(ctx: Ctx, entity: Entity): Promise<number> {
  const { rows } = await prepared(
    sql<{ rows: number }>`
      select reltuples::bigint as rows from pg_class where oid = to_regclass(${entity.table})`,
    ctx.tx,
  )
  return rows[0]?.rows ?? 0
}

/** About this share (0 to 1) of an entity's table as alias `t`, the same rows at every asking. */
export function sampleOf(entity: Entity, share: number): RawBuilder<unknown> {
  return sql`${sql.table(entity.table)} t tablesample system (${share * 100}) repeatable (1)`
}
