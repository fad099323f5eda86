import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { limits, unreadable } from './table.ts'

/** As text it stays below what the engine keeps as a large object: cells live in it, and with 64 kB memory grew by half more. */
const chunkSize = 32 * 1024

/** The content of a file, unpacked if it is gzipped. */
export interface ByteSource {
  /** Size of the file itself. */
  size: number
  /** A fresh pass from the start; `progress` is told how many bytes of the file are through. */
  read(progress?: (bytes: number) => void): AsyncGenerator<Buffer>
}

/** Opens nothing yet: every pass opens and closes the file. A gzip bomb is refused while reading. */
export function byteSource(path: string, size: number, gzipped: boolean): ByteSource {
  return {
    size,
    read: (progress = () => {}) => (gzipped ? unpacked(path, progress) : plain(path, progress)),
  }
}

/** The first bytes of a file and its size. */
export async function readStart(path: string, length: number): Promise<{ start: Buffer; size: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0)
    return { start: buffer.subarray(0, bytesRead), size }
  } finally {
    await file.close()
  }
}

/** The first bytes a source gives, unpacked. */
export async function firstBytes(source: ByteSource, length: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  let read = 0
  for await (const piece of source.read()) {
    pieces.push(piece)
    read += piece.length
    if (read >= length) break
  }
  return Buffer.concat(pieces).subarray(0, length)
}

async function* plain(path: string, progress: (bytes: number) => void): AsyncGenerator<Buffer> {
  let done = 0
  for await (const chunk of createReadStream(path, { highWaterMark: chunkSize })) {
    done += chunk.length
    progress(done)
    yield chunk
  }
}

async function* unpacked(path: string, progress: (bytes: number) => void): AsyncGenerator<Buffer> {
  const packed = createReadStream(path, { highWaterMark: chunkSize })
  const gunzip = createGunzip({ chunkSize })
  packed.on('error', (error) => gunzip.destroy(error))
  packed.pipe(gunzip)
  let done = 0
  try {
    for await (const chunk of gunzip) {
      done += chunk.length
      refuseBomb(done, gunzip.bytesWritten)
      progress(gunzip.bytesWritten)
      yield chunk
    }
  } finally {
    packed.destroy()
    gunzip.destroy()
  }
}

/** Refuses content that unpacks beyond the limits, given how much came out of how much. */
export function refuseBomb(unpackedBytes: number, packedBytes: number): void {
  const allowed = Math.min(Math.max(limits.unpackedFloor, limits.ratio * packedBytes), limits.unpacked)
  if (unpackedBytes > allowed) unreadable('unpacks-too-large', { limit: Math.round(allowed / 1024 ** 2) })
}
