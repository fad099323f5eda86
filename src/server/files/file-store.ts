import { createWriteStream } from 'node:fs'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Files of the workspaces, in the data folder. Keys are made by us, never by a user: `imports/<uuid>`. */
export interface FileStore {
  /** Takes in a stream; returns its size in bytes. What has been taken in survives a power cut. */
  save(key: string, content: Readable): Promise<number>
  path(key: string): string
  remove(key: string): Promise<void>
}

export function createFileStore(dataDir: string): FileStore {
  const root = path.join(dataDir, 'files')
  const locate = (key: string) => {
    if (!/^[a-z]+\/[0-9a-f-]{36}$/.test(key)) throw new Error(`not a file key: ${key}`)
    return path.join(root, key)
  }
  return {
    path: locate,
    async save(key, content) {
      const target = locate(key)
      await mkdir(dataDir, { recursive: true, mode: 0o700 })
      for (const folder of [root, path.dirname(target)]) await makeFolder(folder)
      await pipeline(content, createWriteStream(target, { mode: 0o600, flush: true }))
      for (const folder of [path.dirname(target), root, dataDir]) await flushFolder(folder)
      return (await stat(target)).size
    },
    remove: (key) => rm(locate(key), { force: true }),
  }
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
