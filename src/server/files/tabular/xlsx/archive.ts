import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { refuseBomb } from '../bytes.ts'
import { limits, unreadable } from '../table.ts'

/** The parts of a workbook or another zip, by path without regard to case (some programs write `xl/SharedStrings.xml`). */
export interface Archive {
  has(path: string): boolean
  /** Paths of its files, without folders and what systems add by themselves. */
  files(): string[]
  /** Unpacked size as the directory states it; reading more or less than that fails. */
  size(path: string): number
  /** A missing part counts as damage. */
  read(path: string): Promise<Readable>
  close(): void
}

/** Opens a zip and judges its directory before anything is unpacked. */
export async function openArchive(path: string, fileSize: number): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: true })
  zip.on('error', () => {})
  try {
    const entries = await directory(zip, fileSize)
    return {
      has: (name) => entries.has(name.toLowerCase()),
      files: () =>
        [...entries.keys()].filter(
          (name) => !/\/$|^__macosx\/|(?:^|\/)(?:\.ds_store|desktop\.ini)$/.test(name),
        ),
      size: (name) => entries.get(name.toLowerCase())?.uncompressedSize ?? 0,
      read: (name) => zip.openReadStreamPromise(entries.get(name.toLowerCase()) ?? unreadable('damaged')),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function directory(zip: ZipFile, fileSize: number): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) unreadable('too-many-entries', { limit: limits.entries })
  const entries = new Map<string, Entry>()
  let unpacked = 0
  for await (const entry of zip.eachEntry()) {
    if (entry.isEncrypted()) unreadable('password')
    unpacked += entry.uncompressedSize
    entries.set(entry.fileName.replace(/^\//, '').toLowerCase(), entry)
  }
  refuseBomb(unpacked, fileSize)
  return entries
}
