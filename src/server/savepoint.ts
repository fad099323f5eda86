import { sql } from 'kysely'
import { Failure } from '../kernel/errors/errors.ts'
import type { Ctx, RowBefore } from './context.ts'
import { failureOf, isRetryable } from './db/database-errors.ts'

/**
 * Runs a part of an act that may be refused without the act being lost: a refusal rolls back what the part wrote
 * and noted, and is thrown on as a Failure. Faults, a lost database and what only needs another try end the act as they
 * would anyway.
 */
export async function inSavepoint<Result>(ctx: Ctx, work: () => Promise<Result>): Promise<Result> {
  const events = ctx.events.length
  const rowsBefore = new Map<string, RowBefore>([...ctx.rowsBefore].map(([id, row]) => [id, { ...row }]))
  await sql`savepoint part`.execute(ctx.tx)
  try {
    const result = await work()
    await sql`release savepoint part`.execute(ctx.tx)
    return result
  } catch (error) {
    if (isRetryable(error)) throw error
    const failure = error instanceof Failure ? error : failureOf(error)
    if (!failure || failure.code === 'server.unavailable') throw error
    await sql`rollback to savepoint part`.execute(ctx.tx)
    await sql`release savepoint part`.execute(ctx.tx)
    ctx.events.length = events
    ctx.rowsBefore = rowsBefore
    throw failure
  }
}
