import { setImmediate } from 'node:timers/promises'
import type { RawBuilder } from 'kysely'
import type { Tx } from './database.ts'

/** Rows of one statement: enough that a statement costs nothing beside its rows. */
const usualSize = 500

/**
 * Writes many rows in statements of a slice each. The next statement is put together while the database is busy with the
 * one before, so whoever writes thousands waits for the database alone. Rows are written in their order; the first
 * refusal is thrown, and nothing is sent after it.
 */
export async function writeInSlices<Row>(
  tx: Tx,
  rows: readonly Row[],
  statementOf: (slice: readonly Row[]) => RawBuilder<unknown>,
  size = usualSize,
): Promise<void> {
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < rows.length; from += size) {
    const statement = statementOf(rows.slice(from, from + size))
    await writing
    writing = statement.execute(tx)
    // Told when it is waited for; until then a refusal must not count as unhandled.
    writing.catch(() => {})
    // It leaves before the next is begun.
    await setImmediate()
  }
  await writing
}
