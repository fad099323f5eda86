import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What an act must have left in the event log: the kind of event, and whose. */
export type Change = [kind: string, record: string]

/** A line of a client's log. Of every operation there is one `sent`, and at the end one of the last four. */
export type Line = { key: string; at: number } & (
  | { line: 'sent'; operation: string; actor: string; method: string; path: string; body?: unknown }
  /** A try that brought no answer to rely on; 0 is no answer at all. */
  | { line: 'unanswered'; status: number; why: string }
  | { line: 'acknowledged'; status: number; act: string | null; changed: Change[]; answer: unknown }
  | { line: 'refused'; status: number; code: string; answer: unknown }
  /** The client stopped asking: nobody knows whether it was done. */
  | { line: 'given-up' }
  /** The same request again under the same key, after it had been acknowledged. */
  | { line: 'replayed'; status: number; same: boolean; answer: unknown }
)

export type LineOf<Kind extends Line['line']> = Extract<Line, { line: Kind }>

export interface Log {
  /** Resolves when the line is on the disk: only then does an acknowledgement count. */
  write(line: Line): Promise<void>
  close(): Promise<void>
}

/** Opens the append-only log of one client; lines written at the same time share a flush. */
export async function openLog(folder: string, name: string): Promise<Log> {
  const file = await open(join(folder, `${name}.ops.jsonl`), 'a')
  let waiting = ''
  let flush: Promise<void> | null = null
  const flushNow = async () => {
    await Promise.resolve()
    const text = waiting
    waiting = ''
    flush = null
    await file.appendFile(text)
    await file.datasync()
  }
  let last = Promise.resolve()
  return {
    write(line) {
      waiting += `${JSON.stringify(line)}\n`
      if (!flush) {
        flush = last.then(flushNow)
        last = flush
      }
      return flush
    },
    async close() {
      await last
      await file.close()
    },
  }
}

/** All lines of all clients of a run. */
export async function readLogs(folder: string): Promise<Line[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ops.jsonl')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.flatMap((text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line),
  )
}
