import { sql } from 'kysely'
import type { Db } from '../server/db/database.ts'

/** Id of the active user with this e-mail, or of the longest-serving administrator. */
export async function findAdministrator(db: Db, email: string | undefined): Promise<string | null> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select u.id from users u join roles r on r.id = u.role_id
      where u.is_active and u.deleted_at is null
        and ${email ? sql`onward.fold(u.email) = onward.fold(${email})` : sql`r.key = 'administrator'`}
      order by u.created_at, u.id limit 1`.execute(tx)
    return rows[0]?.id ?? null
  })
}
