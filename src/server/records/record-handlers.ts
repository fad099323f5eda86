import { place } from '../../kernel/commands/board.ts'
import { deleteMany, restore, undo, updateMany } from '../../kernel/commands/records.ts'
import { handle, type ServerModule } from '../registry.ts'
import { batchHandler } from './batch.ts'
import { boardAnswer } from './board.ts'
import { changesAnswer } from './changes.ts'
import { eachRecord } from './each-record.ts'
import { groupsAnswer } from './groups.ts'
import { placeRecord } from './hand-order.ts'
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
      return eachRecord(ctx, ids, (id) => updateRecord(ctx, entity, id, null, changes))
    }),
    handle(deleteMany, (ctx, { entity: name, ids }) => {
      const entity = writableEntity(ctx, name)
      return eachRecord(ctx, ids, (id) => deleteRecord(ctx, entity, id))
    }),
    handle(place, async (ctx, { entity: name, ...placing }) => {
      await placeRecord(ctx, writableEntity(ctx, name), placing)
      return {}
    }),
    batchHandler,
    upsertHandler,
  ],
}
