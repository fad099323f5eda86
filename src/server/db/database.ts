import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import type pg from 'pg'

/** A handle to one schema; inside a transaction bare table names are that schema's. */
export type Db = Kysely<unknown>

/** An open transaction: the only database handle a handler gets. */
export type Tx = Kysely<unknown>

/** Told of every statement with its values, but for those that begin and end transactions. */
export type OnQuery = (sql: string, parameters: readonly unknown[]) => void

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
    log: onQuery && (({ query }) => onQuery(query.sql, query.parameters)),
  })
}

/** Begins and points the search path at the schema in one message, so a pooler in transaction mode is possible. */
class SchemaDriver extends PostgresDriver {
  readonly #schema: string

  constructor(pool: pg.Pool, schema: string) {
    super({ pool })
    this.#schema = schema
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    const isolation = settings.isolationLevel ? ` isolation level ${settings.isolationLevel}` : ''
    const access = settings.accessMode ? ` ${settings.accessMode}` : ''
    const text = `begin${isolation}${access}; set local search_path to ${this.#schema}, public`
    await connection.executeQuery(CompiledQuery.raw(text))
  }
}
