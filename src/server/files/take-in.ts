import { createHash } from 'node:crypto'
import { pipeline, type Readable, Transform } from 'node:stream'
import type { FileStore } from './file-store.ts'
import { mediaTypeOf, startLength } from './media-type.ts'
import { blankPhotoPlace, photoStartLength } from './photo-place.ts'

/** What is known of a file that was taken in. */
export interface TakenIn {
  key: string
  size: number
  /** In hexadecimal. */
  sha256: string
  /** By its bytes. */
  mediaType: string
}

/** Takes a stream into the store piece by piece, learning what it is on the way; photos lose the place they were taken at. */
export async function takeIn(store: FileStore, key: string, content: Readable): Promise<TakenIn> {
  const hash = createHash('sha256')
  let size = 0
  let mediaType: string | null = null
  let held: Buffer[] = []
  let heldBytes = 0
  /** The first bytes are held back until it is known what they are. */
  const release = (through: Transform) => {
    const start = Buffer.concat(held)
    held = []
    mediaType = mediaTypeOf(start.subarray(0, startLength))
    if (mediaType === 'image/jpeg') blankPhotoPlace(start)
    hash.update(start)
    through.push(start)
  }
  const reader = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (mediaType !== null) {
        hash.update(chunk)
        return done(null, chunk)
      }
      held.push(chunk)
      heldBytes += chunk.length
      if (heldBytes >= photoStartLength) release(this)
      done()
    },
    flush(done) {
      if (mediaType === null) release(this)
      done()
    },
  })
  // What goes wrong before the store reaches it as the end of the reader.
  await store.save(
    key,
    pipeline(content, reader, () => {}),
  )
  return { key, size, sha256: hash.digest('hex'), mediaType: mediaType ?? 'application/octet-stream' }
}
