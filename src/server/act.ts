import type { FastifyBaseLogger } from 'fastify'
import { uuidv7 } from 'uuidv7'
import type { Actor } from '../kernel/access/rights.ts'
import { Failure } from '../kernel/errors/errors.ts'
import type { Ctx, Install, Workspace } from './context.ts'
import type { Db, Tx } from './db/database.ts'
import { failureOf, isRetryable } from './db/database-errors.ts'
import { endAct } from './events/events.ts'
import { addJob } from './jobs/add-job.ts'
import { plantAtTheEnd, plantMidway } from './plants.ts'
import { registryOf } from './records/custom-model.ts'
import { registryFor } from './records/known-registry.ts'
import type { Registry } from './registry.ts'

/** Everything an act needs that outlives it. */
export interface ActFrame {
  db: Db
  registry: Registry
  install: Install
  workspace: Workspace
  actor: Actor
  locale: 'ru' | 'en'
  log: FastifyBaseLogger
  /** The clock; the sample data and tests set it. */
  now?: () => Date
}

const tries = 5

/**
 * Runs `work` as one act: one transaction in which the change, its events, what is needed to undo it and its
 * jobs are written together or not at all. A serialization failure or deadlock runs it again.
 * Refusals of the database (a law, a unique index) become the declared errors.
 */
export async function runAct<Result>(frame: ActFrame, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { result, afterCommit } = await frame.db.transaction().execute(async (tx) => {
        const ctx = contextOf(frame, tx)
        const result = await work(ctx)
        if (ctx.events.length > 0)
          for (const { whenActEnds } of frame.registry.modules) await whenActEnds?.(ctx)
        await plantMidway(tx, frame.workspace.schema)
        if (!(await plantAtTheEnd(tx))) await endAct(ctx)
        return { result, afterCommit: ctx.afterCommit }
      })
      for (const react of afterCommit) react()
      return result
    } catch (error) {
      if (error instanceof Failure) throw error
      if (isRetryable(error) && attempt < tries) continue
      throw failureOf(error) ?? error
    }
  }
}

/** Runs `work` in a transaction that may only read. */
export async function runRead<Result>(frame: ActFrame, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  const { result, viewed } = await readIn(frame, 'read committed', async (ctx) => ({
    result: await work(ctx),
    viewed: ctx.viewed,
  }))
  if (viewed && viewed.size > 0)
    for (const { whenRead } of frame.registry.modules) await whenRead?.(frame, viewed)
  return result
}

/**
 * The same, and all that `work` reads is as it was at one moment. Meant for work of minutes; it may be run again from
 * its beginning.
 */
export function runSnapshot<Result>(frame: ActFrame, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return readIn(frame, 'repeatable read', work)
}

async function readIn<Result>(
  frame: ActFrame,
  isolation: 'read committed' | 'repeatable read',
  work: (ctx: Ctx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      const reading = frame.db.transaction().setAccessMode('read only')
      const begun = isolation === 'repeatable read' ? reading.setIsolationLevel(isolation) : reading
      return await begun.execute((tx) => work(contextOf(frame, tx)))
    } catch (error) {
      if (error instanceof Failure) throw error
      if (isRetryable(error) && attempt < tries) continue
      throw failureOf(error) ?? error
    }
  }
}

function contextOf({ registry, install, workspace, actor, locale, log, now }: ActFrame, tx: Tx): Ctx {
  return {
    workspace,
    actor,
    tx,
    now: now?.() ?? new Date(),
    locale,
    log,
    registry: registryFor(registryOf(registry, workspace.custom), actor),
    install,
    act: uuidv7(),
    events: [],
    rowsBefore: new Map(),
    rowsLocked: new Map(),
    told: new Set(),
    placed: [],
    viewed: actor.viewsPerHour == null ? null : new Set(),
    afterCommit: [],
    enqueue: (job, payload, queue = null) =>
      addJob(tx, job, { ...payload, workspace: workspace.id, actor: actor.userId, key: actor.keyId }, queue),
  }
}
