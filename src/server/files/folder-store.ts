import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type ByteRange,
  FileGone,
  type FileStore,
  isFileKey,
  requireFolder,
  requireKey,
} from './file-store.ts'

/** Ending of what is still being taken in. */
const unfinished = '.part'

/** Files of the workspaces in the data folder. A file has its name only when all of it is on the disk. */
export function createFolderStore(dataDir: string, name = 'files'): FileStore {
  const root = path.join(dataDir, name)
  const locate = (key: string) => path.join(root, requireKey(key))
  return {
    async save(key, content) {
      const target = locate(key)
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      const folders = foldersTo(root, path.dirname(target))
      for (const folder of folders) await makeFolder(folder)
      const part = target + unfinished
      try {
        await pipeline(content, createWriteStream(part, { mode: 0o600, flush: true }))
        const { size } = await stat(part)
        await rename(part, target)
        for (const folder of [...folders.reverse(), dataDir]) await flushFolder(folder)
        return size
      } catch (error) {
        await rm(part, { force: true })
        throw error
      }
    },
    async read(key, range) {
      const file = await open(locate(key)).catch((error) => refuseMissing(error, key))
      return createReadStream('', { fd: file, ...partOf(range) })
    },
    async local(key) {
      const target = locate(key)
      await stat(target).catch((error) => refuseMissing(error, key))
      return target
    },
    remove: (key) => rm(locate(key), { force: true }),
    list: (folder) => filesIn(root, requireFolder(folder)),
  }
}

async function* filesIn(root: string, folder: string) {
  const names = await readdir(path.join(root, folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of names) {
    const key = `${folder}/${name.endsWith(unfinished) ? name.slice(0, -unfinished.length) : name}`
    if (!isFileKey(key)) continue
    const found = await stat(path.join(root, folder, name)).catch(() => null)
    if (!found?.isFile()) continue
    // What a killed process has left half taken in is nobody's: it goes under its own name.
    if (name.endsWith(unfinished)) {
      if (Date.now() - found.mtimeMs > abandonedAfter)
        await rm(path.join(root, folder, name), { force: true })
      continue
    }
    yield { key, savedAt: found.mtime }
  }
}

/** Longer than any upload may take. */
const abandonedAfter = 86_400_000

function refuseMissing(error: NodeJS.ErrnoException, key: string): never {
  throw error.code === 'ENOENT' ? new FileGone(key) : error
}

function partOf(range: ByteRange | undefined) {
  return range ? { start: range.first, end: range.last } : {}
}

/** The root and every folder below it on the way. */
function foldersTo(root: string, folder: string): string[] {
  const parts = path.relative(root, folder).split(path.sep).filter(Boolean)
  return [root, ...parts.map((_, index) => path.join(root, ...parts.slice(0, index + 1)))]
}

/** One by one: made all at once, a full disk is reported as a folder that is not there. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** A new name is in its folder for good only when the folder is flushed too. Windows does that by itself. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
