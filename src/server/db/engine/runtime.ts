import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { type Binaries, prepareBinaries, program } from './binaries.ts'
import type { DataFolder } from './data-folder.ts'
import { type ServiceUser, serviceUser } from './service-user.ts'

/** The programs of the engine and the account they run as. */
export interface Runtime {
  binaries: Binaries
  user: ServiceUser | null
}

/** Chooses the account and finds programs that it can run. */
export async function prepareRuntime(folder: DataFolder): Promise<Runtime> {
  const user = await serviceUser(folder)
  return { user, binaries: await prepareBinaries(folder, user) }
}

/**
 * Starts a program of the engine on a cluster folder (its `-D`), in a session of its own, so that Ctrl-C
 * in the terminal reaches Onward only and the database stops after the last request.
 *
 * Under root on Linux the folder is named `/proc/self/cwd`: the child enters it while it is still root and
 * drops its rights afterwards, so the data may stay under a folder closed to the account.
 */
export function runOnCluster(
  { binaries, user }: Runtime,
  name: 'initdb' | 'postgres' | 'pg_ctl',
  cluster: string,
  args: string[],
  stdio: StdioOptions,
): ChildProcess {
  const folder = user && process.platform === 'linux' ? '/proc/self/cwd' : cluster
  const [first = [], rest = []] =
    name === 'postgres' && args[0] === '--single' ? [['--single'], args.slice(1)] : [[], args]
  return spawn(program(binaries, name), [...first, '-D', folder, ...rest], {
    ...user,
    cwd: cluster,
    env: cleanEnvironment(),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio,
  })
}

/** Nothing of the caller's PG* or locale variables may reach the server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env
  return { PATH, ...(SystemRoot ? { SystemRoot, TEMP, TMP } : {}), LC_ALL: 'C', TZ: 'UTC' }
}
