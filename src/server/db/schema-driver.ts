import { createHash } from 'node:crypto'
import { type CompiledQuery, type DatabaseConnection, PostgresDriver, type TransactionSettings } from 'kysely'
import type pg from 'pg'
import { isPlanOutdated } from './database-errors.ts'
import type { PreparedQuery, PreparedResult } from './prepared.ts'

/** Statements a connection keeps the plans of; further ones are planned each time. */
const mostPlans = 500

/**
 * Transactions that see the tables of one schema. What need not be waited for is not: the beginning travels with the
 * first statement, and the end of a transaction that has only read with whatever comes next on the connection.
 */
export class SchemaDriver extends PostgresDriver {
  readonly #pool: pg.Pool
  readonly #schema: string
  readonly #settings: string

  /** `longest`: milliseconds after which the server ends a statement of a transaction; as the pool says when not given. */
  constructor(pool: pg.Pool, schema: string, longest?: number) {
    super({ pool })
    this.#pool = pool
    this.#schema = schema
    const limit = longest === undefined ? '' : `; set local statement_timeout to ${longest}`
    this.#settings = `set local search_path to ${schema}, public${limit}`
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new SchemaConnection(await this.#pool.connect(), this.#schema, this.#settings)
  }

  override async releaseConnection(connection: DatabaseConnection): Promise<void> {
    own(connection).release()
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    own(connection).begin(settings)
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await own(connection).commit()
  }
}

/** This driver gets back what it has handed out. */
const own = (connection: DatabaseConnection) => connection as SchemaConnection

class SchemaConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #schema: string
  readonly #settings: string
  #beginning: Promise<unknown> | null = null
  #ending: Promise<pg.QueryResult> | null = null
  #onlyReads = false

  constructor(client: pg.PoolClient, schema: string, settings: string) {
    this.#client = client
    this.#schema = schema
    this.#settings = settings
  }

  /** Begins and points the search path at the schema in one message, so a pooler in transaction mode is possible. */
  begin({ isolationLevel, accessMode }: TransactionSettings): void {
    const isolation = isolationLevel ? ` isolation level ${isolationLevel}` : ''
    const access = accessMode ? ` ${accessMode}` : ''
    this.#onlyReads = accessMode === 'read only'
    this.#beginning = this.#client.query(`begin${isolation}${access}; ${this.#settings}`)
    // Told to whoever sends the first statement.
    this.#beginning.catch(() => undefined)
  }

  async commit(): Promise<void> {
    const ending = this.#ending ?? this.#client.query('commit')
    this.#ending = null
    if (this.#onlyReads) {
      ending.catch(() => undefined)
      return
    }
    // The server answers the end of a transaction in which a statement has failed with a rollback, and no error.
    const { command } = await ending
    if (command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
  }

  async executeQuery<Row>(query: CompiledQuery | PreparedQuery): Promise<PreparedResult<Row>> {
    const beginning = this.#beginning
    this.#beginning = null
    const prepared = 'isPrepared' in query ? query : null
    const [, before, { rows, rowCount, command }] = await Promise.all([
      beginning,
      prepared?.before && this.#send(prepared.before),
      this.#send<Row>(query),
      prepared?.isLast && this.#end(),
    ]).catch((error) => {
      if (isPlanOutdated(error)) epochs.set(this.#schema, this.#epoch + 1)
      throw error
    })
    const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE'
    return { rows, before: before?.rows, ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) }
  }

  /** At once: what is sent later is run later. */
  #send<Row>({ sql: text, parameters, ...query }: CompiledQuery | PreparedQuery) {
    const values = [...parameters]
    if (!('isPrepared' in query)) return this.#client.query<Row & pg.QueryResultRow>(text, values)
    return this.#client.query<Row & pg.QueryResultRow>({ text, values, name: this.#planOf(text) })
  }

  #end(): void {
    this.#ending = this.#client.query('commit')
    // Told when it is waited for; after a failure nobody does.
    this.#ending.catch(() => undefined)
  }

  // biome-ignore lint/correctness/useYield: nothing here streams
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows are not streamed through this driver')
  }

  release(): void {
    this.#client.release()
  }

  get #epoch(): number {
    return epochs.get(this.#schema) ?? 0
  }

  /** Name under which the connection keeps the plan of a statement in this schema. */
  #planOf(text: string): string | undefined {
    const known = plans.get(this.#client) ?? new Map<string, string>()
    plans.set(this.#client, known)
    const key = `${this.#schema} ${this.#epoch} ${text}`
    const name = known.get(key)
    if (name || known.size >= mostPlans) return name
    const fresh = createHash('sha256').update(key).digest('base64url')
    known.set(key, fresh)
    return fresh
  }
}

const plans = new WeakMap<pg.PoolClient, Map<string, string>>()

/** How often plans of a schema have been found to be of another time, when a column had another type. */
const epochs = new Map<string, number>()
