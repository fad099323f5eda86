import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BucketServer, startBucketServer } from '../../../tests/helpers/bucket-server.ts'
import { createBucket } from '../channels/bucket.ts'
import { createBucketStore } from './bucket-store.ts'
import { FileGone, type FileStore } from './file-store.ts'
import { createFolderStore } from './folder-store.ts'

let folder: string
let server: BucketServer
const stores: Record<string, FileStore> = {}
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'onward-test-'))
  server = await startBucketServer()
  stores.folder = createFolderStore(folder)
  stores.bucket = createBucketStore(createBucket(server.place), createFolderStore(folder, 'in-hand'))
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const workspace = uuidv7()
const keyOf = () => `files/${workspace}/${uuidv7()}`
const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = []
  for await (const one of items) found.push(one)
  return found
}
/** Copies of this machine that a bucket needs for a while, and what is half taken in. */
const leftovers = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile() && (one.name.endsWith('.part') || one.parentPath.includes('in-hand')))
    .map(({ name }) => name)

describe.each(['folder', 'bucket'])('a store of files: %s', (kind) => {
  const store = () => stores[kind]!

  it('keeps bytes, whole and in parts', async () => {
    const key = keyOf()
    const content = Buffer.from([...Array(100_000).keys()].map((n) => n % 253))
    expect(
      await store().save(key, Readable.from([content.subarray(0, 70_000), content.subarray(70_000)])),
    ).toBe(100_000)
    expect((await buffer(await store().read(key))).equals(content)).toBe(true)
    expect(await buffer(await store().read(key, { first: 69_999, last: 70_001 }))).toEqual(
      content.subarray(69_999, 70_002),
    )
    expect((await readFile(await store().local(key))).equals(content)).toBe(true)
    await store().remove(key)
    await store().remove(key)
    await expect(store().read(key)).rejects.toThrow(FileGone)
    await expect(store().local(key)).rejects.toThrow(FileGone)
  })

  it('tells what it has below a folder', async () => {
    const keys = [keyOf(), keyOf(), keyOf(), keyOf(), keyOf()]
    for (const key of keys) await store().save(key, Readable.from(['a']))
    await store().save(`imports/${uuidv7()}`, Readable.from(['b']))
    const listed = await all(store().list(`files/${workspace}`))
    expect(listed.map(({ key }) => key).sort()).toEqual(keys)
    expect(listed.every(({ savedAt }) => savedAt.getTime() <= Date.now())).toBe(true)
    expect(await all(store().list(`files/${uuidv7()}`))).toEqual([])
  })

  it('keeps nothing of what breaks off', async () => {
    const key = keyOf()
    const breaking = Readable.from(
      (async function* () {
        yield Buffer.alloc(50_000)
        throw new Error('gone')
      })(),
    )
    await expect(store().save(key, breaking)).rejects.toThrow('gone')
    await expect(store().read(key)).rejects.toThrow(FileGone)
    expect(await leftovers()).toEqual([])
  })

  it.each([
    '../secret',
    'files/../../etc/passwd',
    'files',
    '',
    `files/${workspace}/..`,
    `Files/${workspace}`,
  ])('takes %j for no key', async (key) => {
    await expect(store().save(key, Readable.from(['a']))).rejects.toThrow('not a file key')
    await expect((async () => store().read(key))()).rejects.toThrow('not a file key')
  })
})

it('a bucket refuses who signs with another key', async () => {
  const stranger = createBucket({ ...server.place, secretKey: 'OTHER' })
  await expect(stranger.remove(keyOf())).rejects.toThrow('the bucket answered 403')
  const key = keyOf()
  await stores.folder!.save(key, Readable.from(['a']))
  await expect(stranger.put(key, await stores.folder!.local(key))).rejects.toThrow('the bucket answered 403')
  expect(server.objects.has(key)).toBe(false)
})
