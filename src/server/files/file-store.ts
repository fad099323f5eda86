import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Files of the workspaces, in the data folder. Keys are made by us, never by a user: `imports/<uuid>`. */
export interface FileStore {
  /** Takes in a stream; returns its size in bytes. */
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
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      await pipeline(content, createWriteStream(target, { mode: 0o600 }))
      return (await stat(target)).size
    },
    remove: (key) => rm(locate(key), { force: true }),
  }
}
