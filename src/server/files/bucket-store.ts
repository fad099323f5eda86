import { Readable } from 'node:stream'
import type { Bucket } from '../channels/bucket.ts'
import { FileGone, type FileStore, requireFolder, requireKey } from './file-store.ts'

/**
 * Files of the workspaces in a bucket. What comes in is taken in by a folder of this machine first: a bucket wants
 * its size and hash before its bytes. What is read in any order (tables being imported) is fetched there.
 */
export function createBucketStore(bucket: Bucket, folder: FileStore): FileStore {
  const fetched = new Map<string, Promise<string>>()
  return {
    async save(key, content) {
      const size = await folder.save(key, content)
      try {
        await bucket.put(requireKey(key), await folder.local(key))
        return size
      } finally {
        await folder.remove(key)
      }
    },
    async read(key, range) {
      return (await bucket.get(requireKey(key), range)) ?? gone(key)
    },
    local(key) {
      const known = fetched.get(key) ?? bring(bucket, folder, key)
      fetched.set(key, known)
      known.catch(() => fetched.delete(key))
      return known
    },
    async remove(key) {
      fetched.delete(key)
      await folder.remove(key)
      await bucket.remove(requireKey(key))
    },
    list: (within) => bucket.list(`${requireFolder(within)}/`),
  }
}

async function bring(bucket: Bucket, folder: FileStore, key: string): Promise<string> {
  const content = (await bucket.get(requireKey(key))) ?? gone(key)
  await folder.save(key, Readable.from(content))
  return folder.local(key)
}

function gone(key: string): never {
  throw new FileGone(key)
}
