import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Characters kept as strings; later texts go to a temporary file. */
const kept = 2_000_000
const endsPerChunk = 65_536
const pageSize = 32 * 1024
const pageCount = 64

/**
 * A long list of texts in little memory: the first ones as they are, the rest in a file read back page by page (rows
 * ask for them nearly in order). The pages are reused, so reading leaves no garbage for the collector to grow on.
 * A class because it holds a file; close it.
 */
export class TextStore {
  private readonly memory: string[] = []
  private characters = 0
  private file: TextFile | undefined

  get length(): number {
    return this.memory.length + (this.file?.length ?? 0)
  }

  add(text: string): void {
    if (this.characters < kept) {
      this.memory.push(text)
      this.characters += text.length + 12
      return
    }
    this.file ??= new TextFile()
    this.file.add(text)
  }

  /** Undefined beyond the last one. */
  get(index: number): string | undefined {
    return index < this.memory.length ? this.memory[index] : this.file?.get(index - this.memory.length)
  }

  close(): void {
    this.file?.close()
    this.file = undefined
  }
}

class TextFile {
  length = 0
  private readonly file = namelessFile()
  /** Where each text ends; it begins where the one before ends. */
  private readonly ends: Uint32Array[] = []
  private readonly page = Buffer.alloc(pageSize)
  private filled = 0
  private written = 0
  private readonly cache = Buffer.alloc(pageSize * pageCount)
  private readonly slots = new Map<number, number>()

  add(text: string): void {
    const bytes = Buffer.from(text)
    for (let from = 0; from < bytes.length; ) {
      const copied = bytes.copy(this.page, this.filled, from)
      from += copied
      this.filled += copied
      if (this.filled === pageSize) this.flush()
    }
    if (this.length % endsPerChunk === 0) this.ends.push(new Uint32Array(endsPerChunk))
    const chunk = this.ends[this.ends.length - 1] as Uint32Array
    chunk[this.length % endsPerChunk] = this.written + this.filled
    this.length++
  }

  get(index: number): string | undefined {
    if (!(index < this.length)) return undefined
    if (this.filled > 0) this.flush()
    const start = index === 0 ? 0 : this.end(index - 1)
    const end = this.end(index)
    const page = Math.floor(start / pageSize)
    if (end > (page + 1) * pageSize) return this.across(start, end)
    const base = this.slot(page) * pageSize - page * pageSize
    return this.cache.toString('utf8', base + start, base + end)
  }

  close(): void {
    closeSync(this.file)
  }

  private end(index: number): number {
    return (this.ends[Math.floor(index / endsPerChunk)] as Uint32Array)[index % endsPerChunk] as number
  }

  private flush(): void {
    writeSync(this.file, this.page, 0, this.filled, this.written)
    this.written += this.filled
    this.filled = 0
  }

  /** Place of a page in the cache; the page longest there makes room. */
  private slot(page: number): number {
    const known = this.slots.get(page)
    if (known !== undefined) return known
    let slot = this.slots.size
    if (slot === pageCount) {
      const [oldest, freed] = this.slots.entries().next().value as [number, number]
      this.slots.delete(oldest)
      slot = freed
    }
    readSync(this.file, this.cache, slot * pageSize, pageSize, page * pageSize)
    this.slots.set(page, slot)
    return slot
  }

  private across(start: number, end: number): string {
    const bytes = Buffer.alloc(end - start)
    readSync(this.file, bytes, 0, bytes.length, start)
    return bytes.toString()
  }
}

/** A file gone from its folder at once and from the disk when closed, however the process ends. */
function namelessFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'onward-texts-'))
  try {
    return openSync(join(folder, 'texts'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
