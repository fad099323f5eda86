import { setTimeout as delay } from 'node:timers/promises'
import { versionOfOurServer } from './connection.ts'
import type { DataFolder, EngineSecrets } from './data-folder.ts'
import type { EngineLog } from './engine-log.ts'
import { becomesReady, type Postmaster, readPidFile, setPidFileAside, stopPostmaster } from './postmaster.ts'
import { isAlive, isServerOf } from './processes.ts'
import type { Runtime } from './runtime.ts'

const WATCH_MS = 250

/**
 * Takes over the server that a killed Onward left running. One that cannot be used (other release, other
 * password) is stopped cleanly. Null when there is none to use; then it is safe to start one.
 */
export async function adoptPostmaster(
  runtime: Runtime,
  folder: DataFolder,
  secrets: EngineSecrets | null,
  log: EngineLog,
): Promise<Postmaster | null> {
  const left = await readPidFile(folder)
  if (!left) return null
  if (!(await isServerOf(left.pid, folder.cluster)) || !(await isAlive(left.pid))) {
    if (idIsTaken(left.pid)) await setPidFileAside(folder)
    return null
  }
  const exited = endOf(left.pid)
  const found: Postmaster = {
    pid: left.pid,
    port: left.port,
    exited,
    stop: () => stopPostmaster(runtime, folder, left.pid, exited, log),
  }
  if (!(await becomesReady(folder, left.pid, exited, log))) return null
  const version = secrets && (await versionOfOurServer(folder, secrets, left.port))
  if (version === runtime.binaries.version) return found
  log.warn('A database server left by an earlier run cannot be used as it is; restarting it.')
  await found.stop()
  return null
}

/** Settles when a process that is not our child has gone. */
async function endOf(pid: number): Promise<string> {
  while (await isAlive(pid)) await delay(WATCH_MS, undefined, { ref: false })
  return 'process gone'
}

/** Also true for a dead process that nobody collected: PostgreSQL would believe its server is running. */
function idIsTaken(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
