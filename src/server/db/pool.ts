import pg from 'pg'
import { endForgottenConnections, serverNotices } from './forgotten-connections.ts'

const { Pool, types } = pg

// int8 holds money in minor units and counts, all far below 2^53; dates stay plain days; moments are ISO in UTC.
types.setTypeParser(types.builtins.INT8, Number)
types.setTypeParser(types.builtins.DATE, (text) => text)
types.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => new Date(text).toISOString())

export interface PoolOptions {
  max?: number
  onError(error: Error): void
}

/**
 * Connections to one database. A connection that breaks while idle is reported through `onError` and replaced;
 * without that handler Node would end.
 */
export function createPool(connectionString: string, { max = 12, onError }: PoolOptions): pg.Pool {
  const pool = new Pool({
    connectionString,
    max,
    // Statements that do not need the answers of one another are sent together.
    pipeline: true,
    connectionTimeoutMillis: 5000,
    idleTimeoutMillis: 60_000,
    application_name: 'onward',
    statement_timeout: 60_000,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 30_000,
    // Whatever an own server is set to: moments are read as ISO in UTC.
    options: `-c timezone=UTC -c datestyle=ISO ${serverNotices}`,
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  endForgottenConnections(pool, connectionString)
  return pool
}
