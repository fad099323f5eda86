import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'

/** The id of the layout that is kept for a noun. */
export async function findLayoutId(ctx: Ctx, entity: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from layouts where entity = ${entity}`.execute(ctx.tx)
  return rows[0]?.id ?? null
}

/** The pipelines records of a noun go through now. */
export async function pipelineIds(ctx: Ctx, entity: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from pipelines where works_on = ${entity} and deleted_at is null`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}

/** The roles there are now. */
export async function roleIds(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from roles where deleted_at is null`.execute(ctx.tx)
  return rows.map(({ id }) => id)
}
