import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Every process a run starts, so that none outlives it. Only these are ever ended. */
const running = new Set<ChildProcess>()
const databases = new Set<string>()

export interface Started {
  child: ChildProcess
  pid: number
  /** The first line it says that holds `part`; rejects with all it said when it ends before. */
  says(part: string): Promise<string>
  /** Resolves when it is gone, telling how it ended. */
  ended: Promise<string>
}

/** Runs a TypeScript file as a process and group of its own; what it says is kept in `<name>.log` of the folder. */
export function startProcess(
  name: string,
  file: URL,
  options: { args?: string[]; env?: NodeJS.ProcessEnv; folder: string; channel?: boolean },
): Started {
  const { args = [], env = {}, folder, channel = false } = options
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(file), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
    detached: true,
  })
  running.add(child)
  const log = createWriteStream(join(folder, `${name}.log`), { flags: 'a' })
  let said = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log.write(chunk)
      said = (said + chunk).slice(-100_000)
      for (const listener of listeners) listener()
    })
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child)
    log.end()
    return signal ? `signal ${signal}` : `exit code ${code}`
  })
  const says = (part: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const line = said.split('\n').find((candidate) => candidate.includes(part))
        if (!line) return
        listeners.delete(look)
        resolve(line.trim())
      }
      listeners.add(look)
      look()
      void ended.then((how) => reject(new Error(`${name} ended (${how}): ${said.slice(-2000)}`)))
    })
  return { child, pid: child.pid!, says, ended }
}

/** Sends a signal to a whole group that a run has started; false when it is gone already. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}

/** Ends whatever is left of a run, whatever became of the driver; a database outlives the app that started it. */
export function endAll(): void {
  for (const { pid } of running) if (pid) signalGroup(pid, 'SIGKILL')
  for (const folder of databases) {
    const pid = existsSync(join(folder, 'postmaster.pid'))
      ? Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
      : 0
    if (pid > 0 && runsIn(pid, folder)) process.kill(pid, 'SIGQUIT')
  }
}

/** The built-in database of this data folder is one of the run. */
export function ownDatabase(dataDir: string): void {
  databases.add(join(dataDir, 'postgres'))
}

function runsIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

process.on('exit', endAll)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endAll()
    process.exit(130)
  })
