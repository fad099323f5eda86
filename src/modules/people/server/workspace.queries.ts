import { sql } from 'kysely'
import type { Ctx, Workspace } from '../../../server/context.ts'

export type WorkspaceSettings = Omit<Workspace, 'id' | 'schema' | 'custom'>

/** The settings as they are in the database, kept from changing until the act ends. */
export async function lockWorkspace(ctx: Ctx): Promise<WorkspaceSettings> {
  const { rows } = await sql<WorkspaceSettings>`
    select name, country, currency, time_zone as "timeZone", locale, model
    from onward.workspaces where id = ${ctx.workspace.id} for no key update`.execute(ctx.tx)
  return rows[0]!
}

export async function writeWorkspace(ctx: Ctx, settings: WorkspaceSettings): Promise<void> {
  const { name, country, currency, timeZone, locale, model } = settings
  await sql`
    update onward.workspaces
    set name = ${name}, country = ${country}, currency = ${currency}, time_zone = ${timeZone}, locale = ${locale}, model = ${model}
    where id = ${ctx.workspace.id}`.execute(ctx.tx)
}
