import {
  type CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type pg from 'pg'
import type { PreparedQuery } from './prepared.ts'
import { SchemaDriver } from './schema-driver.ts'

/** A handle to one schema; inside a transaction bare table names are that schema's. */
export type Db = Kysely<unknown>

/** An open transaction: the only database handle a handler gets. */
export type Tx = Kysely<unknown>

/** Told of every statement with its values, but for those that begin and end transactions. */
export type OnQuery = (sql: string, parameters: readonly unknown[], isPrepared: boolean) => void

/**
 * A handle whose transactions see the tables of `schema` and nothing else under bare names. Isolation between
 * workspaces rests on this: a forgotten filter cannot reach another schema.
 */
export function schemaDb(pool: pg.Pool, schema: string, onQuery?: OnQuery): Db {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error(`not a schema name: ${schema}`)
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new SchemaDriver(pool, schema),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: onQuery && (({ query }) => tell(onQuery, query)),
  })
}

function tell(onQuery: OnQuery, query: CompiledQuery | PreparedQuery): void {
  const isPrepared = 'isPrepared' in query
  if (isPrepared && query.before) tell(onQuery, query.before)
  onQuery(query.sql, query.parameters, isPrepared)
}
