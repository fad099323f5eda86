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

export interface SchemaOptions {
  onQuery?: OnQuery
  /** Milliseconds after which the server ends a statement of a transaction; as the pool says when not given. */
  longest?: number
}

/**
 * A handle whose transactions see the tables of `schema` and nothing else under bare names. Isolation between
 * workspaces rests on this: a forgotten filter cannot reach another schema.
 */
export function schemaDb(pool: pg.Pool, schema: string, { onQuery, longest }: SchemaOptions = {}): Db {
  if (!/^[a-z][a-z0-9_]*$/.test(schema)) throw new Error(`not a schema name: ${schema}`)
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new SchemaDriver(pool, schema, longest),
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
