import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataFolder } from '../../src/server/db/engine/data-folder.ts'
import { findHolder } from '../../src/server/db/engine/data-lock.ts'
import type { EngineLog } from '../../src/server/db/engine/engine-log.ts'
import { startEngine } from '../../src/server/db/engine/start-engine.ts'

const PREFIX = 'onward-test-'
const ENOUGH_MEMORY = 2 * 1024 ** 3

export interface TestServer {
  /** Connection string of a role that may create databases; names the database to start from. */
  url: string
  stop(): Promise<void>
}

/** The server given by ONWARD_TEST_DATABASE_URL, or the built-in one on an empty folder. */
export async function startTestServer(): Promise<TestServer> {
  const own = process.env.ONWARD_TEST_DATABASE_URL
  if (own) return { url: own, stop: async () => {} }
  const place = await fastestPlace()
  await removeLeftovers(place)
  const dataDir = await mkdtemp(join(place, PREFIX))
  const engine = await startEngine({ dataDir, log: quiet })
  return {
    url: engine.connectionString(),
    async stop() {
      await engine.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

const quiet: EngineLog = { info() {}, warn: console.error, error: console.error }

/** A memory disk when there is room: the server keeps its safe settings, and flushing costs nothing. */
export async function fastestPlace(): Promise<string> {
  const memory = await statfs('/dev/shm').catch(() => null)
  return memory && memory.bavail * memory.bsize > ENOUGH_MEMORY ? '/dev/shm' : tmpdir()
}

/** A killed test run leaves its server running; the next run ends it. */
async function removeLeftovers(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    const dataDir = join(place, name)
    const folder = dataFolder(dataDir)
    if (!name.startsWith(PREFIX) || !existsSync(folder.lock) || (await findHolder(folder))) continue
    try {
      await (await startEngine({ dataDir, log: quiet })).stop()
      await rm(dataDir, { recursive: true, force: true })
    } catch {
      // Another run is clearing the same folder.
    }
  }
}
