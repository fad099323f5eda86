import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** True when a process with this id exists; a zombie that nobody collected does not count. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists but belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return (await linuxStat(pid))?.state !== 'Z'
}

/**
 * A mark that differs between two processes that had the same id at different times; null when the
 * system does not tell.
 */
export async function processMark(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const stat = await linuxStat(pid)
    if (!stat) return null
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
    return `${boot.trim()}:${stat.startTicks}`
  }
  try {
    const { stdout } =
      process.platform === 'win32'
        ? await run('powershell', ['-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`])
        : await run('ps', ['-o', 'lstart=', '-p', String(pid)])
    return stdout.trim() || null
  } catch {
    return null
  }
}

/** Whether a live process is a PostgreSQL server of this data directory, as far as the system tells. */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const home = await readlink(`/proc/${pid}/cwd`).catch(() => null)
    return home === cluster && (await linuxName(pid)).startsWith('postgres')
  }
  try {
    const { stdout } =
      process.platform === 'win32'
        ? await run('tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'])
        : await run('ps', ['-o', 'command=', '-p', String(pid)])
    return stdout.includes('postgres') && (process.platform === 'win32' || stdout.includes(cluster))
  } catch {
    return false
  }
}

/**
 * Ids of the processes that a killed server left behind. One that is busy with a long query would
 * otherwise keep the shared memory, and so the next start, waiting until the query ends.
 */
export async function serverProcesses(cluster: string): Promise<number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const ours = await Promise.all(pids.map((pid) => isServerOf(pid, cluster)))
  return pids.filter((_, index) => ours[index])
}

async function linuxStat(pid: number): Promise<{ state: string; startTicks: string } | null> {
  if (process.platform !== 'linux') return null
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The name in parentheses may hold spaces, so fields are counted after it: state is 3rd, start 22nd.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields ? { state: fields[0] ?? '', startTicks: fields[19] ?? '' } : null
}

async function linuxName(pid: number): Promise<string> {
  return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim()
}
