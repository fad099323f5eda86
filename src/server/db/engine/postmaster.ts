import { once } from 'node:events'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StartRefused } from '../../app/start-problem.ts'
import { plantedArguments } from '../../plants.ts'
import type { DataFolder } from './data-folder.ts'
import type { EngineLog } from './engine-log.ts'
import { isAlive, serverProcesses } from './processes.ts'
import { type Runtime, runOnCluster } from './runtime.ts'

const LOG_LIMIT = 10 * 1024 * 1024
const FAST_STOP_MS = 30_000
const STRAY_ROUNDS = 100

/** A running database server, started by this process or by an earlier one. */
export interface Postmaster {
  pid: number
  port: number
  /** Settles when the server is gone, telling how it ended. Never rejects. */
  exited: Promise<string>
  /** Ends it cleanly; open connections are cut, nothing committed is lost. */
  stop(): Promise<void>
}

/** The port was taken between choosing and using it. */
export class PortTaken extends Error {}

/** Something of a killed server is still about and goes by itself; worth another try. */
export class ServerLingers extends Error {}

/** Starts the server and waits until it accepts connections, however long recovery takes. */
export async function spawnPostmaster(
  runtime: Runtime,
  folder: DataFolder,
  port: number,
  log: EngineLog,
): Promise<Postmaster> {
  await endStrayProcesses(folder)
  const output = await openLog(folder)
  const logStart = (await output.stat()).size
  const args = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  args.push(...plantedArguments())
  const child = runOnCluster(runtime, 'postgres', folder.cluster, args, ['ignore', output.fd, output.fd])
  const exited = once(child, 'exit').then(
    ([code, signal]) => (signal ? `signal ${signal}` : `exit code ${code}`),
    (error: Error) => error.message,
  )
  await output.close()
  child.unref()
  const pid = child.pid
  if (pid === undefined || !(await becomesReady(folder, pid, exited, log))) {
    throw await explainFailure(folder, logStart, await exited)
  }
  return { pid, port, exited, stop: () => stopPostmaster(runtime, folder, pid, exited, log) }
}

/** What a running server says of itself in `postmaster.pid`. */
export interface PidFile {
  pid: number
  port: number
  ready: boolean
}

/** Reads `postmaster.pid`; null when there is none or it is not complete yet. */
export async function readPidFile(folder: DataFolder): Promise<PidFile | null> {
  const lines = (await readFile(pidFilePath(folder), 'utf8').catch(() => '')).split('\n')
  const [pid, port] = [Number(lines[0]), Number(lines[3])]
  return pid > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : null
}

/**
 * Puts a stale `postmaster.pid` aside whose process id now belongs to somebody else: PostgreSQL would take
 * that process for a server. Only for callers who know that no server runs.
 */
export async function setPidFileAside(folder: DataFolder): Promise<void> {
  await rename(pidFilePath(folder), `${pidFilePath(folder)}.stale`)
}

/** Waits until the server accepts connections; false when it ended before. */
export async function becomesReady(
  folder: DataFolder,
  pid: number,
  exited: Promise<string>,
  log: EngineLog,
): Promise<boolean> {
  const over = new AbortController()
  const ended = exited.finally(() => over.abort())
  for (let round = 1; !over.signal.aborted; round++) {
    const state = await readPidFile(folder)
    if (state?.pid === pid && state.ready) return true
    if (round % 600 === 0) log.info('The database is still recovering; this can take minutes after a crash.')
    await Promise.race([delay(25), ended])
  }
  return false
}

/** Ends a server cleanly, and less gently when it does not end in time (its log then makes it whole). */
export async function stopPostmaster(
  runtime: Runtime,
  folder: DataFolder,
  pid: number,
  exited: Promise<string>,
  log: EngineLog,
): Promise<void> {
  // Neither the server nor its watcher keeps Node alive; while stopping something must.
  const late = new AbortController()
  const timer = setInterval(() => late.abort(), FAST_STOP_MS)
  try {
    await signalPostmaster(runtime, folder, pid, 'fast')
    await Promise.race([exited, once(late.signal, 'abort')])
    if (late.signal.aborted) {
      log.warn('The database does not stop; ending it at once. Nothing committed is lost.')
      await signalPostmaster(runtime, folder, pid, 'immediate')
    }
    await exited
  } finally {
    clearInterval(timer)
  }
}

async function signalPostmaster(
  runtime: Runtime,
  folder: DataFolder,
  pid: number,
  mode: 'fast' | 'immediate',
): Promise<void> {
  if (process.platform === 'win32') {
    const child = runOnCluster(runtime, 'pg_ctl', folder.cluster, ['stop', '-W', '-m', mode], 'ignore')
    await once(child, 'exit')
    return
  }
  signal(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
}

/** Backends of a killed server that are busy in a query hold its memory, and the next start, until they end. */
async function endStrayProcesses(folder: DataFolder): Promise<void> {
  const server = (await readPidFile(folder))?.pid
  if (server !== undefined && (await isAlive(server))) return
  for (let round = 0; round < STRAY_ROUNDS; round++) {
    const strays = await serverProcesses(folder.cluster)
    if (strays.length === 0) return
    for (const pid of strays) signal(pid, 'SIGQUIT')
    await delay(50)
  }
}

/** False when the process has gone meanwhile. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** The server's own output goes to a file, not through a pipe: it must outlive this process. */
async function openLog(folder: DataFolder) {
  const size = (await stat(folder.log).catch(() => null))?.size ?? 0
  if (size > LOG_LIMIT) await rename(folder.log, `${folder.log}.1`)
  return open(folder.log, 'a', 0o600)
}

async function explainFailure(folder: DataFolder, logStart: number, how: string): Promise<Error> {
  const said = (await readFile(folder.log)).subarray(logStart).toString('utf8')
  if (/could not bind|could not create any TCP\/IP sockets/.test(said)) return new PortTaken()
  if (/lock file .* already exists|shared memory block .* is still in use/.test(said))
    return new ServerLingers()
  if (said.includes('No space left on device')) {
    return new StartRefused([{ code: 'engine.disk-full', params: { dataDir: folder.root } }])
  }
  const fatal = said.match(/(?:FATAL|PANIC|ERROR|postgres): +(.*)/)?.[1] ?? how
  return new StartRefused([
    { code: 'engine.start-failed', params: { reason: fatal.replace(/\.$/, ''), log: folder.log } },
  ])
}

function pidFilePath(folder: DataFolder): string {
  return join(folder.cluster, 'postmaster.pid')
}
