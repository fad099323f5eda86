import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ownDatabase, type Started, signalGroup, startProcess } from './processes.ts'

/** Starts in a row after which one gives up. */
const starts = 20

const entry = new URL('../../src/cli/entry.ts', import.meta.url)
const engineEntry = new URL('../helpers/engine-process.ts', import.meta.url)

export interface AppOptions {
  name: string
  role: 'all' | 'web' | 'worker'
  dataDir: string
  /** Folder of the logs of the run. */
  folder: string
  /** Null for the built-in database. */
  databaseUrl: string | null
  env?: NodeJS.ProcessEnv
}

/** One Onward under test: the real thing, as its own process group. */
export interface App {
  name: string
  /** Empty for a worker. */
  url: string
  /** Starts it, as a service manager would, and waits until it says that it runs. */
  start(): Promise<void>
  /** The same, tried once only. */
  startOnce(): Promise<void>
  /** Signals the process last started. */
  signal(signal: NodeJS.Signals): void
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>
  /** Asks it to stop and waits; tells how it ended. */
  stop(): Promise<string>
  /** How it ended without having been told to; it is started again then. */
  ownEnds: string[]
  says(part: string): Promise<string>
  /** Of the process last started. */
  pid(): number
}

export async function appOf({ name, role, dataDir, folder, databaseUrl, env }: AppOptions): Promise<App> {
  if (!databaseUrl) ownDatabase(dataDir)
  const port = role === 'worker' ? 0 : await freePort()
  let started: Started | null = null
  let told = false
  const ownEnds: string[] = []
  const startOnce = async () => {
    const now = startProcess(name, entry, {
      args: ['start'],
      folder,
      env: {
        ONWARD_DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        // Where whoever is told of things listens.
        ONWARD_OUTBOUND_ALLOW: '127.0.0.1',
        ROLE: role,
        ...(port ? { PORT: String(port) } : {}),
        ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
        ...env,
      },
    })
    started = now
    told = false
    await now.says(role === 'worker' ? 'background work' : 'is running at')
    void now.ended.then((how) => {
      if (told || started !== now) return
      ownEnds.push(how)
      start().catch((error) => ownEnds.push(`${error}`))
    })
  }
  /** As a service manager does: once more, a little later. */
  const start = async () => {
    for (let n = 1; ; n++)
      try {
        return await startOnce()
      } catch (error) {
        if (n === starts) throw error
        await delay(500)
      }
  }
  const end = async (signal: NodeJS.Signals) => {
    if (!started) return 'not started'
    told = true
    // A stopped process hears of nothing but this until it goes on.
    if (signal !== 'SIGKILL') signalGroup(started.pid, 'SIGCONT')
    signalGroup(started.pid, signal)
    return started.ended
  }
  return {
    name,
    url: port ? `http://localhost:${port}` : '',
    start,
    startOnce,
    signal: (signal) => void (started && signalGroup(started.pid, signal)),
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    ownEnds,
    pid: () => started?.pid ?? 0,
    says: (part) => started?.says(part) ?? Promise.reject(new Error(`${name} is not started`)),
  }
}

/** A database of its own, as the built-in one is, but watched over by another process than the app. */
export async function startEngineProcess(dataDir: string, folder: string) {
  ownDatabase(dataDir)
  const started = startProcess('engine', engineEntry, { args: [dataDir], folder })
  const { url } = JSON.parse(await started.says('"url"')) as { url: string }
  return {
    url,
    async stop() {
      signalGroup(started.pid, 'SIGTERM')
      await started.ended
    },
  }
}

/** The connection string of the built-in database, asked for as an operator would. */
export async function databaseUrlOf(dataDir: string): Promise<string> {
  const args = ['--import', 'tsx', fileURLToPath(entry), 'db', 'url']
  const env = { PATH: process.env.PATH, LANG: 'C', ONWARD_DATA_DIR: dataDir }
  const { stdout } = await promisify(execFile)(process.execPath, args, { env })
  return stdout.trim()
}

/** Process id of the database server of a data folder, as it wrote it down itself. */
export async function postmasterPid(dataDir: string): Promise<number> {
  const text = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')
  return Number(text.split('\n')[0])
}

/** Waits for a condition by asking again and again; throws what it waits for when that takes too long. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { patience = 120_000, every = 25 } = {},
): Promise<void> {
  const end = Date.now() + patience
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > end) throw new Error(`waited ${patience / 1000} s in vain: ${what}`)
    await delay(every)
  }
}

/** Whether an app says of itself that it can work. */
export async function isWell(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) })
  return answer.status === 200 && ((await answer.json()) as { status: string }).status === 'ok'
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
