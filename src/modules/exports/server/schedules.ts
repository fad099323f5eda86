import { uuidv7 } from 'uuidv7'
import {
  listExportSchedules,
  mostSchedules,
  scheduleExport,
  unscheduleExport,
} from '../../../kernel/commands/exports.ts'
import { nextTime } from '../../../kernel/commands/next-time.ts'
import { Failure, fail } from '../../../kernel/errors/errors.ts'
import { answer, handle, type JobHandler } from '../../../server/registry.ts'
import { inSavepoint } from '../../../server/savepoint.ts'
import { beginExport, requireExportable } from './prepare-export.ts'
import {
  countSchedules,
  findSchedule,
  insertSchedule,
  removeSchedule,
  saveStart,
  schedulesShown,
} from './schedules.queries.ts'

export const scheduleExportHandler = handle(scheduleExport, async (ctx, { every, ...wanted }) => {
  const { entity, format, ...request } = wanted
  await requireExportable(ctx, wanted)
  if ((await countSchedules(ctx)) >= mostSchedules) fail('export.too-many-schedules', { most: mostSchedules })
  const id = uuidv7()
  const nextAt = nextTime(every, ctx.now, ctx.workspace.timeZone)
  await insertSchedule(ctx, { id, entity, format, request, every, nextAt })
  return { id, nextAt: nextAt.toISOString() }
})

export const unscheduleExportHandler = handle(unscheduleExport, async (ctx, { id }) => {
  await removeSchedule(ctx, id)
  return {}
})

export const listSchedulesAnswer = answer(listExportSchedules, async (ctx) => ({
  items: await schedulesShown(ctx),
}))

/** Begins one export that is due; why it cannot begin is kept with its schedule. */
export const scheduledExportJob: JobHandler = {
  name: 'export.scheduled',
  run: ({ payload, ctx: job }) => {
    // Both are put in by the housekeeping of this module and the platform.
    const { id, enqueuedBy: owner } = payload as { id: string; enqueuedBy: string }
    return job.act(owner, async (ctx) => {
      // Nobody exports in the name of somebody who may not any more.
      if (ctx.actor.userId !== owner) return
      const found = await findSchedule(ctx, id)
      if (!found) return
      const { entity, format, locale, request } = found
      try {
        await inSavepoint(ctx, () =>
          beginExport(ctx, { entity, format, ...request }, { locale, scheduled: true }),
        )
        await saveStart(ctx, id, null)
      } catch (error) {
        if (!(error instanceof Failure) || error.code === 'server.unavailable') throw error
        await saveStart(ctx, id, { code: error.code, params: error.params })
      }
    })
  },
}
