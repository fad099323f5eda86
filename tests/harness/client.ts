import { createLane } from './lane.ts'
import { openLog } from './log.ts'
import { lookAround } from './operations/work.ts'
import { operations } from './operations.ts'
import { randomOf, weighted } from './random.ts'
import type { World } from './world.ts'

/** What a client process is told at its start. */
export interface ClientOrder {
  name: string
  seed: number
  lanes: number
  urls: string[]
  world: World
  folder: string
  /** Names of operations with another weight than usual. */
  weights: Record<string, number>
}

/** What a client process tells: an acknowledged write, by the moment it was sent; and that all lanes have ended. */
export type ClientNews = { acknowledged: number } | { ended: true }

const roundsBetweenLooks = 25
const patienceAtTheEnd = 20_000

/** A client: several people at work at once, until the driver says stop. What is under way is seen to its end. */
process.once('message', (order: ClientOrder) => void work(order))

async function work({ name, seed, lanes, urls, world, folder, weights }: ClientOrder): Promise<void> {
  const log = await openLog(folder, name)
  let stopped: number | null = null
  process.on('message', (message) => {
    if (message === 'stop') stopped = Date.now()
  })
  const list = operations.map((one) => ({ ...one, weight: weights[one.name] ?? one.weight }))
  const inLane = async (n: number) => {
    const random = randomOf(seed, `${name}-${n}`)
    let operation = ''
    const lane = createLane({
      name: `${name}-${n}`,
      urls,
      world,
      random,
      log,
      operation: () => operation,
      isTooLate: () => stopped !== null && Date.now() - stopped > patienceAtTheEnd,
      onAcknowledged: (sentAt) => tell({ acknowledged: sentAt }),
    })
    for (let round = 0; stopped === null; round++) {
      if (round % roundsBetweenLooks === 0) await lookAround(lane)
      const chosen = weighted(random, list)
      operation = chosen.name
      await chosen.run(lane)
      // An operation that found nothing to do must not keep the process to itself.
      await new Promise(setImmediate)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, n) => inLane(n)))
  await log.close()
  tell({ ended: true })
  process.disconnect()
}

function tell(news: ClientNews): void {
  process.send?.(news)
}
