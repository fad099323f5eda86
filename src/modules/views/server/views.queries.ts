import { sql } from 'kysely'
import type { Ctx } from '../../../server/context.ts'

/** Whether the actor leads the team he is in. */
export async function leadsTeam({ actor, tx }: Ctx): Promise<boolean> {
  if (actor.teamId === null) return false
  const { rows } = await sql`
    select from teams where id = ${actor.teamId} and lead_id = ${actor.userId} and deleted_at is null`.execute(
    tx,
  )
  return rows.length > 0
}
