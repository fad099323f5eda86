import { setTimeout as delay } from 'node:timers/promises'
import type { Config } from '../app/config.ts'
import { refuseStart } from '../app/start-problem.ts'
import { checkServer } from './engine/check-server.ts'
import { withConnection } from './engine/connection.ts'
import type { EngineLog } from './engine/engine-log.ts'
import { findRunningEngine } from './engine/find-engine.ts'
import { reasonOf } from './engine/reason.ts'
import { type Engine, startEngine } from './engine/start-engine.ts'

/** A checked database, ready for `serve` or a command. */
export interface OpenDatabase {
  url: string
  /** Null for an own server, or when another Onward runs the built-in one. */
  engine: Engine | null
  /** Stops the built-in database if it was started here. */
  close(): Promise<void>
}

const WAIT_SECONDS = 30

/**
 * Opens the database that the settings name: an own server, or the built-in one. With `shared`, a command
 * works beside an Onward that is running on the same data folder; without, that is refused.
 */
export async function openDatabase(
  config: Config,
  log: EngineLog,
  { shared = false } = {},
): Promise<OpenDatabase> {
  const opened = await open(config, log, shared)
  try {
    await withPatience(opened.url, log, () =>
      withConnection(opened.url, (client) =>
        checkServer(client, { allowUnsafe: config.allowUnsafeDatabase, log }),
      ),
    )
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function open(config: Config, log: EngineLog, shared: boolean): Promise<OpenDatabase> {
  const url = config.databaseUrl ?? (shared ? (await findRunningEngine(config.dataDir))?.url : undefined)
  if (url) return { url, engine: null, close: async () => {} }
  const engine = await startEngine({ dataDir: config.dataDir, log })
  return { url: engine.connectionString(), engine, close: () => engine.stop() }
}

/** An own server may be starting at the same moment, as after a power cut or in a group of containers. */
async function withPatience(url: string, log: EngineLog, work: () => Promise<void>): Promise<void> {
  for (let second = 0; ; second++) {
    try {
      return await work()
    } catch (error) {
      if (!isAway(error)) throw error
      const server = new URL(url).host
      if (second === WAIT_SECONDS) refuseStart('database.unreachable', { server, reason: reasonOf(error) })
      if (second === 0) log.warn(`The database server at ${server} does not answer yet; waiting.`)
    }
    await delay(1_000)
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isAway)
  const code = String((error as { code?: unknown }).code)
  return /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|57P0|08)/.test(code)
}
