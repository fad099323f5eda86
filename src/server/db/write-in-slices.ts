import { setImmediate } from 'node:timers/promises'
import type { RawBuilder } from 'kysely'
import type { Tx } from './database.ts'

/** Rows of one statement: enough that a statement costs nothing beside its rows. */
const usualSize = 500

/**
 * Writes many rows in statements of a slice each. While the database is busy with one, the next is on its way and the one
 * after that is put together, so whoever writes thousands waits for the database alone, and it for nobody. Rows are
 * written in their order; the first refusal is thrown, and of what has been sent after it nothing is written.
 */
export async function writeInSlices<Row>(
  tx: Tx,
  rows: readonly Row[],
  statementOf: (slice: readonly Row[]) => RawBuilder<unknown>,
  size = usualSize,
): Promise<void> {
  let atWork: Promise<unknown> = Promise.resolve()
  let onItsWay: Promise<unknown> = atWork
  for (let from = 0; from < rows.length; from += size) {
    const statement = statementOf(rows.slice(from, from + size))
    await atWork
    atWork = onItsWay
    onItsWay = statement.execute(tx)
    // Told when it is waited for; until then a refusal must not count as unhandled.
    onItsWay.catch(() => {})
    // It leaves before the next is begun.
    await setImmediate()
  }
  await atWork
  await onItsWay
}
