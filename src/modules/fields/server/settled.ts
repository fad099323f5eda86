import type { Ctx } from '../../../server/context.ts'
import { countUpModel } from './definitions.queries.ts'

/**
 * The end of every change of the model: it is another one once the act is committed. Columns and tables do not come
 * and go with undo, so the act is none to be undone; archiving is the way back.
 */
export async function settled(
  ctx: Ctx,
  { id, name }: { id: string; name: string },
): Promise<{ id: string; name: string }> {
  ctx.rowsBefore.clear()
  await countUpModel(ctx)
  return { id, name }
}
