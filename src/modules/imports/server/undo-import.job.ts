import { Failure, isPassing } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { undoAct } from '../../../server/records/undo.ts'
import type { JobHandler } from '../../../server/registry.ts'
import { type ImportCounts, noCounts } from '../import-settings.ts'
import { forgetAct, lastAct, lockImport, recordsTouchedBefore, saveImport } from './imports.queries.ts'
import { requireSamePerson } from './require-same-person.ts'

/** Takes an import back, its newest batch first, each in a transaction of its own; resumes after a kill. */
export const undoImportJob: JobHandler = {
  name: 'import.undo',
  async run({ payload, ctx: job }) {
    // Both are put in by the verbs of this module and the platform.
    const { id, enqueuedBy: actor } = payload as { id: string; enqueuedBy: string }
    const step = async (ctx: Ctx) => {
      job.signal.throwIfAborted()
      const goesOn = await undoLast(ctx, id, actor)
      if (goesOn) await job.progressed(ctx)
      return goesOn
    }
    try {
      while (await job.act(actor, step));
    } catch (error) {
      if (!(error instanceof Failure) || isPassing(error)) throw error
      const { code, params } = error
      await job.act(actor, (ctx) =>
        saveImport(ctx, id, { status: 'failed', failure: { code, params }, finishedAt: ctx.now }),
      )
    }
  },
}

/** Takes back the newest batch that is left; false when there is none. */
async function undoLast(ctx: Ctx, id: string, actor: string): Promise<boolean> {
  const row = await lockImport(ctx, id)
  if (row.status !== 'undoing') return false
  requireSamePerson(ctx, actor)
  const last = await lastAct(ctx, id)
  const counts = { ...noCounts, undone: 0, kept: 0, ...row.counts }
  if (last) {
    await saveImport(ctx, id, { counts: await undoneWith(ctx, id, last.act, counts) })
    await forgetAct(ctx, id, last.seq)
    return true
  }
  await saveImport(ctx, id, { status: 'undone', counts, finishedAt: ctx.now })
  return false
}

type UndoCounts = ImportCounts & { undone: number; kept: number }

/** A record that several batches have touched counts with the earliest of them, which decides about it. */
async function undoneWith(ctx: Ctx, id: string, act: string, counts: UndoCounts): Promise<UndoCounts> {
  const before = await recordsTouchedBefore(ctx, id, act)
  const counted = (records: string[]) => records.filter((record) => !before.has(record)).length
  try {
    const { undone, kept } = await undoAct(ctx, act, 'lenient')
    return { ...counts, undone: counts.undone + counted(undone), kept: counts.kept + counted(kept) }
  } catch (error) {
    // Somebody has undone this batch on its own already.
    if (error instanceof Failure && error.code === 'record.not-found' && error.params.entity === 'act')
      return counts
    throw error
  }
}
