import { uuidv7 } from 'uuidv7'
import { fail } from '../../../kernel/errors/errors.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import { readFeed } from '../../../server/events/feed.ts'
import { answer, handle } from '../../../server/registry.ts'
import {
  createWebhook,
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  pingWebhook,
  renewWebhookSecret,
  replayDelivery,
  updateWebhook,
} from '../webhook.commands.ts'
import {
  endWaiting,
  findDeliveries,
  insertDeliveries,
  reviveDelivery,
  sendAgainAt,
} from './deliveries.queries.ts'
import { bodyOf } from './payload.ts'
import { newSecret } from './sign.ts'
import {
  findActiveWebhooks,
  findWebhooks,
  insertWebhook,
  lockWebhook,
  noteWorkspace,
  removeWebhook,
  type WebhookRow,
  writePosition,
  writeSecret,
  writeWebhook,
} from './webhooks.queries.ts'

const mostWebhooks = 50
/** For how long a secret that was renewed signs beside the new one. */
const formerSigns = 24 * 3_600_000

export const createWebhookHandler = handle(createWebhook, async (ctx, { name, url, events }) => {
  requireOutside(ctx, url)
  requireKinds(ctx, events)
  if ((await findWebhooks(ctx)).length >= mostWebhooks) fail('webhook.too-many', { most: mostWebhooks })
  const [id, secret] = [uuidv7(), newSecret()]
  await beginFromNow(ctx)
  await insertWebhook(ctx, { id, name, url, events, secret: sealed(ctx, id, secret) })
  await noteWorkspace(ctx)
  note(ctx, 'created', { id, name })
  return { id, secret }
})

export const updateWebhookHandler = handle(updateWebhook, async (ctx, { id, ...changes }) => {
  const before = await requireWebhook(ctx, id)
  const after = { ...before, ...changes }
  if (changes.url !== undefined) requireOutside(ctx, changes.url)
  if (changes.events) requireKinds(ctx, changes.events)
  if (!before.isActive && after.isActive) await beginFromNow(ctx)
  await writeWebhook(ctx, after)
  if (before.isActive && !after.isActive) await endWaiting(ctx, id)
  await noteWorkspace(ctx)
  note(ctx, 'changed', after)
  return {}
})

export const deleteWebhookHandler = handle(deleteWebhook, async (ctx, { id }) => {
  const gone = await requireWebhook(ctx, id)
  await removeWebhook(ctx, id)
  await noteWorkspace(ctx)
  note(ctx, 'deleted', gone)
  return {}
})

export const renewSecretHandler = handle(renewWebhookSecret, async (ctx, { id }) => {
  const hook = await requireWebhook(ctx, id)
  const secret = newSecret()
  const until = new Date(ctx.now.getTime() + formerSigns)
  await writeSecret(ctx, id, sealed(ctx, id, secret), until)
  note(ctx, 'secret-renewed', hook)
  return { secret }
})

export const pingWebhookHandler = handle(pingWebhook, async (ctx, { id }) => {
  const { isActive } = await requireWebhook(ctx, id)
  if (!isActive) fail('webhook.switched-off')
  const delivery = uuidv7()
  const body = bodyOf(ctx.workspace.id, 'ping', ctx.now.toISOString(), null)
  await insertDeliveries(ctx, [
    { id: delivery, webhook: id, event: delivery, record: id, kind: 'ping', body },
  ])
  return { delivery }
})

export const replayDeliveryHandler = handle(replayDelivery, async (ctx, { delivery }) => {
  const revived = await reviveDelivery(ctx, delivery)
  if (!revived) fail('record.not-found', { entity: 'webhookDelivery' })
  if (!revived.isActive) fail('webhook.switched-off')
  await sendAgainAt(ctx, delivery, revived.webhook, ctx.now)
  return {}
})

export const listWebhooksAnswer = answer(listWebhooks, async (ctx) => {
  const hooks = await findWebhooks(ctx)
  return {
    items: hooks.map(({ userName: _, ...hook }) => hook),
    titles: Object.fromEntries(hooks.map(({ user, userName }) => [user, userName])),
    kinds: ctx.registry.catalog.entities.map(({ name }) => name),
  }
})

export const listDeliveriesAnswer = answer(listDeliveries, async (ctx, { id, status, cursor, limit }) => {
  const hooks = await findWebhooks(ctx)
  if (!hooks.some((hook) => hook.id === id)) fail('record.not-found', { entity: 'webhook' })
  const rows = await findDeliveries(ctx, id, {
    status,
    before: cursor ? readCursor(cursor) : null,
    limit: limit + 1,
  })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const isMore = rows.length > limit && last
  return {
    items,
    nextCursor: isMore ? Buffer.from(`${last.createdAt} ${last.id}`).toString('base64url') : null,
  }
})

/** Says in the log of events who has had his hand in what leaves the house. The address may hold a token. */
function note(ctx: Ctx, verb: string, { id: webhook, name }: Pick<WebhookRow, 'id' | 'name'>): void {
  const { userId: recordId } = ctx.actor
  emit(ctx, { kind: `user.webhook-${verb}`, entity: 'user', recordId, data: { webhook, name } })
}

async function requireWebhook(ctx: Ctx, id: string): Promise<WebhookRow> {
  return (await lockWebhook(ctx, id)) ?? fail('record.not-found', { entity: 'webhook' })
}

/** The first webhook at work begins with what happens from now on, wherever an earlier one has ended. */
async function beginFromNow(ctx: Ctx): Promise<void> {
  if ((await findActiveWebhooks(ctx)).length > 0) return
  const { cursor } = await readFeed(ctx, undefined, 1)
  await writePosition(ctx, cursor)
}

function requireOutside({ install }: Ctx, url: string): void {
  const reason = install.outbound.complaint(url)
  if (reason) fail('input.invalid', {}, [{ field: 'url', error: 'value.not-outside', params: { reason } }])
}

/** Every event is one about a kind of record there is. */
function requireKinds({ registry }: Ctx, events: readonly string[]): void {
  const problems = events.flatMap((event, at) => {
    const [kind = ''] = event.split('.')
    const isKnown = kind === '*' || registry.catalog.find(kind)
    return isKnown ? [] : [{ field: `events.${at}`, error: 'value.not-found' }]
  })
  if (problems.length > 0) fail('input.invalid', {}, problems)
}

function sealed({ install, workspace }: Ctx, id: string, secret: string): Buffer {
  return install.secrets.seal(secret, secretPlace(workspace.id, id))
}

/** Where the secret of a webhook is kept, as it is sealed for. */
export function secretPlace(workspaceId: string, id: string): string {
  return `${workspaceId} webhooks ${id}`
}

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    fail('input.bad-cursor')
  return { at: new Date(at).toISOString(), id }
}
