import { EventEmitter } from 'node:events'
import { Logger, makeWorkerUtils, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Services } from '../services.ts'
import { keepHouse } from './housekeeping.ts'
import { taskOf } from './job-task.ts'
import { takeQueuesOn } from './take-queues-on.ts'
import { deadWorkers, jobSchema, openWorkerLocks, type WorkerLocks } from './worker-locks.ts'

/** The background jobs of this process. */
export interface Jobs {
  isRunning(): boolean
  /** Waits for jobs in hand, at most a few seconds; what is not finished is taken up again by another start. */
  stop(): Promise<void>
}

const releaseEvery = 5000

/** Creates the queue's own tables; needed before anything is enqueued. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, schema: jobSchema })
  await utils.migrate()
  await utils.release()
}

/**
 * Runs the jobs of all modules. Each worker holds an advisory lock as long as its process lives; every five seconds
 * the jobs of workers whose lock is gone are released, so a killed process delays nothing.
 */
export async function startJobs(services: Omit<Services, 'jobs'>, connectionString: string): Promise<Jobs> {
  const { pool, log, registry } = services
  const locks = await openWorkerLocks(connectionString, log)
  const utils = await makeWorkerUtils({ pgPool: pool, schema: jobSchema, logger: loggerTo(log) })
  const releaseJobsOfDead = async () => {
    const dead = await deadWorkers(pool)
    if (dead.length > 0) await utils.forceUnlockWorkers(dead)
  }
  await releaseJobsOfDead()
  const releasing = setInterval(
    () => releaseJobsOfDead().catch((error) => log.warn({ err: error }, 'jobs: janitor')),
    releaseEvery,
  )
  const runner = await keepRunning(log, locks, () => startRunner(services, locks))
  const loops = registry.modules.flatMap(({ background }) => background?.(services) ?? [])
  return {
    isRunning: () => locks.isConnected() && runner.isRunning(),
    async stop() {
      clearInterval(releasing)
      await Promise.all(loops.map((loop) => loop.stop()))
      await runner.stop()
      await utils.release()
      await locks.close()
    },
  }
}

function startRunner(services: Omit<Services, 'jobs'>, locks: WorkerLocks): Promise<Runner> {
  const { pool, log, registry } = services
  const events: WorkerEvents = new EventEmitter()
  // The queue notes a job as taken by the pool of workers, not by the single worker.
  events.on('pool:create', ({ workerPool }) => {
    locks
      .hold(workerPool.id)
      .catch((error) => log.warn({ err: error }, 'jobs: cannot show that this process lives'))
  })
  takeQueuesOn(events)
  return run({
    // With a delay the library throws where nobody can catch when a job ends while the database is away.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    pgPool: pool,
    schema: jobSchema,
    concurrency: 2,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: loggerTo(log),
    events,
    taskList: {
      ...Object.fromEntries(registry.jobs.map((job) => [job.name, taskOf(services, job)])),
      housekeeping: () => keepHouse(services),
    },
    parsedCronItems: parseCronItems([{ task: 'housekeeping', match: '17 * * * *' }]),
  })
}

/** A runner gives up when it cannot write down how a job ended; another one then takes its place. */
async function keepRunning(log: Services['log'], locks: WorkerLocks, begin: () => Promise<Runner>) {
  let runner: Runner | null = null
  let isStopping = false
  let retry: NodeJS.Timeout | undefined
  const restart = () => {
    runner = null
    if (isStopping) return
    log.warn('jobs: the runner has ended, starting another one')
    retry = setTimeout(() => start().catch(restart), 1000)
  }
  const start = async () => {
    // The jobs that the previous runner left behind are to be released as those of a dead worker.
    await locks.releaseAll()
    runner = await begin()
    runner.promise.then(restart, restart)
  }
  await start()
  return {
    isRunning: () => runner !== null,
    async stop() {
      isStopping = true
      clearTimeout(retry)
      await runner?.stop().catch(() => {})
    },
  }
}

function loggerTo(log: Services['log']): Logger {
  return new Logger(() => (level, message, about) => {
    const why = about?.error ? { err: about.error } : {}
    if (level === 'error') log.error(why, message)
    else if (level === 'warning') log.warn(why, message)
  })
}
