import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'

/** Every process reads the model anew; those that have not yet are told so by the database when it matters. */
export async function countUpModel(ctx: Ctx): Promise<void> {
  await sql`
    update onward.workspaces set custom_version = custom_version + 1 where id = ${ctx.workspace.id}`.execute(
    ctx.tx,
  )
  ctx.afterCommit.push(() => ctx.install.forgetWorkspace(ctx.workspace.id))
}

/** Names taken among the fields of a noun or, without one, among the objects; archived ones keep theirs. */
export async function takenNames(ctx: Ctx, entity: string | null): Promise<string[]> {
  const { rows } = await (entity === null
    ? sql<{ name: string }>`select name from custom_objects`.execute(ctx.tx)
    : sql<{ name: string }>`select name from custom_fields where entity = ${entity}`.execute(ctx.tx))
  return rows.map(({ name }) => name)
}

/** One change of the model after the other: the row of the workspace is held until the act ends. */
export async function lockModel(ctx: Ctx): Promise<void> {
  await sql`select 1 from onward.workspaces where id = ${ctx.workspace.id} for no key update`.execute(ctx.tx)
}
