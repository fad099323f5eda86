import { once } from 'node:events'
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { refuseStart } from '../../app/start-problem.ts'
import type { DataFolder, EngineSecrets } from './data-folder.ts'
import { replaceFile } from './data-folder.ts'
import { reasonOf } from './reason.ts'
import { type Runtime, runOnCluster } from './runtime.ts'
import { giveTo } from './service-user.ts'
import { accessRules, engineSettings, operatorSettings } from './settings.ts'

/** Whether the data folder holds a database already. */
export async function clusterExists(folder: DataFolder): Promise<boolean> {
  try {
    await stat(join(folder.cluster, 'PG_VERSION'))
    return true
  } catch (error) {
    // A folder that may not be read is not a missing one: it must never be created anew.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    return refuseStart('data.not-writable', { dataDir: folder.cluster, reason: reasonOf(error) })
  }
}

/**
 * Creates the database cluster. It is made beside its final place and renamed when complete: a start that
 * was killed here leaves only something that never held data, which the next one throws away.
 */
export async function createCluster(runtime: Runtime, folder: DataFolder): Promise<void> {
  await rm(folder.newCluster, { recursive: true, force: true })
  await mkdir(folder.newCluster, { mode: 0o700 })
  if (runtime.user) await giveTo(folder.newCluster, runtime.user)
  await initialise(runtime, folder)
  await replaceFile(join(folder.newCluster, 'postgresql.conf'), operatorSettings, runtime.user)
  await replaceFile(join(folder.newCluster, 'pg_hba.conf'), accessRules, runtime.user)
  await rename(folder.newCluster, folder.cluster)
}

/** Checks that these programs can serve the cluster and writes the settings of this release into it. */
export async function readyCluster(runtime: Runtime, folder: DataFolder): Promise<void> {
  const found = (await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8')).trim()
  const expected = runtime.binaries.version.split('.')[0] ?? ''
  if (found !== expected) refuseStart('engine.other-major', { dataDir: folder.root, found, expected })
  if (runtime.user && (await stat(folder.cluster)).uid !== runtime.user.uid) {
    await giveTo(folder.cluster, runtime.user)
  }
  await replaceFile(join(folder.cluster, 'onward.conf'), engineSettings(), runtime.user)
}

/**
 * Sets the passwords of both roles in single-user mode, where none is asked: in a new database, and in one
 * whose password file was lost. Needs a stopped server.
 */
export async function setPasswords(
  runtime: Runtime,
  folder: DataFolder,
  secrets: EngineSecrets,
): Promise<void> {
  const statements = [
    `do $$ begin if to_regrole('onward') is null then create role onward; end if; end $$`,
    `alter role onward login createdb password '${secrets.appPassword}'`,
    `alter role postgres password '${secrets.adminPassword}'`,
  ]
  const child = runOnCluster(
    runtime,
    'postgres',
    folder.cluster,
    ['--single', 'postgres'],
    ['pipe', 'ignore', 'pipe'],
  )
  child.stdin?.end(`${statements.join('\n')}\n`)
  const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')])
  if (code !== 0 || said.includes('ERROR:')) {
    refuseStart('engine.init-failed', { dataDir: folder.root, reason: lastLine(said) })
  }
}

/** Letter rules that make Russian search work; C.UTF-8 is missing on Windows and older macOS. */
const letterRules = ['C.UTF-8', 'en_US.UTF-8', 'English_United States.utf8']

async function initialise(runtime: Runtime, folder: DataFolder): Promise<void> {
  let reason = ''
  for (const lcCtype of letterRules) {
    const args = [
      '--username=postgres',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=PG_UNICODE_FAST',
      '--locale=C',
      `--lc-ctype=${lcCtype}`,
      '--data-checksums',
      '--auth=reject',
    ]
    const child = runOnCluster(runtime, 'initdb', folder.newCluster, args, ['ignore', 'ignore', 'pipe'])
    const [said, [code]] = await Promise.all([child.stderr ? text(child.stderr) : '', once(child, 'exit')])
    if (code === 0) return
    reason ||= lastLine(said)
    if (!said.includes('locale')) break
  }
  if (reason.includes('No space left')) refuseStart('engine.disk-full', { dataDir: folder.root })
  refuseStart('engine.init-failed', { dataDir: folder.root, reason })
}

function lastLine(said: string): string {
  const lines = said.split('\n').filter((line) => /\b(error|fatal|panic)\b/i.test(line))
  return (lines.at(-1) ?? said.trim().split('\n').at(-1) ?? '').trim().replace(/\.$/, '')
}
