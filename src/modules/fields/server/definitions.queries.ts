import { sql } from 'kysely'
import type { CustomType } from '../../../kernel/entities/custom-types.ts'
import type { Ctx } from '../../../server/context.ts'
import { columnNames } from '../column-names.ts'

/** Every process reads the model anew; those that have not yet are told so by the database when it matters. */
export async function countUpModel(ctx: Ctx): Promise<void> {
  await sql`
    update onward.workspaces set custom_version = custom_version + 1 where id = ${ctx.workspace.id}`.execute(
    ctx.tx,
  )
  ctx.afterCommit.push(() => ctx.install.forgetWorkspace(ctx.workspace.id))
}

/** Names taken among the objects; archived ones keep theirs. */
export async function takenObjects(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from custom_objects`.execute(ctx.tx)
  return rows.map(({ name }) => name)
}

/** Names taken among the fields of a noun, with those of their columns; archived ones keep theirs. */
export async function takenFields(ctx: Ctx, entity: string): Promise<{ count: number; names: string[] }> {
  const { rows } = await sql<{ name: string; type: CustomType }>`
    select name, type from custom_fields where entity = ${entity}`.execute(ctx.tx)
  return { count: rows.length, names: rows.flatMap(({ name, type }) => columnNames(name, type)) }
}

/** One change of the model after the other: the row of the workspace is held until the act ends. */
export async function lockModel(ctx: Ctx): Promise<void> {
  await sql`select 1 from onward.workspaces where id = ${ctx.workspace.id} for no key update`.execute(ctx.tx)
}
