import { setTimeout as pause } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from './database.ts'

/** How long a table is waited for at a time; whoever comes to it meanwhile waits behind us. */
const attempt = sql`set local lock_timeout = '300ms'`
/** Others get on with their work in between. */
const between = 150
const patience = 25_000

/**
 * Changes a table that people work in, within an open transaction. It gives way to those who hold the table, an index
 * being built among them, and tries again for half a minute; then it fails with the error of PostgreSQL (55P03).
 * `change` takes no time once the table is free.
 */
export async function changeTable(tx: Tx, change: RawBuilder<unknown>): Promise<void> {
  const until = Date.now() + patience
  await attempt.execute(tx)
  for (;;) {
    await sql`savepoint change_table`.execute(tx)
    try {
      await change.execute(tx)
      await sql`release savepoint change_table`.execute(tx)
      break
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03' || Date.now() > until) throw error
      await sql`rollback to savepoint change_table`.execute(tx)
      await pause(between)
    }
  }
  await sql`set local lock_timeout to default`.execute(tx)
}
