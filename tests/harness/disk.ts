import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { until } from './servers.ts'

const run = promisify(execFile)

/** A small file system of our own, which can run full and lose its power. */
export interface Disk {
  path: string
  /** Takes all the room there is. */
  fill(): Promise<void>
  /** Gives it back. */
  free(): Promise<void>
  /**
   * From this instant nothing reaches the disk any more, journal and written pages included: what has not been
   * flushed by then is lost, as in a power cut. Every write from now on fails.
   */
  cutPower(): Promise<void>
  /** The power is back: the file system is read anew from what the disk holds. Nothing may have a file open. */
  powerUp(): Promise<void>
  close(): Promise<void>
}

const megabytes = 700

/** EXT4_IOC_SHUTDOWN without flushing its log: what the file system's own tests cut the power with. */
const shutDown = `open(my $f, '<', $ARGV[0]) or die; my $how = pack('L', 2); ioctl($f, 0x8004587d, $how) or die $!`

export async function makeDisk(): Promise<Disk> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-disk-'))
  await chmod(folder, 0o755)
  const image = join(folder, 'image')
  const path = join(folder, 'mounted')
  const filler = join(path, 'filler')
  await mkdir(path)
  await run('truncate', ['-s', `${megabytes}M`, image])
  // Nothing is kept back for root, so that the disk is full for everybody at once.
  await run('mkfs.ext4', ['-q', '-F', '-m', '0', image])
  const mount = async () => {
    await run('mount', ['-o', 'loop', image, path])
    await chmod(path, 0o755)
  }
  const unmount = () =>
    until('nothing holds the disk', async () => {
      await run('umount', [path])
      return true
    })
  await mount()
  return {
    path,
    async fill() {
      const { stdout } = await run('df', ['-B1', '--output=avail', path])
      const room = Number(stdout.split('\n')[1])
      await run('fallocate', ['-l', String(Math.max(4096, room - 65_536)), filler]).catch(() => undefined)
      // What is left between blocks; it ends with "no space left", which is the aim.
      await run('dd', ['if=/dev/zero', `of=${filler}2`, 'bs=4096']).catch(() => undefined)
    },
    async free() {
      await rm(filler, { force: true })
      await rm(`${filler}2`, { force: true })
      // Or a power cut would bring it back.
      const directory = await open(path)
      await directory.sync()
      await directory.close()
    },
    cutPower: async () => void (await run('perl', ['-e', shutDown, path])),
    async powerUp() {
      await unmount()
      await mount()
    },
    async close() {
      await unmount()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Why this machine cannot have such a disk; null when it can. Tried out once, because rights alone tell little. */
export function diskProblem(): Promise<string | null> {
  tried ??= tryOut()
  return tried
}

let tried: Promise<string | null> | undefined

async function tryOut(): Promise<string | null> {
  if (process.platform !== 'linux') return 'loop devices are a matter of Linux'
  if (process.getuid?.() !== 0) return 'mounting a loop device needs root'
  for (const program of ['/usr/sbin/mkfs.ext4', '/usr/bin/perl'])
    if (!existsSync(program)) return `${program} is not there`
  try {
    const disk = await makeDisk()
    await disk.cutPower()
    await disk.powerUp()
    await disk.close()
    return null
  } catch (error) {
    return `a loop device cannot be used: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

/** Ends a database server and all it has started, and waits until they are gone. */
export async function killWithChildren(pid: number): Promise<void> {
  const all = [pid, ...(await childrenOf(pid))]
  for (const one of all)
    try {
      process.kill(one, 'SIGKILL')
    } catch {
      // It has gone already.
    }
  for (const one of all) while (await isThere(one)) await delay(10)
}

async function childrenOf(pid: number): Promise<number[]> {
  const children: number[] = []
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const status = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '')
    // The name of the program stands in parentheses and may hold anything; the parent is the second field after it.
    if (Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]) === pid) children.push(Number(name))
  }
  return children
}

/** A zombie holds no file. */
async function isThere(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return status !== '' && !status.slice(status.lastIndexOf(')') + 2).startsWith('Z')
}
