import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, realpath, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { refuseStart } from '../../app/start-problem.ts'
import { reasonOf } from './reason.ts'

/** Where the engine keeps its things inside the data folder. */
export interface DataFolder {
  root: string
  /** PGDATA. */
  cluster: string
  /** A cluster being created; becomes `cluster` by one rename, so a half-made one is never used. */
  newCluster: string
  secrets: string
  lock: string
  log: string
}

/** Passwords of the two database roles and the port used last; kept in a file only its owner reads. */
export interface EngineSecrets {
  adminPassword: string
  appPassword: string
  port: number | null
}

/** Names the engine's paths in a data folder without touching the disk. */
export function dataFolder(dataDir: string): DataFolder {
  const root = resolve(dataDir)
  return {
    root,
    cluster: join(root, 'postgres'),
    newCluster: join(root, 'postgres.new'),
    secrets: join(root, 'engine.json'),
    lock: join(root, 'onward.lock'),
    log: join(root, 'postgres.log'),
  }
}

/** Creates the data folder when missing; refuses with a sentence when it cannot be written. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir)
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 })
    // The real path, because a server left behind is recognised by the folder it runs in.
    const folder = dataFolder(await realpath(wanted))
    const probe = join(folder.root, `.write-check-${process.pid}`)
    await (await open(probe, 'w')).close()
    await rm(probe)
    return folder
  } catch (error) {
    return refuseStart('data.not-writable', { dataDir: wanted, reason: reasonOf(error) })
  }
}

/** Reads the engine's passwords and port; null when there are none yet (or the file was lost). */
export async function readSecrets(folder: DataFolder): Promise<EngineSecrets | null> {
  const text = await readFile(folder.secrets, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    return refuseStart('data.not-writable', { dataDir: folder.root, reason: reasonOf(error) })
  })
  return text === null ? null : parseSecrets(text)
}

/** Makes new random passwords. */
export function newSecrets(): EngineSecrets {
  const password = () => randomBytes(24).toString('hex')
  return { adminPassword: password(), appPassword: password(), port: null }
}

/** Stores the passwords and port for the next start. */
export async function writeSecrets(folder: DataFolder, secrets: EngineSecrets): Promise<void> {
  await replaceFile(folder.secrets, `${JSON.stringify(secrets, null, 2)}\n`)
}

/**
 * Writes a file that only its owner reads, by rename: a crash leaves the old or the new content, and a
 * planted symbolic link is replaced, never followed (root writes into a folder of an unprivileged user).
 */
export async function replaceFile(
  path: string,
  content: string,
  owner?: { uid: number; gid: number } | null,
): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  if (owner) await chown(temporary, owner.uid, owner.gid)
  await rename(temporary, path)
}

function parseSecrets(text: string): EngineSecrets | null {
  try {
    const value: Partial<EngineSecrets> = JSON.parse(text)
    if (!value.adminPassword || !value.appPassword) return null
    return { adminPassword: value.adminPassword, appPassword: value.appPassword, port: value.port ?? null }
  } catch {
    return null
  }
}
