import { Failure } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { inSavepoint } from '../savepoint.ts'

/** One act over many records: a record that refuses is rolled back alone and reported. In the order of ids. */
export async function eachRecord(ctx: Ctx, ids: string[], work: (id: string) => Promise<unknown>) {
  const failed: { id: string; code: string; params: Record<string, unknown> }[] = []
  const unique = [...new Set(ids)].sort()
  for (const id of unique) {
    try {
      await inSavepoint(ctx, () => work(id))
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failed.push({ id, code: error.code, params: error.params })
    }
  }
  return { done: unique.length - failed.length, failed, event: ctx.act }
}
