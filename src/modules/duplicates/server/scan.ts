import { uuidv7 } from 'uuidv7'
import { fail } from '../../../kernel/errors/errors.ts'
import { answer, handle } from '../../../server/registry.ts'
import {
  cancelScan,
  configureDuplicates,
  duplicateScan,
  duplicateSettings,
  startScan,
} from '../duplicates.commands.ts'
import { comparedKinds } from '../rules.ts'
import { thresholdsOf, writeThresholds } from './duplicates.queries.ts'
import { insertScan, latestScan, lockScan, type ScanRow, saveScan } from './scan.queries.ts'

export const settingsAnswer = answer(duplicateSettings, (ctx) => thresholdsOf(ctx))

export const configureHandler = handle(configureDuplicates, async (ctx, { reviewFrom, refuseFrom }) => {
  const before = await thresholdsOf(ctx)
  const after = {
    reviewFrom: reviewFrom ?? before.reviewFrom,
    refuseFrom: refuseFrom ?? before.refuseFrom,
  }
  await writeThresholds(ctx, after)
  return after
})

export const scanAnswer = answer(duplicateScan, async (ctx) => {
  const row = await latestScan(ctx)
  return { scan: row && toldScan(row) }
})

export const startScanHandler = handle(startScan, async (ctx) => {
  const running = await latestScan(ctx)
  if (running?.status === 'running') fail('duplicates.scan-running')
  const id = uuidv7()
  await insertScan(ctx, id, comparedKinds[0], ctx.actor.userId)
  await ctx.enqueue('duplicates.scan', { id }, 'duplicates')
  return { id }
})

export const cancelScanHandler = handle(cancelScan, async (ctx) => {
  const latest = await latestScan(ctx)
  const row = latest && (await lockScan(ctx, latest.id))
  if (row?.status === 'running') await saveScan(ctx, { ...row, status: 'cancelled', finishedAt: ctx.now })
  return {}
})

function toldScan(row: ScanRow) {
  const { id, status, entity, compared, found, failure, startedAt, finishedAt } = row
  return {
    id,
    status,
    entity,
    progress: progressOf(row),
    compared,
    found,
    failure,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

/** Each kind counts alike, its keys a third, its pairs the rest. */
function progressOf({ status, entity, phase, done, total }: ScanRow): number {
  if (status === 'done') return 1000
  const part = total > 0 ? Math.min(1, done / total) : 0
  const within = phase === 'keys' ? part / 3 : 1 / 3 + (part * 2) / 3
  return Math.floor(((comparedKinds.indexOf(entity) + within) / comparedKinds.length) * 999)
}
