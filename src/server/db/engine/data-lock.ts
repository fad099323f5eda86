import { randomUUID } from 'node:crypto'
import { readFile, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import { refuseStart } from '../../app/start-problem.ts'
import type { DataFolder } from './data-folder.ts'
import { isAlive, processMark } from './processes.ts'

const HEARTBEAT_MS = 2_000
/** How long a lock of another machine or container must stay silent to be taken as left behind. */
const SILENCE_MS = 10_000

/** The right to run the engine of one data folder. */
export interface DataLock {
  /** False when another process took the lock meanwhile (two starts took over a stale lock at once). */
  isHeld(): Promise<boolean>
  release(): Promise<void>
}

/** Who holds a data folder. */
export interface LockHolder {
  pid: number
  /** Tells the holder from a later process with the same id. */
  mark: string | null
  /** Machine and process-id namespace: elsewhere the process id means nothing. */
  place: string
  host: string
  token: string
}

/**
 * Takes the data folder for this process or refuses, naming the holder. The lock of a process that was
 * killed is no obstacle: it is told by process id, start time and place.
 */
export async function lockDataFolder(folder: DataFolder): Promise<DataLock> {
  const mine: LockHolder = {
    pid: process.pid,
    mark: await processMark(process.pid),
    place: await placeOfProcesses(),
    host: hostname(),
    token: randomUUID(),
  }
  while (!(await tryWrite(folder.lock, mine))) {
    const holder = await findHolder(folder)
    if (holder) refuseStart('data.in-use', { dataDir: folder.root, pid: holder.pid, host: holder.host })
    await rm(folder.lock, { force: true })
  }
  const heartbeat = setInterval(() => void touch(folder.lock), HEARTBEAT_MS).unref()
  const isHeld = async () => (await readLock(folder.lock))?.token === mine.token
  const release = async () => {
    clearInterval(heartbeat)
    if (await isHeld()) await rm(folder.lock, { force: true })
  }
  return { isHeld, release }
}

/** The live process that holds the data folder, or null. */
export async function findHolder(folder: DataFolder): Promise<LockHolder | null> {
  const holder = await readLock(folder.lock)
  if (!holder) return null
  if (holder.place !== (await placeOfProcesses())) {
    return (await beatsWithin(folder.lock, SILENCE_MS)) ? holder : null
  }
  if (!(await isAlive(holder.pid))) return null
  const mark = await processMark(holder.pid)
  return mark === null || holder.mark === null || mark === holder.mark ? holder : null
}

async function tryWrite(path: string, mine: LockHolder): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function readLock(path: string): Promise<LockHolder | null> {
  // Twice, because a lock being written at this moment may be seen empty.
  for (const wait of [0, 100]) {
    await delay(wait)
    try {
      return JSON.parse(await readFile(path, 'utf8')) as LockHolder // written by tryWrite only
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    }
  }
  return null
}

async function beatsWithin(path: string, ms: number): Promise<boolean> {
  const modified = async () => (await stat(path).catch(() => null))?.mtimeMs ?? 0
  const first = await modified()
  for (let waited = 0; waited < ms; waited += 500) {
    await delay(500)
    const now = await modified()
    if (now === 0) return false
    if (now !== first) return true
  }
  return false
}

async function placeOfProcesses(): Promise<string> {
  const namespace = process.platform === 'linux' ? await readlink('/proc/self/ns/pid').catch(() => '') : ''
  return `${hostname()} ${namespace}`.trim()
}

async function touch(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
}
