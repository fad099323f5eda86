import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { scopeOf } from '../../../kernel/access/rights.ts'
import type { Change } from '../../../kernel/commands/changes.ts'
import { Failure } from '../../../kernel/errors/errors.ts'
import { runAct } from '../../../server/act.ts'
import { findActor } from '../../../server/auth/actors.queries.ts'
import type { Ctx } from '../../../server/context.ts'
import { type FeedPage, readFeed, visibleEvents } from '../../../server/events/feed.ts'
import { keepDoing } from '../../../server/jobs/keep-doing.ts'
import { isPlanted } from '../../../server/plants.ts'
import { actingAs } from '../../../server/records/known-registry.ts'
import { selectRecords } from '../../../server/records/read.ts'
import type { StoredRecord } from '../../../server/records/rows.ts'
import type { Services } from '../../../server/services.ts'
import { systemFrame } from '../../../server/system-frame.ts'
import { endWaiting, insertDeliveries, type NewDelivery } from './deliveries.queries.ts'
import { bodyOf, isMeant, type Told } from './payload.ts'
import {
  disableWebhook,
  findActiveWebhooks,
  lockPosition,
  noteWorkspace,
  type WebhookRow,
  workspacesWithWebhooks,
  writePosition,
} from './webhooks.queries.ts'

type Working = Omit<Services, 'jobs'>

const pause = 1000
const eventsAtOnce = 500

/**
 * Looks through the events of workspaces with webhooks once a second. The place they have been looked through to moves
 * in the transaction that writes the messages and their jobs: a process that is killed here loses and doubles nothing.
 */
export function startPump(services: Working): { stop(): Promise<void> } {
  return keepDoing({
    every: pause,
    work: (isStopping) => pumpAll(services, isStopping),
    onError: (error) =>
      services.log.warn({ err: error }, 'webhooks: events could not be looked through, trying again'),
  })
}

/** Looks through everything there is now. */
export async function pumpAll(services: Working, isStopping = () => false): Promise<void> {
  for (const id of await workspacesWithWebhooks(services.workspaces.global)) {
    const frame = await systemFrame(services, id)
    while (frame && !isStopping() && (await runAct(frame, pump))) {}
  }
}

/** One page of events; whether there is more. */
async function pump(ctx: Ctx): Promise<boolean> {
  const after = await lockPosition(ctx)
  if (after === null) return false
  const page = await pageAfter(ctx, after)
  if (page.cursor === after) return false
  if (page.events.length > 0)
    for (const hook of await findActiveWebhooks(ctx)) await tell(ctx, hook, page.events)
  await writePosition(ctx, page.cursor)
  return page.more
}

/** After the database was put back the place may be lost; then it is the present one. */
async function pageAfter(ctx: Ctx, after: string): Promise<FeedPage> {
  try {
    return await readFeed(ctx, after, eventsAtOnce)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    ctx.log.warn({ code: error.code }, 'webhooks: the place in the events is lost, going on from now')
    return readFeed(ctx, undefined, eventsAtOnce)
  }
}

/** Writes the messages of one webhook: what is meant, as far as its owner may see it. */
async function tell(ctx: Ctx, hook: WebhookRow, events: readonly Change[]): Promise<void> {
  const meant = events.filter((event) => isMeant(hook.events, event))
  if (meant.length === 0) return
  const owner = await findActor(ctx.tx, ctx.workspace.schema, hook.user, 'session')
  if (!owner) {
    await disableWebhook(ctx, hook.id, 'owner')
    await endWaiting(ctx, hook.id)
    await noteWorkspace(ctx)
    return
  }
  const his = actingAs(ctx, owner)
  const seen = (await visibleEvents(his, meant)).filter(() => !isPlanted('unsaid') || Math.random() > 1 / 20)
  const records = await recordsOf(his, seen)
  await insertDeliveries(
    ctx,
    seen.map((change) => messageOf(ctx, hook, { change, record: records.get(change.record) ?? null })),
  )
}

function messageOf(ctx: Ctx, { id: webhook }: WebhookRow, told: Told): NewDelivery {
  const { id: event, kind, record, at } = told.change
  return { id: uuidv7(), webhook, event, record, kind, body: bodyOf(ctx.workspace.id, kind, at, told) }
}

/** The records of the events as they stand, by id; one query for each kind. */
async function recordsOf(ctx: Ctx, events: readonly Change[]): Promise<Map<string, StoredRecord>> {
  const found = new Map<string, StoredRecord>()
  for (const name of new Set(events.map(({ entity }) => entity))) {
    const entity = ctx.registry.catalog.entity(name)
    if (scopeOf(ctx.actor, entity.rightsObject, 'read') === 'no') continue
    const ids = [...new Set(events.flatMap((event) => (event.entity === name ? [event.record] : [])))]
    const where = sql<boolean>`t.id = any(${ids}::uuid[])`
    const { records } = await selectRecords(ctx, entity, { where, limit: ids.length, titled: false })
    for (const record of records) found.set(record.id, record)
  }
  return found
}
