import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  /** Connection string of a database of its own, migrated and empty. */
  url: string
  drop(): Promise<void>
}

/** Makes a database for one test file: a copy of the migrated template. Drop it in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServerUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(server, (client) =>
    client.query(`create database ${name} template ${inject('testTemplate')}`),
  )
  return {
    url: databaseNamed(server, name),
    drop: () => dropDatabase(server, name),
  }
}

/**
 * Drops a database. The plain statement waits for closing connections and ends a vacuum at work; the forceful
 * one, for a test that left a connection open, may not do the latter.
 */
export async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, async (client) => {
    try {
      await client.query(`drop database ${name}`)
    } catch {
      await client.query(`drop database ${name} with (force)`)
    }
  })
}

/** The same server, another database. */
export function databaseNamed(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** Runs `work` on one short-lived connection. */
export async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
