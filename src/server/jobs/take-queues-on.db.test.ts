import { EventEmitter } from 'node:events'
import { Logger, run, type WorkerEvents } from 'graphile-worker'
import pg from 'pg'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../tests/helpers/database.ts'
import { migrateJobs } from './jobs.ts'
import { takeQueuesOn } from './take-queues-on.ts'
import { jobSchema } from './worker-locks.ts'

// Found by the harness: messages of a webhook went out one a second, however many waited.
it('the jobs of a queue follow one another without waiting for the next poll', async () => {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, max: 5 })
  pool.on('error', () => undefined)
  await migrateJobs(pool)
  for (let n = 0; n < 5; n++)
    await pool.query(`select ${jobSchema}.add_job('next', $1::json, queue_name => 'line')`, [`{"n":${n}}`])
  const done: number[] = []
  const events: WorkerEvents = new EventEmitter()
  takeQueuesOn(events)
  const runner = await run({
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    pgPool: pool,
    schema: jobSchema,
    concurrency: 2,
    // Nobody would wait for it.
    pollInterval: 3_600_000,
    noHandleSignals: true,
    logger: new Logger(() => () => undefined),
    events,
    taskList: { next: async (payload) => void done.push((payload as { n: number }).n) },
  })
  try {
    await expect.poll(() => done, { timeout: 20_000 }).toEqual([0, 1, 2, 3, 4])
  } finally {
    await runner.stop()
    await pool.end()
    await database.drop()
  }
})
