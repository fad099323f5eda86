import { runAct } from '../../../server/act.ts'
import type { Ctx } from '../../../server/context.ts'
import { keepDoing } from '../../../server/jobs/keep-doing.ts'
import { plantAfterSeal } from '../../../server/plants.ts'
import type { Services } from '../../../server/services.ts'
import { systemFrame } from '../../../server/system-frame.ts'
import { beginning, insertBlock, lastBlock, maySeal, mostInBlock, nextEnd } from './chain.queries.ts'

type Working = Omit<Services, 'jobs'>

const pause = 5000
/** A block that is not full waits so long for more events, in milliseconds. */
const patience = 60_000

/**
 * Seals what has happened, beside the work that goes on: whoever writes an event waits for nobody. Several processes
 * may do it; of each workspace one at a time does.
 */
export function startSealer(services: Working): { stop(): Promise<void> } {
  return keepDoing({
    every: pause,
    work: (isStopping) => sealAll(services, { isStopping }),
    onError: (error) => services.log.warn({ err: error }, 'audit: events could not be sealed, trying again'),
  })
}

interface Sealing {
  isStopping?: () => boolean
  /** Does not wait for a block to be full. */
  atOnce?: boolean
}

/** Seals what there is in all workspaces. */
export async function sealAll(services: Working, { isStopping = () => false, atOnce = false }: Sealing = {}) {
  for (const { id } of await services.workspaces.all()) {
    const frame = await systemFrame(services, id)
    while (frame && !isStopping() && (await runAct(frame, (ctx) => sealNext(ctx, atOnce)))) {}
  }
}

/** Seals one block; false when there is nothing to seal yet. */
async function sealNext({ tx, now }: Ctx, atOnce: boolean): Promise<boolean> {
  if (!(await maySeal(tx))) return false
  const last = await lastBlock(tx)
  const before = last ?? { ...beginning, n: 0 }
  const next = await nextEnd(tx, before.end)
  if (!next) return false
  const isDue = !last || now.getTime() - new Date(last.at).getTime() >= patience
  if (next.count < mostInBlock && !isDue && !atOnce) return false
  await insertBlock(tx, before, next.end, now)
  await plantAfterSeal(tx)
  return next.count === mostInBlock
}
