import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { clockProblem, setClock } from './clock.ts'
import { type Disk, killWithChildren } from './disk.ts'
import type { Ground, GroundName } from './grounds.ts'
import { oneOf, type Random } from './random.ts'
import { type App, postmasterPid } from './servers.ts'

/** Something that goes wrong. To add one, add an entry to the list below. */
export interface Fault {
  name: string
  ground: GroundName
  /** Why this machine cannot have it; null when it can. */
  problem?(): string | null
  /**
   * Does it. `over` is called when the cause is gone: from then on the time until the next acknowledged write counts.
   * Resolves when everything that was ended has been started again.
   */
  strike(ground: Ground, random: Random, over: () => void): Promise<void>
}

export const faults: readonly Fault[] = [
  { name: 'kill-app', ground: 'single', strike: ({ web }, _, over) => killAndStart(web[0]!, over) },
  { name: 'kill-database', ground: 'single', strike: killDatabase },
  { name: 'kill-backend', ground: 'single', strike: killBackend },
  { name: 'kill-both', ground: 'single', strike: killBoth },
  {
    name: 'stop-app',
    ground: 'single',
    strike: ({ web }, random, over) => stopFor(web[0]!, 200 + random(3000), over),
  },
  { name: 'clock-leap', ground: 'single', problem: clockProblem, strike: leap },
  {
    name: 'kill-one-of-three',
    ground: 'pair',
    strike: ({ apps }, random, over) => killAndStart(oneOf(random, apps)!, over),
  },
  {
    name: 'stop-one-of-three',
    ground: 'pair',
    strike: ({ apps }, random, over) => stopFor(oneOf(random, apps)!, 500 + random(8000), over),
  },
  { name: 'kill-database-of-three', ground: 'pair', strike: killDatabase },
  { name: 'stall', ground: 'pair', strike: disturbed((net) => net.stall(), 300, 5000) },
  { name: 'slow', ground: 'pair', strike: disturbed((net) => net.slow(40), 1000, 3000) },
  { name: 'reset', ground: 'pair', strike: disturbed((net) => net.reset(), 0, 1) },
  { name: 'half-open', ground: 'pair', strike: disturbed((net) => net.forget(), 0, 1) },
  { name: 'database-away', ground: 'pair', strike: disturbed((net) => net.away(), 500, 4000) },
  { name: 'disk-full', ground: 'disk', strike: fillDisk },
  { name: 'power-cut', ground: 'disk', strike: cutPower },
]

async function killAndStart(app: App, over: () => void): Promise<void> {
  await app.kill()
  over()
  await app.start()
}

async function killDatabase({ dataDir }: Ground, _: Random, over: () => void): Promise<void> {
  process.kill(await postmasterPid(dataDir), 'SIGKILL')
  over()
}

/** One of the app's connections in the middle of its work; the server then ends all the others and recovers. */
async function killBackend(ground: Ground, random: Random, over: () => void): Promise<void> {
  const client = new pg.Client({ connectionString: await ground.databaseUrl() })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name = 'onward' order by state <> 'active', pid limit 4`,
    )
    const chosen = oneOf(random, rows)
    if (chosen) process.kill(chosen.pid, 'SIGKILL')
  } finally {
    over()
    await client.end().catch(() => undefined)
  }
}

async function killBoth(ground: Ground, random: Random, over: () => void): Promise<void> {
  const app = ground.web[0]!
  const pid = await postmasterPid(ground.dataDir)
  const killPostmaster = () => process.kill(pid, 'SIGKILL')
  // The other way round the app would have begun to bring the database back.
  if (random(2) === 0) killPostmaster()
  await app.kill()
  try {
    killPostmaster()
  } catch {
    // It has gone already.
  }
  over()
  await app.start()
}

async function stopFor(app: App, milliseconds: number, over: () => void): Promise<void> {
  app.signal('SIGSTOP')
  await delay(milliseconds)
  app.signal('SIGCONT')
  over()
}

function disturbed(
  begin: (net: NonNullable<Ground['network']>) => void,
  least: number,
  spread: number,
): Fault['strike'] {
  return async ({ network: net }, random, over) => {
    if (!net) throw new Error('this ground has no network to disturb')
    begin(net)
    await delay(least + random(spread))
    net.pass()
    over()
  }
}

/** The clock of the app goes ahead or back by up to a day, and stays there. */
async function leap(_: Ground, random: Random, over: () => void): Promise<void> {
  await setClock(oneOf(random, ['-90m', '+90m', '+20h', '+0'])!)
  over()
}

async function fillDisk({ disk }: Ground, random: Random, over: () => void): Promise<void> {
  const own = present(disk)
  await own.fill()
  await delay(500 + random(4000))
  await own.free()
  over()
}

/** Everything on the machine is gone at once; it comes back with what the disk holds. */
async function cutPower({ disk, web, dataDir }: Ground, _: Random, over: () => void): Promise<void> {
  const own = present(disk)
  const pid = await postmasterPid(dataDir)
  await own.cutPower()
  await web[0]!.kill()
  await killWithChildren(pid)
  await own.powerUp()
  over()
  await web[0]!.start()
}

function present(disk: Disk | null): Disk {
  if (!disk) throw new Error('this ground has no disk of its own')
  return disk
}
