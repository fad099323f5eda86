import type { CompiledQuery, QueryResult, RawBuilder } from 'kysely'
import type { Db, Tx } from './database.ts'

/** How a statement is sent, for the driver of a schema. */
export interface PreparedQuery<Row = unknown> extends CompiledQuery<Row> {
  isPrepared: true
  /** Sent in front of it. */
  before?: PreparedQuery
  /** The commit is sent along. */
  isLast?: boolean
}

/** With the rows of the statement in front. */
export interface PreparedResult<Row> extends QueryResult<Row> {
  before?: unknown[]
}

/**
 * Runs a statement the database plans once per connection instead of every time, which for a look-up of one row takes
 * longer than running it. Only for statements whose best plan does not depend on the values: those by id.
 */
export function prepared<Row>(statement: RawBuilder<Row>, db: Db): Promise<QueryResult<Row>> {
  return db.executeQuery<Row>(compile(statement, db))
}

/** Runs two statements in one round trip. The second begins when the first is done: it sees what a lock has waited for. */
export async function preparedInTurn<First, Second>(
  first: RawBuilder<First>,
  second: RawBuilder<Second>,
  tx: Tx,
): Promise<[First[], Second[]]> {
  const query: PreparedQuery<Second> = { ...compile(second, tx), before: compile(first, tx) }
  const { rows, before } = (await tx.executeQuery<Second>(query)) as PreparedResult<Second>
  return [before as First[], rows]
}

/** Runs the last statement of a transaction and ends it in the same round trip; nothing may follow. */
export function preparedLast<Row>(statement: RawBuilder<Row>, tx: Tx): Promise<QueryResult<Row>> {
  const query: PreparedQuery<Row> = { ...compile(statement, tx), isLast: true }
  return tx.executeQuery<Row>(query)
}

function compile<Row>(statement: RawBuilder<Row>, db: Db): PreparedQuery<Row> {
  return { ...statement.compile(db), isPrepared: true }
}
