import type { OutboundAnswer } from '../../../server/channels/outbound.ts'
import type { Ctx } from '../../../server/context.ts'
import { emit } from '../../../server/events/events.ts'
import type { JobContext, JobHandler } from '../../../server/registry.ts'
import { longestFailing, nextTry } from './back-off.ts'
import {
  beginTry,
  earlierAt,
  endWaiting,
  lockDelivery,
  sendAgainAt,
  type TryResult,
  type WaitingDelivery,
  writeFailingSince,
  writeTry,
} from './deliveries.queries.ts'
import { signedHeaders } from './sign.ts'
import { disableWebhook, noteWorkspace } from './webhooks.queries.ts'
import { secretPlace } from './webhooks.ts'

const excerptLength = 2000

/** Sends one message, once: a failure is written down and tried again later by another job. */
export const deliverJob: JobHandler = {
  name: 'webhooks.deliver',
  async run({ payload, ctx }) {
    const begun = await ctx.act(null, (act) => begin(act, payload.delivery as string))
    if (!begun) return
    const answer = begun.secrets.length === 0 ? unreadable : await send(ctx, begun)
    await ctx.act(null, (act) => finish(act, begun.delivery, answer))
  },
}

interface Begun {
  delivery: WaitingDelivery
  /** The newest first; none when it cannot be opened with the key of this install. */
  secrets: string[]
  at: Date
}

type Answer = OutboundAnswer | { ok: false; error: 'secret-unreadable'; milliseconds: number }

const unreadable: Answer = { ok: false, error: 'secret-unreadable', milliseconds: 0 }

/** Takes a message in hand; null: it has ended, or one about the same record has to go first. */
async function begin(ctx: Ctx, id: string): Promise<Begun | null> {
  const delivery = await lockDelivery(ctx, id)
  if (!delivery?.isActive) return null
  const earlier = await earlierAt(ctx, delivery)
  if (earlier) {
    const next = new Date(Math.max(earlier.getTime(), ctx.now.getTime()) + 1000)
    await sendAgainAt(ctx, id, delivery.webhook, next)
    return null
  }
  await beginTry(ctx, id, nextTry(delivery.attempts + 1, ctx.now) ?? ctx.now)
  return {
    delivery: { ...delivery, attempts: delivery.attempts + 1 },
    secrets: secretsOf(ctx, delivery),
    at: ctx.now,
  }
}

function secretsOf(ctx: Ctx, { secret, formerSecret, webhook }: WaitingDelivery): string[] {
  const open = (sealed: Buffer | null) =>
    sealed && ctx.install.secrets.open(sealed, secretPlace(ctx.workspace.id, webhook))
  const newest = open(secret)
  return newest === null ? [] : [newest, ...[open(formerSecret)].filter((one) => one !== null)]
}

function send({ install }: JobContext, { delivery: { id, url, body }, secrets, at }: Begun) {
  const headers = signedHeaders(secrets, { id, at, body })
  return install.outbound.send({ url, method: 'POST', headers, body })
}

async function finish(ctx: Ctx, tried: WaitingDelivery, answer: Answer): Promise<void> {
  // Somebody may have switched the webhook off, or deleted it, while the answer was waited for.
  const delivery = await lockDelivery(ctx, tried.id)
  if (!delivery) return
  const isDelivered = answer.ok && answer.status >= 200 && answer.status < 300
  const nextAt = isDelivered ? null : nextTry(tried.attempts, ctx.now)
  await writeTry(ctx, tried.id, resultOf(answer, isDelivered, nextAt))
  if (isDelivered) return writeFailingSince(ctx, delivery.webhook, null)
  const since = delivery.failingSince ?? ctx.now
  await writeFailingSince(ctx, delivery.webhook, since)
  if (nextAt) await sendAgainAt(ctx, tried.id, delivery.webhook, nextAt)
  const isGone = answer.ok && answer.status === 410
  if (isGone || ctx.now.getTime() - since.getTime() >= longestFailing)
    await switchOff(ctx, delivery, isGone ? 'gone' : 'failing')
}

function resultOf(answer: Answer, isDelivered: boolean, nextAt: Date | null): TryResult {
  const status = isDelivered ? 'delivered' : nextAt ? 'waiting' : 'dead'
  const { milliseconds } = answer
  if (!answer.ok)
    return { status, nextAt, answerStatus: null, answerExcerpt: null, error: answer.error, milliseconds }
  // A text of the database holds no NUL and no half of a character.
  const answerExcerpt = Buffer.from(answer.body.slice(0, excerptLength).replaceAll('\0', '')).toString()
  const error = isDelivered ? null : 'answer-refused'
  return { status, nextAt, answerStatus: answer.status, answerExcerpt, error, milliseconds }
}

/** Its owner is told by an event; the page of webhooks says it to every administrator. */
async function switchOff(
  ctx: Ctx,
  { webhook, user }: WaitingDelivery,
  reason: 'failing' | 'gone',
): Promise<void> {
  await disableWebhook(ctx, webhook, reason)
  await endWaiting(ctx, webhook)
  await noteWorkspace(ctx)
  emit(ctx, { kind: 'user.webhook-switched-off', entity: 'user', recordId: user, data: { webhook, reason } })
}
