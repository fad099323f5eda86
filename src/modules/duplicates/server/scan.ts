import { uuidv7 } from 'uuidv7'
import { nextTime } from '../../../kernel/commands/next-time.ts'
import { fail } from '../../../kernel/errors/errors.ts'
import { answer, type House, handle } from '../../../server/registry.ts'
import { systemActor } from '../../../server/workspaces.ts'
import {
  cancelScan,
  configureDuplicates,
  duplicateScan,
  duplicateSettings,
  startScan,
} from '../duplicates.commands.ts'
import { comparedKinds } from '../rules.ts'
import { saveSettings, settingsOf } from './duplicates.queries.ts'
import { insertScan, latestScan, lockScan, type ScanRow, saveScan } from './scan.queries.ts'

export const settingsAnswer = answer(duplicateSettings, (ctx) => settingsOf(ctx))

export const configureHandler = handle(configureDuplicates, async (ctx, changes) => {
  const after = { ...(await settingsOf(ctx)), ...changes }
  await saveSettings(ctx, after)
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
  await ctx.enqueue('duplicates.scan', { id }, queue)
  return { id }
})

/** Searches, of all workspaces, are done one after another. */
const queue = 'duplicates'

/** Begins a search that is due; one that was due several times while nothing ran is done once. */
export async function scanWhenDue(house: House): Promise<void> {
  const { scanEvery } = await settingsOf(house)
  const latest = await latestScan(house)
  if (scanEvery === null || latest?.status === 'running') return
  if (latest && nextTime(scanEvery, latest.startedAt, house.timeZone) > house.now) return
  const id = uuidv7()
  await insertScan(house, id, comparedKinds[0], null)
  await house.enqueue(systemActor.userId, 'duplicates.scan', { id }, queue)
}

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
