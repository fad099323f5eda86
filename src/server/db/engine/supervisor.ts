import { setTimeout as delay } from 'node:timers/promises'
import type { EngineLog } from './engine-log.ts'
import type { Postmaster } from './postmaster.ts'
import { reasonOf } from './reason.ts'

/** Waits before the first, second, … new start in a row; the last one repeats. */
const BACK_OFF_MS = [0, 250, 500, 1_000, 2_000, 5_000]
const MOST_FAILURES = 20
/** A server that lived this long starts the count anew. */
const HEALTHY_MS = 60_000

/** Keeps a server running until told to stop. */
export interface Supervisor {
  /** Called once, when the server could not be brought back and none will be tried again. */
  onExit(callback: (reason: string) => void): void
  stop(): Promise<void>
}

/** Watches `first` and calls `start` for another one whenever the server ends by itself. */
export function supervise(first: Postmaster, start: () => Promise<Postmaster>, log: EngineLog): Supervisor {
  const callbacks: ((reason: string) => void)[] = []
  const stopping = new AbortController()
  let current: Postmaster | null = first
  const finished = keepRunning()
  let stopped: Promise<void> | null = null
  return {
    onExit: (callback) => callbacks.push(callback),
    stop: () => {
      stopped ??= stopAll()
      return stopped
    },
  }

  async function stopAll(): Promise<void> {
    stopping.abort()
    const running = current
    await running?.stop()
    await finished
    // A start that was under way when the stop came.
    if (current !== running) await current?.stop()
  }

  async function keepRunning(): Promise<void> {
    let failures = 0
    while (current && !stopping.signal.aborted) {
      const since = Date.now()
      const how = await current.exited
      if (stopping.signal.aborted) return
      failures = Date.now() - since > HEALTHY_MS ? 0 : failures
      log.error(`The database stopped unexpectedly (${how}); starting it again.`)
      current = null
      while (!current && !stopping.signal.aborted) {
        if (failures >= MOST_FAILURES) return giveUp(how)
        await pause(failures++)
        current = await tryStart()
      }
    }
  }

  async function tryStart(): Promise<Postmaster | null> {
    if (stopping.signal.aborted) return null
    try {
      const server = await start()
      log.info('The database is running again.')
      return server
    } catch (error) {
      log.error(`The database could not be started again: ${reasonOf(error)}.`)
      return null
    }
  }

  function pause(failures: number): Promise<unknown> {
    const ms = BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)]
    return delay(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined)
  }

  function giveUp(how: string): void {
    log.error('The database cannot be kept running; giving up.')
    for (const callback of callbacks) callback(how)
  }
}
