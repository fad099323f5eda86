import { sql } from 'kysely'
import type pg from 'pg'
import type { Workspace } from '../context.ts'
import type { Db, Tx } from '../db/database.ts'

/** Whether this install has a workspace. */
export async function hasWorkspace(db: Db): Promise<boolean> {
  const { rows } = await sql`select from onward.workspaces limit 1`.execute(db)
  return rows.length > 0
}

export async function insertWorkspace(tx: Tx, workspace: Workspace, now: Date): Promise<void> {
  const { id, schema, name, country, currency, timeZone, locale, model } = workspace
  await sql`
    insert into onward.workspaces (id, schema_name, name, country, currency, time_zone, locale, model, created_at)
    values (${id}, ${schema}, ${name}, ${country}, ${currency}, ${timeZone}, ${locale}, ${model}, ${now})`.execute(
    tx,
  )
}

/** Puts a new set-up link in place of the older ones. */
export async function replaceSetupLink(db: Db, hash: Buffer, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await removeSetupLinks(tx)
    await sql`insert into onward.setup_links (token_hash, created_at) values (${hash}, ${now})`.execute(tx)
  })
}

export async function hasSetupLink(db: Db, hash: Buffer): Promise<boolean> {
  const { rows } = await sql`select from onward.setup_links where token_hash = ${hash}`.execute(db)
  return rows.length > 0
}

export async function removeSetupLinks(tx: Tx): Promise<void> {
  await sql`delete from onward.setup_links`.execute(tx)
}

/** Schemas made for workspaces that do not exist, and whether there are people in them. */
export async function findStraySchemas(
  client: pg.PoolClient,
): Promise<{ schema: string; hasPeople: boolean }[]> {
  const { rows } = await client.query<{ schema: string; has_users: boolean }>(
    `select nspname as schema, to_regclass(quote_ident(nspname) || '.users') is not null as has_users from pg_namespace
     where nspname ~ '^ws_[a-z0-9]{12}$' and not exists (select from onward.workspaces w where w.schema_name = nspname)`,
  )
  const stray = []
  for (const { schema, has_users } of rows) {
    const people = has_users ? await client.query(`select from "${schema}".users limit 1`) : null
    stray.push({ schema, hasPeople: people?.rowCount === 1 })
  }
  return stray
}

/** Drops a schema unless it is the one of a workspace after all. */
export async function dropStraySchema(client: pg.PoolClient, schema: string): Promise<void> {
  const { rowCount } = await client.query('select from onward.workspaces where schema_name = $1', [schema])
  if (rowCount === 0) await client.query(`drop schema if exists "${schema}" cascade`)
}
