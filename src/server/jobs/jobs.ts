import { EventEmitter } from 'node:events'
import { Logger, makeWorkerUtils, parseCronItems, type Runner, run, type WorkerEvents } from 'graphile-worker'
import { sql } from 'kysely'
import pg from 'pg'
import { type ActFrame, runAct, runSnapshot } from '../act.ts'
import { findActor } from '../auth/actors.queries.ts'
import { findKeyActor, findKeyScopes } from '../auth/keys.queries.ts'
import { failureOf } from '../db/database-errors.ts'
import { keepTalking, serverNotices } from '../db/forgotten-connections.ts'
import { keepIndexes } from '../db/indexes.ts'
import { isPlanted } from '../plants.ts'
import type { JobContext, JobHandler } from '../registry.ts'
import { installOf, type Services } from '../services.ts'
import { systemActor } from '../workspaces.ts'
import { keepHouse } from './housekeeping.ts'
import { takeQueuesOn } from './take-queues-on.ts'

/** The background jobs of this process. */
export interface Jobs {
  isRunning(): boolean
  /** Waits for jobs in hand, at most a few seconds; what is not finished is taken up again by another start. */
  stop(): Promise<void>
}

export const jobSchema = 'onward_jobs'
/** First key of the advisory locks by which workers show that they live. */
const workerLock = 7_166_932
const janitorEvery = 5000

/** Creates the queue's own tables; needed before anything is enqueued. */
export async function migrateJobs(pool: pg.Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, schema: jobSchema })
  await utils.migrate()
  await utils.release()
}

/**
 * Runs the jobs of all modules. Each worker holds an advisory lock on a connection that lives as long as the
 * process; a janitor releases the jobs of any worker whose lock is gone, so a killed process delays nothing.
 */
export async function startJobs(services: Omit<Services, 'jobs'>, connectionString: string): Promise<Jobs> {
  const { pool, log, registry } = services
  const life = await openLifeLine(connectionString, log)
  const events: WorkerEvents = new EventEmitter()
  // A job is locked in the name of the pool, not of the worker that does it.
  events.on('pool:create', ({ workerPool }) => {
    life
      .hold(workerPool.id)
      .catch((error) => log.warn({ err: error }, 'jobs: cannot show that this process lives'))
  })

  takeQueuesOn(events)

  const utils = await makeWorkerUtils({ pgPool: pool, schema: jobSchema, logger: loggerTo(log) })
  const release = async () => {
    const dead = await deadWorkers(pool)
    if (dead.length > 0) await utils.forceUnlockWorkers(dead)
  }
  await release()
  const janitor = setInterval(
    () => release().catch((error) => log.warn({ err: error }, 'jobs: janitor')),
    janitorEvery,
  )
  const runner = await keepRunning(log, life, () =>
    run({
      // Without a delay the library throws where nobody can catch when a job ends and the database is away.
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
    }),
  )
  const loops = registry.modules.flatMap(({ background }) => background?.(services) ?? [])
  return {
    isRunning: () => life.isHeld() && runner.isRunning(),
    async stop() {
      clearInterval(janitor)
      await Promise.all(loops.map((loop) => loop.stop()))
      await runner.stop()
      await utils.release()
      await life.end()
    },
  }
}

/** A runner gives up when it cannot write down how a job ended; then another one takes its place. */
async function keepRunning(log: Services['log'], life: LifeLine, begin: () => Promise<Runner>) {
  let runner: Runner | null = null
  let isStopping = false
  let retry: NodeJS.Timeout | undefined
  const again = () => {
    runner = null
    if (isStopping) return
    log.warn('jobs: the runner has ended, starting another one')
    retry = setTimeout(() => start().catch(again), 1000)
  }
  const start = async () => {
    // Jobs the one before has left behind are those of a dead worker.
    await life.letGo()
    runner = await begin()
    runner.promise.then(again, again)
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

interface LifeLine {
  hold(workerId: string): Promise<void>
  /** Of all that is held. */
  letGo(): Promise<void>
  isHeld(): boolean
  end(): Promise<void>
}

/** The connection whose advisory locks say which workers live; after a break it is opened and locked again. */
async function openLifeLine(connectionString: string, log: Services['log']): Promise<LifeLine> {
  const held = new Set<string>()
  let client: pg.Client | null = null
  let ended = false
  let retry: NodeJS.Timeout | undefined
  // The server may not know yet that the connection before this one is gone, and keep the lock for it.
  const lock = async (id: string) => {
    await client?.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2 and classid = $1::oid
         and objid = (hashtext($2)::bigint & 4294967295)::oid and granted and pid <> pg_backend_pid()`,
      [workerLock, id],
    )
    await client?.query('select pg_advisory_lock($1, hashtext($2))', [workerLock, id])
  }
  const open = async () => {
    const fresh = new pg.Client({
      connectionString,
      application_name: 'onward-worker-life',
      keepAlive: true,
      options: serverNotices,
    })
    const again = () => {
      if (ended || client !== fresh) return
      client = null
      log.warn('jobs: lost the connection that shows this worker lives, opening it again')
      retry = setTimeout(() => open().catch(() => again()), 1000)
    }
    fresh.on('error', again)
    fresh.on('end', again)
    client = fresh
    await fresh.connect().catch((error) => {
      again()
      throw error
    })
    keepTalking(fresh)
    for (const id of held) await lock(id)
  }
  await open()
  return {
    async hold(workerId) {
      held.add(workerId)
      await lock(workerId)
    },
    async letGo() {
      held.clear()
      await client?.query('select pg_advisory_unlock_all()')
    },
    isHeld: () => client !== null,
    async end() {
      ended = true
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}

function taskOf(services: Omit<Services, 'jobs'>, job: JobHandler) {
  return async (
    raw: unknown,
    helpers: { abortSignal?: AbortSignal; job: { id: string; attempts: number } },
  ) => {
    const {
      workspace: workspaceId,
      actor: enqueuedBy,
      key,
      ...payload
    } = raw as { workspace: string; actor: string; key?: string }
    // A job may begin before this process has heard of what the act that asked for it has changed.
    const found = await services.workspaces.find(workspaceId, true)
    if (!found) return
    const frameOf = async (actorId: string | null): Promise<ActFrame> => {
      const by = actorId === enqueuedBy ? key : undefined
      const actor = actorId ? await actorOf(services, found.workspace.schema, actorId, by) : null
      return {
        ...found,
        registry: services.registry,
        install: installOf(services),
        actor: actor ?? systemActor,
        locale: found.workspace.locale,
        log: services.log,
        now: services.now,
      }
    }
    const act: JobContext['act'] = async (actorId, work) => runAct(await frameOf(actorId), work)
    let isCounted = helpers.job.attempts > 1
    const progressed: JobContext['progressed'] = async (ctx) => {
      if (!isCounted) return
      await sql`update onward_jobs._private_jobs set attempts = 1 where id = ${helpers.job.id}`.execute(
        ctx.tx,
      )
      ctx.afterCommit.push(() => {
        isCounted = false
      })
    }
    await job.run({
      payload: { ...payload, enqueuedBy },
      ctx: {
        workspaceId,
        install: installOf(services),
        act,
        snapshot: async (actorId, work) => runSnapshot(await frameOf(actorId), work),
        keepIndexes: (table, plans) => keepIndexes(found.db, found.workspace.schema, table, plans),
        progressed,
        signal: helpers.abortSignal ?? new AbortController().signal,
      },
    })
  }
}

/** Who acts; a job must be able to tell a database that is away from one who may not act any more. */
async function actorOf(
  { workspaces: { global } }: Pick<Services, 'workspaces'>,
  schema: string,
  userId: string,
  keyId?: string,
) {
  try {
    if (!keyId) return await findActor(global, schema, userId, 'session')
    return await findKeyActor(global, schema, {
      id: keyId,
      userId,
      scopes: await findKeyScopes(global, keyId),
    })
  } catch (error) {
    throw failureOf(error) ?? error
  }
}

/** Ids of workers that hold jobs but no lock; a worker gets five seconds to take its lock after its first job. */
async function deadWorkers(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    `select distinct locked_by as worker from ${jobSchema}._private_jobs
     where locked_by is not null and ($2 or locked_at < now() - interval '5 seconds' and not exists (
       select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = $1::oid and l.objsubid = 2
         and l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid and l.granted))`,
    [workerLock, isPlanted('short-lease')],
  )
  return rows.map(({ worker }) => worker)
}

function loggerTo(log: Services['log']): Logger {
  return new Logger(() => (level, message, about) => {
    const why = about?.error ? { err: about.error } : {}
    if (level === 'error') log.error(why, message)
    else if (level === 'warning') log.warn(why, message)
  })
}
