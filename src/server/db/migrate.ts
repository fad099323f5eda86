import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import { plantedSchema } from '../plants.ts'

const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url))
const lockKey = 7_166_931

/** Brings the global schema `onward` up to date. Safe to call from several processes at once. */
export async function migrateGlobal(pool: pg.Pool): Promise<void> {
  await withLock(pool, async (client) => {
    await client.query('create schema if not exists onward')
    for (const extension of ['pg_trgm', 'unaccent', 'btree_gin', 'fuzzystrmatch'])
      await client.query(`create extension if not exists ${extension} schema public`)
    await apply(client, 'onward', await migrationsOf('global'))
  })
}

/** Creates the schema of a workspace when it is missing and brings it up to date. */
export async function migrateWorkspace(pool: pg.Pool, schema: string): Promise<void> {
  await withLock(pool, async (client) => {
    await client.query(`create schema if not exists "${schema}"`)
    await apply(client, schema, await migrationsOf('workspace'))
    await client.query(plantedSchema(schema))
  })
}

/** Everything a starting process needs: the global schema, then each workspace. */
export async function migrateAll(pool: pg.Pool): Promise<void> {
  await migrateGlobal(pool)
  const { rows } = await pool.query<{ schema_name: string }>(
    'select schema_name from onward.workspaces order by id',
  )
  for (const { schema_name } of rows) await migrateWorkspace(pool, schema_name)
}

/** Names of migrations not yet applied, as `schema/number_name`; empty when the database is up to date. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const { rows: found } = await pool.query<{ global: string | null }>(
    "select to_regclass('onward.workspaces')::text as global",
  )
  if (!found[0]?.global) return (await migrationsOf('global')).map(({ name }) => `onward/${name}`)
  const { rows } = await pool.query<{ schema_name: string }>(
    'select schema_name from onward.workspaces order by id',
  )
  const pending: string[] = []
  for (const [schema, kind] of [
    ['onward', 'global'] as const,
    ...rows.map((row) => [row.schema_name, 'workspace'] as const),
  ]) {
    const { rows: done } = await pool.query<{ name: string }>(`select name from "${schema}".migrations`)
    const names = new Set(done.map(({ name }) => name))
    for (const { name } of await migrationsOf(kind)) if (!names.has(name)) pending.push(`${schema}/${name}`)
  }
  return pending
}

interface Migration {
  name: string
  text: string
  hash: string
}

async function migrationsOf(kind: 'global' | 'workspace'): Promise<Migration[]> {
  const files = (await readdir(`${folder}${kind}`)).filter((file) => file.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(`${folder}${kind}/${file}`, 'utf8')
      return { name: file.slice(0, -4), text, hash: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/**
 * Each migration is one transaction that also records itself, so a killed one leaves nothing behind and is simply
 * run again. The number is inserted first: a second process waits there and then finds it done.
 */
async function apply(client: pg.PoolClient, schema: string, migrations: Migration[]): Promise<void> {
  await client.query(
    `create table if not exists "${schema}".migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())`,
  )
  const { rows } = await client.query<{ name: string; hash: string }>(
    `select name, hash from "${schema}".migrations`,
  )
  const applied = new Map(rows.map((row) => [row.name, row.hash]))
  for (const { name, text, hash } of migrations) {
    if (applied.has(name)) {
      if (applied.get(name) !== hash)
        throw new Error(`migration ${schema}/${name} was changed after it had been applied`)
      continue
    }
    try {
      await client.query(`begin; set local search_path to "${schema}", public`)
      await client.query(`insert into "${schema}".migrations (name, hash) values ($1, $2)`, [name, hash])
      await client.query(text)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(
        `migration ${schema}/${name} failed: ${error instanceof Error ? error.message : error}`,
        { cause: error },
      )
    }
  }
}

async function withLock(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('set lock_timeout = 0; set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await work(client)
  } finally {
    // Destroying the connection releases the lock and the settings whatever happened.
    client.release(true)
  }
}
