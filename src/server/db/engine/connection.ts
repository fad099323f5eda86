import { open } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { DataFolder, EngineSecrets } from './data-folder.ts'

/** The database that holds Onward's own tables. */
const DATABASE = 'onward'

/** Connection string of the role the app works as; it owns the database `onward` and no more. */
export function appUrl(secrets: EngineSecrets, port: number, database: string = DATABASE): string {
  return `postgres://onward:${secrets.appPassword}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/** Connection string of the superuser, for the supervisor and for restoring. */
export function adminUrl(secrets: EngineSecrets, port: number, database: string = 'postgres'): string {
  return `postgres://postgres:${secrets.adminPassword}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/** Runs `work` on one short-lived connection. */
export async function withConnection<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'onward supervisor',
  })
  // A connection cut by a dying server is also reported as an event; unheard it would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Makes the database `onward` when it is missing. */
export async function ensureDatabase(secrets: EngineSecrets, port: number): Promise<void> {
  await withConnection(adminUrl(secrets, port), async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE])
    if (!rowCount) await client.query(`create database ${DATABASE} owner onward`)
  })
}

/**
 * The version of the server on this port if it serves this very cluster and knows our password; null
 * otherwise. Clusters are told apart by the identifier that initdb gives each of them.
 */
export async function versionOfOurServer(
  folder: DataFolder,
  secrets: EngineSecrets,
  port: number,
): Promise<string | null> {
  try {
    return await withConnection(adminUrl(secrets, port), async (client) => {
      const { rows } = await client.query<{ id: string; version: string }>(
        `select system_identifier::text as id, current_setting('server_version') as version from pg_control_system()`,
      )
      const [server] = rows
      return server && server.id === (await systemIdentifier(folder)) ? server.version : null
    })
  } catch {
    return null
  }
}

/** The first eight bytes of `pg_control`. */
async function systemIdentifier(folder: DataFolder): Promise<string> {
  const file = await open(join(folder.cluster, 'global', 'pg_control'), 'r')
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.readBigUInt64LE().toString()
  } finally {
    await file.close()
  }
}
