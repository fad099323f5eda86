import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'

/** Those of these users that are there. */
export async function findUsers(ctx: Ctx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from users where id = any(${ids}::uuid[]) and deleted_at is null`.execute(ctx.tx)
  return new Set(rows.map(({ id }) => id))
}
