import type { Breach, Sql } from './breach.ts'

interface Job {
  id: string
  worker: string | null
  lockedAt: string | null
  /** Moves on when a job has failed, and only then. */
  runAt: string
  /** The lock by which the worker shows that it lives, with the backend that holds it; null when nobody does. */
  life: string | null
}

/**
 * Watches the queue: nobody may take a job from a worker that lives. Told by two looks in a row during which the same
 * connection held the worker's lock, so that a broken connection is never taken for a theft.
 */
export function jobWatch() {
  let before = new Map<string, Job>()
  return async (sql: Sql): Promise<Breach[]> => {
    const now = new Map(
      (
        await sql.rows<Job>(`
          select j.id::text as id, j.locked_by as worker, j.locked_at::text as "lockedAt", j.run_at::text as "runAt", l.pid || ' ' || l.objid as life
          from onward_jobs._private_jobs j left join pg_locks l on l.locktype = 'advisory' and l.objsubid = 2
            and l.classid = 7166932::oid and l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid and l.granted`)
      ).map((job) => [job.id, job]),
    )
    const lives = new Set(
      (
        await sql.rows<{ life: string }>(
          "select pid || ' ' || objid as life from pg_locks where locktype = 'advisory' and classid = 7166932::oid and granted",
        )
      ).map(({ life }) => life),
    )
    const stolen = [...before.values()].filter((was) => {
      const is = now.get(was.id)
      return (
        is &&
        was.life !== null &&
        lives.has(was.life) &&
        is.lockedAt !== was.lockedAt &&
        is.runAt === was.runAt
      )
    })
    before = now
    return stolen.map(({ id, worker }) => ({
      check: 'jobs',
      what: `job ${id} was taken from ${worker}, which lives`,
    }))
  }
}
