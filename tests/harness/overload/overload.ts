import { once } from 'node:events'
import { chmod, mkdir, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { signalGroup, startProcess } from '../processes.ts'
import type { CrowdOrder, Load, Sample } from './crowd.ts'
import { type Figures, figuresOf } from './figures.ts'
import { watchHealth } from './health-watch.ts'
import { type Offices, openOffices } from './place.ts'
import { atMost, normalAfter, type Verdict, verdictsOf } from './verdicts.ts'

export interface OverloadOptions {
  seed: number
  /** Seconds of twice the capacity; five times of it takes a sixth of that. */
  seconds: number
  folder: string
  place: string
  say(text: string): void
}

export interface OverloadReport {
  capacity: { atOnce: number } & Figures
  loads: Record<string, Figures>
  verdicts: Verdict[]
}

const around = 5

type Crowd = (load: Load) => Promise<Sample[]>

/** Finds what a server can do, asks for more, and judges what becomes of everybody. */
export async function runOverload(options: OverloadOptions): Promise<OverloadReport> {
  const { seed, folder, place, say } = options
  await mkdir(folder, { recursive: true })
  await chmod(place, 0o755)
  const offices = await openOffices(place, folder)
  const stops: (() => void)[] = []
  const crowd = (name: string, order: Omit<CrowdOrder, 'seed'>): Crowd => {
    const { child, pid } = startProcess(name, new URL('crowd.ts', import.meta.url), { folder, channel: true })
    stops.push(() => signalGroup(pid, 'SIGKILL'))
    child.send({ ...order, seed } satisfies CrowdOrder)
    return async (load) => {
      const answer = once(child, 'message')
      child.send(load)
      return (await answer)[0] as Sample[]
    }
  }
  try {
    const first = crowd('first', offices.first)
    const second = crowd('second', offices.second)
    return await measure(first, second, offices, options)
  } finally {
    for (const stop of stops) stop()
    await offices.close()
    await rm(place, { recursive: true, force: true })
    say('the server is stopped')
  }
}

async function measure(
  first: Crowd,
  second: Crowd,
  { url }: Offices,
  { seconds, say }: OverloadOptions,
): Promise<OverloadReport> {
  const brief = Math.max(3, Math.round(seconds / 6))
  await first({ atOnce: 4, seconds: brief })
  await second({ atOnce: 2, seconds: 2 })
  const capacity = await findCapacity(first, brief, say)
  const calm = figuresOf(await first({ atOnce: 2, seconds: brief }), brief)
  const loads: Record<string, Figures> = { calm }
  const verdicts: Verdict[] = []
  for (const [name, times, length] of [
    ['2C', 2, seconds],
    ['5C', 5, brief],
  ] as const) {
    // Measured anew on both sides: a machine shared with others is not the same a minute later.
    const atCapacity = async () =>
      figuresOf(await first({ atOnce: capacity.atOnce, seconds: around }), around)
    const before = await atCapacity()
    const endHealth = watchHealth(url)
    const figures = figuresOf(await first({ perSecond: capacity.goodput * times, seconds: length }), length)
    const since = Date.now()
    const after = await first({ atOnce: 2, seconds: 8 })
    const health = await endHealth()
    const normal = normalAfter(after, since, calm.p95)
    const later = await atCapacity()
    Object.assign(loads, { [`before ${name}`]: before, [name]: figures, [`after ${name}`]: later })
    for (const one of [`before ${name}`, name, `after ${name}`]) say(`${one}: ${lineOf(loads[one]!)}`)
    const at = {
      goodput: (before.goodput + later.goodput) / 2,
      p99: Math.max(before.p99, later.p99, capacity.p99),
    }
    verdicts.push(
      ...verdictsOf(name, at, figures),
      atMost(`${name}: the longest wait for /health, ms`, health.longest, 200),
      atMost(`${name}: /health that said anything but well`, health.wrong.length, 0),
      { ...atMost(`${name}: back to normal after, ms`, normal ?? Infinity, 5000) },
    )
  }
  const fair = await fairness(first, second, capacity.goodput, brief, say)
  Object.assign(loads, fair.loads)
  return { capacity, loads, verdicts: [...verdicts, ...fair.verdicts] }
}

/** More and more people at once, until that brings no more. */
async function findCapacity(first: Crowd, seconds: number, say: (text: string) => void) {
  let best: OverloadReport['capacity'] | null = null
  for (const atOnce of [2, 4, 8, 12, 16]) {
    const figures = figuresOf(await first({ atOnce, seconds }), seconds)
    say(`${atOnce} at once: ${lineOf(figures)}`)
    if (best && figures.goodput < best.goodput * 1.03) break
    best = { atOnce, ...figures }
    await delay(200)
  }
  return best!
}

/** The second office at its ease, alone and while the first asks for ten times its share. */
async function fairness(
  first: Crowd,
  second: Crowd,
  capacity: number,
  seconds: number,
  say: (text: string) => void,
) {
  const idle = figuresOf(await second({ atOnce: 1, seconds }), seconds)
  const [flood, beside] = await Promise.all([
    first({ perSecond: capacity * 5, seconds: seconds + 1 }),
    delay(1000).then(() => second({ atOnce: 1, seconds })),
  ])
  const figures = figuresOf(beside, seconds)
  say(`second office alone: ${lineOf(idle)}`)
  say(`second office beside ten shares: ${lineOf(figures)}`)
  return {
    loads: {
      'second alone': idle,
      'second beside ten shares': figures,
      'ten shares': figuresOf(flood, seconds + 1),
    },
    verdicts: [
      atMost('second office: p95, ms', figures.p95, Math.round(idle.p95 * 15) / 10),
      atMost('second office: refused', figures.refused + figures.mute, 0),
    ],
  }
}

function lineOf({ goodput, lag, p50, p95, p99, refused, mute, refusals, faults, broken }: Figures): string {
  const wrong = Object.entries({ ...refusals, ...faults, ...broken }).map(
    ([what, count]) => `, ${count} × ${what}`,
  )
  return `${goodput}/s, p50 ${p50} p95 ${p95} p99 ${p99} ms, asked ${lag} ms late, ${refused + mute} refused${wrong.join('')}`
}
