import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { refuseStart } from '../../app/start-problem.ts'
import { adoptPostmaster } from './adopt.ts'
import { clusterExists, createCluster, readyCluster, setPasswords } from './cluster.ts'
import { adminUrl, appUrl, ensureDatabase } from './connection.ts'
import {
  type DataFolder,
  type EngineSecrets,
  newSecrets,
  openDataFolder,
  readSecrets,
  writeSecrets,
} from './data-folder.ts'
import { type DataLock, lockDataFolder } from './data-lock.ts'
import type { EngineLog } from './engine-log.ts'
import { PortTaken, type Postmaster, ServerLingers, spawnPostmaster } from './postmaster.ts'
import { prepareRuntime, type Runtime } from './runtime.ts'
import { supervise } from './supervisor.ts'

/** The built-in database of one data folder, running under supervision. */
export interface Engine {
  /** For the role the app works as; the database is `onward` unless named. */
  connectionString(database?: string): string
  /** For the superuser: backup, restore and tests. */
  adminConnectionString(database?: string): string
  port: number
  /** True when the server was already running, left by an Onward that was killed. */
  adopted: boolean
  /** Called when the database died and could not be brought back; until then restarts are silent. */
  onExit(callback: (reason: string) => void): void
  /** Stops the database cleanly and lets go of the data folder. */
  stop(): Promise<void>
}

export interface EngineOptions {
  dataDir: string
  log: EngineLog
}

const LINGER_TRIES = 60

/**
 * Starts the built-in database of a data folder, creating it when there is none, or takes over the one
 * that a killed Onward left running. Refuses with `StartRefused` when the folder is in use by a live one.
 */
export async function startEngine({ dataDir, log }: EngineOptions): Promise<Engine> {
  const folder = await openDataFolder(dataDir)
  const lock = await lockDataFolder(folder)
  try {
    return await startLocked(folder, lock, log)
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function startLocked(folder: DataFolder, lock: DataLock, log: EngineLog): Promise<Engine> {
  const runtime = await prepareRuntime(folder)
  if (!(await clusterExists(folder))) {
    log.info(`Creating the database in ${folder.cluster}.`)
    await createCluster(runtime, folder)
  }
  await readyCluster(runtime, folder)
  const known = await readSecrets(folder)
  const left = await adoptPostmaster(runtime, folder, known, log)
  const secrets = known ?? (await makeSecrets(runtime, folder))
  const first = left ?? (await spawnOnFreePort(runtime, folder, secrets.port, log))
  try {
    if (!(await lock.isHeld())) refuseStart('data.in-use', { dataDir: folder.root, pid: '?', host: '?' })
    if (first.port !== secrets.port) await writeSecrets(folder, { ...secrets, port: first.port })
    await ensureDatabase(secrets, first.port)
  } catch (error) {
    if (await lock.isHeld()) await first.stop()
    throw error
  }
  const again = () => spawnPatiently(runtime, folder, first.port, log)
  const supervisor = supervise(first, again, log)
  return {
    connectionString: (database) => appUrl(secrets, first.port, database),
    adminConnectionString: (database) => adminUrl(secrets, first.port, database),
    port: first.port,
    adopted: left !== null,
    onExit: supervisor.onExit,
    async stop() {
      await supervisor.stop()
      await lock.release()
    },
  }
}

async function makeSecrets(runtime: Runtime, folder: DataFolder): Promise<EngineSecrets> {
  const secrets = newSecrets()
  await setPasswords(runtime, folder, secrets)
  await writeSecrets(folder, secrets)
  return secrets
}

/** Takes the port used last if it is free: other programs may have it in their settings. */
async function spawnOnFreePort(
  runtime: Runtime,
  folder: DataFolder,
  last: number | null,
  log: EngineLog,
): Promise<Postmaster> {
  for (let port = last ?? randomPort(); ; port = randomPort()) {
    if (!(await isFree(port))) continue
    try {
      return await spawnPatiently(runtime, folder, port, log)
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error
    }
  }
}

/** Tries again while something of a killed server is still about. */
async function spawnPatiently(
  runtime: Runtime,
  folder: DataFolder,
  port: number,
  log: EngineLog,
): Promise<Postmaster> {
  for (let tries = 1; ; tries++) {
    try {
      return await spawnPostmaster(runtime, folder, port, log)
    } catch (error) {
      if (!(error instanceof ServerLingers)) throw error
      if (tries === LINGER_TRIES) {
        refuseStart('engine.start-failed', { reason: 'another server is using the data', log: folder.log })
      }
    }
    await delay(500)
  }
}

/** Below the range from which systems take ports of outgoing connections. */
function randomPort(): number {
  return 20_000 + Math.floor(Math.random() * 10_000)
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
