import { deleteMany, restore, undo, updateMany } from '../../kernel/commands/records.ts'
import { Failure } from '../../kernel/errors/errors.ts'
import type { Ctx } from '../context.ts'
import { handle, type ServerModule } from '../registry.ts'
import { inSavepoint } from '../savepoint.ts'
import { batchHandler } from './batch.ts'
import { boardAnswer } from './board.ts'
import { changesAnswer } from './changes.ts'
import { groupsAnswer } from './groups.ts'
import { writableEntity } from './named-entity.ts'
import { searchAnswer } from './search-all.ts'
import { forgetWords } from './search-index.ts'
import { timelineAnswer } from './timeline.ts'
import { totalsAnswer } from './totals.ts'
import { undoAct } from './undo.ts'
import { upsertHandler } from './upsert.ts'
import { deleteRecord, restoreRecord, updateRecord } from './write.ts'

/** Verbs that work on records of any entity. */
export const recordsServer: ServerModule = {
  name: 'records',
  queries: [timelineAnswer, searchAnswer, boardAnswer, changesAnswer, groupsAnswer, totalsAnswer],
  keepHouse: ({ tx }) => forgetWords(tx),
  commands: [
    handle(undo, async (ctx, { event }) => {
      await undoAct(ctx, event)
      return {}
    }),
    handle(restore, async (ctx, { entity, id }) => {
      await restoreRecord(ctx, writableEntity(ctx, entity), id)
      return { event: ctx.act }
    }),
    handle(updateMany, (ctx, { entity: name, ids, changes }) => {
      const entity = writableEntity(ctx, name)
      return each(ctx, ids, (id) => updateRecord(ctx, entity, id, null, changes))
    }),
    handle(deleteMany, (ctx, { entity: name, ids }) => {
      const entity = writableEntity(ctx, name)
      return each(ctx, ids, (id) => deleteRecord(ctx, entity, id))
    }),
    batchHandler,
    upsertHandler,
  ],
}

/** One act over many records: a record that refuses is rolled back alone and reported. */
async function each(ctx: Ctx, ids: string[], work: (id: string) => Promise<unknown>) {
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
