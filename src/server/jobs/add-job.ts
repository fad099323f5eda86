import { sql } from 'kysely'
import type { Ctx } from '../context.ts'

/** Puts a job into the queue with the transaction; jobs of one `queue` are done one after the other. */
export async function addJob(
  tx: Ctx['tx'],
  job: string,
  payload: { workspace: string; actor: string; key?: string | null; [particular: string]: unknown },
  queue: string | null = null,
): Promise<void> {
  await sql`
    select onward_jobs.add_job(${job}, ${JSON.stringify(payload)}::json, queue_name => ${queue}, max_attempts => 5)`.execute(
    tx,
  )
}
