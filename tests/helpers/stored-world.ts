import { sql } from 'kysely'
import { expect } from 'vitest'
import { columnsOf, type Entity } from '../../src/kernel/entities/entity.ts'
import type { RecordValues } from '../../src/kernel/queries/matches.ts'
import { schemaDb, type Tx } from '../../src/server/db/database.ts'
import { createPool } from '../../src/server/db/pool.ts'
import { toRecord } from '../../src/server/records/rows.ts'
import { createTestDatabase } from './database.ts'
import { entities, ids } from './filters.ts'

export interface StoredTable {
  entity: Entity
  records: { record: RecordValues; isDeleted: boolean }[]
}

/** The small world of the filters as tables of a database. */
export interface StoredWorld {
  /** What is done there is undone at the end. */
  rolledBack(work: (tx: Tx) => Promise<void>): Promise<void>
  close(): Promise<void>
}

/** The schema its tables are in. */
export const worldSchema = 'ws_filters'

export async function storeWorld(): Promise<StoredWorld> {
  const database = await createTestDatabase()
  const pool = createPool(database.url, { onError: (error) => expect.fail(error.message) })
  await pool.query(`create schema ${worldSchema}`)
  for (const entity of entities) await pool.query(tableOf(entity))
  const db = schemaDb(pool, worldSchema)
  return {
    async rolledBack(work) {
      const undone = new Error('undone')
      await db
        .transaction()
        .execute(async (tx) => {
          await work(tx)
          throw undone
        })
        .catch((error: unknown) => {
          if (error !== undone) throw error
        })
    },
    async close() {
      await pool.end()
      await database.drop()
    },
  }
}

function tableOf(entity: Entity): string {
  const columns = Object.entries(entity.fields).flatMap(([name, field]) =>
    field.partOf ? [] : columnsOf(name, field),
  )
  const deleted = entity.softDelete ? ', deleted_at timestamptz' : ''
  return `create table ${worldSchema}.${entity.table} (id uuid primary key, version integer${deleted}, ${columns
    .map(({ column, type }) => `${column} ${type}`)
    .join(', ')})`
}

/** Fills tables by name; the people are always there. */
export async function insert(tx: Tx, tables: Record<string, object[]>): Promise<void> {
  const people = ids.slice(0, 3).map((id, index) => ({ id, name: ['Анна', 'Пётр', 'ПЕТР'][index] }))
  for (const [table, list] of Object.entries({ users: people, ...tables }))
    await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(list)})`.execute(
      tx,
    )
}

/** Every row as a record. */
export async function readAll(tx: Tx): Promise<StoredTable[]> {
  const tables: StoredTable[] = []
  for (const entity of entities) {
    const found = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(entity.table)} order by id`.execute(tx)
    tables.push({
      entity,
      records: found.rows.map((row) => ({
        record: toRecord(entity, row),
        isDeleted: row.deleted_at != null,
      })),
    })
  }
  return tables
}
