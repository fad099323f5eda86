import type { Task } from 'graphile-worker'
import { sql } from 'kysely'
import { type ActFrame, runAct, runSnapshot } from '../act.ts'
import { findActor } from '../auth/actors.queries.ts'
import { findKeyActor, findKeyScopes } from '../auth/keys.queries.ts'
import { failureOf } from '../db/database-errors.ts'
import { keepIndexes } from '../db/indexes.ts'
import type { JobContext, JobHandler } from '../registry.ts'
import { installOf, type Services } from '../services.ts'
import { systemActor } from '../workspaces.ts'

/** What `addJob` puts into the queue: the workspace and who asked, beside the job's own particulars. */
interface Enqueued {
  workspace: string
  actor: string
  key?: string
  [particular: string]: unknown
}

/** A job of a module as the queue runs it: in its workspace, under the rights of whoever it acts for. */
export function taskOf(services: Omit<Services, 'jobs'>, job: JobHandler): Task {
  return async (raw, { abortSignal, job: { id, attempts } }) => {
    const { workspace: workspaceId, actor: enqueuedBy, key, ...payload } = raw as Enqueued
    // Fresh: a job may begin before this process has heard of what the act that enqueued it has changed.
    const found = await services.workspaces.find(workspaceId, true)
    if (!found) return
    const install = installOf(services)
    const frameOf = async (actorId: string | null): Promise<ActFrame> => {
      const { schema, locale } = found.workspace
      const keyId = actorId === enqueuedBy ? key : undefined
      const actor = actorId ? await actorOf(services, schema, actorId, keyId) : null
      const { registry, log, now } = services
      return { ...found, registry, install, actor: actor ?? systemActor, locale, log, now }
    }
    const ctx: JobContext = {
      workspaceId,
      install,
      act: async (actorId, work) => runAct(await frameOf(actorId), work),
      snapshot: async (actorId, work) => runSnapshot(await frameOf(actorId), work),
      keepIndexes: (table, plans) => keepIndexes(found.db, found.workspace.schema, table, plans),
      progressed: attemptReset(id, attempts),
      signal: abortSignal ?? new AbortController().signal,
    }
    await job.run({ payload: { ...payload, enqueuedBy }, ctx })
  }
}

/** Sets the attempts of a job back to one, in the first act that asks and commits. */
function attemptReset(jobId: string, attempts: number): JobContext['progressed'] {
  let isCounted = attempts > 1
  return async (ctx) => {
    if (!isCounted) return
    await sql`update onward_jobs._private_jobs set attempts = 1 where id = ${jobId}`.execute(ctx.tx)
    ctx.afterCommit.push(() => {
      isCounted = false
    })
  }
}

/**
 * The user, or the API key, a job acts for; null when they may not act any more. A database that is away is a
 * `Failure` instead, so that the job is tried again.
 */
async function actorOf(
  { workspaces: { global } }: Pick<Services, 'workspaces'>,
  schema: string,
  userId: string,
  keyId?: string,
) {
  try {
    if (!keyId) return await findActor(global, schema, userId, 'session')
    const scopes = await findKeyScopes(global, keyId)
    return await findKeyActor(global, schema, { id: keyId, userId, scopes })
  } catch (error) {
    throw failureOf(error) ?? error
  }
}
