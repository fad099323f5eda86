import { setTimeout as pause } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

/** An index that is built and dropped beside the work that goes on. */
export interface IndexPlan {
  name: string
  isUnique: boolean
  /** What follows the name of the table: `(column) where …` */
  on: RawBuilder<unknown>
}

/**
 * Leaves a table with these indexes out of the named ones: what is missing or was left half-built is built, what is not
 * wanted goes. Nobody waits for it; it cannot be part of a transaction. A unique index over values that are shared
 * fails with the error of PostgreSQL (23505).
 */
export async function keepIndexes(
  db: Db,
  schema: string,
  table: string,
  plans: { wanted: readonly IndexPlan[]; known: readonly string[] },
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.connection().execute((one) => unhurried(one, () => keepOnce(one, schema, table, plans)))
    } catch (error) {
      // Two that are built at a time wait for one another's readings; the one that gives way is built anew.
      if ((error as { code?: string }).code !== '40P01' || attempt === mostAttempts) throw error
      await pause(300 * attempt)
    }
  }
}

const mostAttempts = 8

/** It may take minutes, and waits for all readings that have begun before it: those of an export, for one. */
async function unhurried(one: Db, work: () => Promise<void>): Promise<void> {
  await sql`set statement_timeout = 0; set lock_timeout = 0`.execute(one)
  try {
    await work()
  } finally {
    await sql`reset statement_timeout; reset lock_timeout`.execute(one)
  }
}

async function keepOnce(
  db: Db,
  schema: string,
  table: string,
  { wanted, known }: { wanted: readonly IndexPlan[]; known: readonly string[] },
): Promise<void> {
  const { rows } = await sql<{ name: string; isWhole: boolean }>`
    select c.relname as name, i.indisvalid as "isWhole" from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = ${`${schema}.${table}`}::regclass and c.relname = any(${known}::text[])`.execute(db)
  const whole = rows.filter(({ isWhole }) => isWhole).map(({ name }) => name)
  const stays = (name: string) => whole.includes(name) && wanted.some((one) => one.name === name)
  for (const { name } of rows)
    if (!stays(name)) await sql`drop index concurrently if exists ${sql.id(schema, name)}`.execute(db)
  for (const { name, isUnique, on } of wanted)
    if (!stays(name))
      await sql`
        create ${isUnique ? sql`unique` : sql``} index concurrently ${sql.id(name)} on ${sql.id(schema, table)} ${on}`.execute(
        db,
      )
}
