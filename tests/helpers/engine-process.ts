import { startEngine } from '../../src/server/db/engine/start-engine.ts'

/** Runs the engine of one data folder in a process of its own, to be killed by a test. Tells its state on stdout. */
const [, , dataDir = ''] = process.argv
const log = { info() {}, warn: console.error, error: console.error }

try {
  const engine = await startEngine({ dataDir, log })
  // The process ends itself with its engine; this only keeps it busy until then.
  const busy = setInterval(() => undefined, 60_000)
  process.on('SIGTERM', async () => {
    await engine.stop()
    clearInterval(busy)
  })
  process.stdout.write(`${JSON.stringify({ adopted: engine.adopted, url: engine.connectionString() })}\n`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
