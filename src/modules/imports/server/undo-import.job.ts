import { undoAct } from '../../../server/records/undo.ts'
import type { JobHandler } from '../../../server/registry.ts'
import { noCounts } from '../import-settings.ts'
import { forgetAct, lastAct, lockImport, saveImport } from './imports.queries.ts'

/** Takes an import back, its newest batch first, each in a transaction of its own; resumes after a kill. */
export const undoImportJob: JobHandler = {
  name: 'import.undo',
  async run({ payload, ctx: job }) {
    const id = payload.id as string
    const actor = payload.enqueuedBy as string
    let more = true
    while (more) {
      more = await job.act(actor, async (ctx) => {
        const row = await lockImport(ctx, id)
        if (row.status !== 'undoing') return false
        const last = await lastAct(ctx, id)
        if (!last) {
          await saveImport(ctx, id, { status: 'undone', progress: 0, finishedAt: ctx.now })
          return false
        }
        const { undone, kept } = await undoAct(ctx, last.act, 'lenient')
        await forgetAct(ctx, id, last.seq)
        const counts = row.counts ?? noCounts
        await saveImport(ctx, id, {
          counts: { ...counts, undone: (counts.undone ?? 0) + undone, kept: (counts.kept ?? 0) + kept },
        })
        return true
      })
    }
  },
}
