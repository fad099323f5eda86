import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/**
 * Tells the planner how full these tables are. The database looks by itself about once a minute, which is too late
 * for whoever has just written thousands of rows into an empty table: until then every search reads the whole of it.
 */
export async function refreshStatistics(ctx: Ctx, tables: readonly string[]): Promise<void> {
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(ctx.tx)
}
