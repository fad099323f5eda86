import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Disk, diskProblem, makeDisk } from './disk.ts'
import { type Network, startNetwork } from './network.ts'
import { type App, appOf, databaseUrlOf, startEngineProcess } from './servers.ts'

/** What a part of a run stands on: apps and their database, arranged in one of a few ways. */
export interface Ground {
  name: GroundName
  /** Those that answer requests. */
  web: App[]
  /** All of them, in the order of their start. */
  apps: App[]
  /** Folder of the database. */
  dataDir: string
  /** The database without anything in between; what the checker looks at. */
  databaseUrl(): Promise<string>
  network: Network | null
  disk: Disk | null
  close(): Promise<void>
}

export type GroundName = 'single' | 'pair' | 'disk'

export interface GroundOptions {
  /** An empty folder for the data. */
  place: string
  /** Folder of the logs of the run. */
  folder: string
  /** Environment of the apps: a planted fault, for one. */
  env: NodeJS.ProcessEnv
}

/** To add a ground, add an entry; its apps are not started yet. */
export const grounds: Record<GroundName, (options: GroundOptions) => Promise<Ground>> = {
  single,
  pair,
  disk,
}

/** Why a ground cannot be had on this machine; null when it can. */
export async function groundProblem(name: GroundName): Promise<string | null> {
  return name === 'disk' ? diskProblem() : null
}

/** One process with the database built in, as it comes out of the box. */
async function single({ place, folder, env }: GroundOptions): Promise<Ground> {
  const dataDir = join(place, 'data')
  const app = await appOf({ name: 'app', role: 'all', dataDir, folder, databaseUrl: null, env })
  return {
    name: 'single',
    web: [app],
    apps: [app],
    dataDir,
    databaseUrl: () => databaseUrlOf(dataDir),
    network: null,
    disk: null,
    close: async () => void (await app.stop()),
  }
}

/** Three processes on one database of their own, with an unreliable network in between. */
async function pair({ place, folder, env }: GroundOptions): Promise<Ground> {
  const dataDir = join(place, 'data')
  const engine = await startEngineProcess(dataDir, folder)
  const network = await startNetwork(engine.url)
  const files = join(place, 'files')
  await mkdir(files)
  const make = (name: string, role: 'all' | 'web' | 'worker') =>
    appOf({ name, role, dataDir: files, folder, databaseUrl: network.url, env })
  const [all, web, worker] = await Promise.all([
    make('all', 'all'),
    make('web', 'web'),
    make('worker', 'worker'),
  ])
  return {
    name: 'pair',
    web: [all, web],
    apps: [all, web, worker],
    dataDir,
    databaseUrl: async () => engine.url,
    network,
    disk: null,
    async close() {
      await Promise.all([all, web, worker].map((app) => app.stop()))
      await network.close()
      await engine.stop()
    },
  }
}

/** One process on a disk of its own, small and with a plug. */
async function disk({ folder, env }: GroundOptions): Promise<Ground> {
  const own = await makeDisk()
  const ground = await single({ place: own.path, folder, env })
  return {
    ...ground,
    name: 'disk',
    disk: own,
    async close() {
      await ground.close()
      await own.close()
    },
  }
}
