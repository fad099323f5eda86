import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const libraries = [
  process.env.ONWARD_FAKETIME,
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
]
const library = libraries.find((path) => path && existsSync(path))
const clock = join(tmpdir(), `onward-clock-${process.pid}`)

/** Why the clock of an app cannot be moved here; null when it can. */
export function clockProblem(): string | null {
  return library
    ? null
    : 'libfaketime is not installed (apt-get install faketime) nor named in ONWARD_FAKETIME'
}

/** Environment of an app whose clock `setClock` moves; the database keeps the true time. */
export async function movableClock(): Promise<NodeJS.ProcessEnv> {
  if (!library) return {}
  await setClock('+0')
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
  }
}

/** By how much the app's clock is ahead of the true time, as libfaketime reads it: `+25h`. */
export function setClock(ahead: string): Promise<void> {
  return writeFile(clock, `${ahead}\n`)
}
