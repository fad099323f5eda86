import pg from 'pg'
import { keepTalking, serverNotices } from '../db/forgotten-connections.ts'
import { isPlanted } from '../plants.ts'
import type { Services } from '../services.ts'

/** The queue's own schema. */
export const jobSchema = 'onward_jobs'
/** First key of the advisory locks; the second is a hash of the worker's id. */
const workerLock = 7_166_932

/** Advisory locks by which the workers of this process show that they are alive. */
export interface WorkerLocks {
  /** Takes the lock of a worker; it is taken again whenever the connection had to be opened anew. */
  hold(workerId: string): Promise<void>
  releaseAll(): Promise<void>
  /** False while the connection is broken, so that others may take this process for dead. */
  isConnected(): boolean
  close(): Promise<void>
}

/** Opens the one connection that holds the locks. PostgreSQL drops them with it, however the process ends. */
export async function openWorkerLocks(connectionString: string, log: Services['log']): Promise<WorkerLocks> {
  const held = new Set<string>()
  let client: pg.Client | null = null
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  const lock = async (id: string) => {
    // The server may not have noticed yet that our previous connection is gone, and keep the lock for it.
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
    const reopen = () => {
      if (isClosed || client !== fresh) return
      client = null
      log.warn('jobs: lost the connection that shows this worker lives, opening it again')
      retry = setTimeout(() => open().catch(() => reopen()), 1000)
    }
    fresh.on('error', reopen)
    fresh.on('end', reopen)
    client = fresh
    await fresh.connect().catch((error) => {
      reopen()
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
    async releaseAll() {
      held.clear()
      await client?.query('select pg_advisory_unlock_all()')
    },
    isConnected: () => client !== null,
    async close() {
      isClosed = true
      clearTimeout(retry)
      await client?.end().catch(() => {})
    },
  }
}

/** Ids of workers that hold jobs but no lock. A worker has five seconds after its first job to take its lock. */
export async function deadWorkers(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    `select distinct locked_by as worker from ${jobSchema}._private_jobs
     where locked_by is not null and ($2 or locked_at < now() - interval '5 seconds' and not exists (
       select 1 from pg_locks l where l.locktype = 'advisory' and l.classid = $1::oid and l.objsubid = 2
         and l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid and l.granted))`,
    [workerLock, isPlanted('short-lease')],
  )
  return rows.map(({ worker }) => worker)
}
