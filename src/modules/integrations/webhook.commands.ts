import { z } from 'zod'
import { defineCommand, defineQuery } from '../../kernel/commands/command.ts'

/** `*`, every event about a kind (`deal.*`) or one event (`deal.won`). */
const pattern = z
  .string()
  .max(80)
  .regex(/^(\*|[a-zA-Z][a-zA-Z0-9_]*\.(\*|[a-z][a-z-]*))$/)

const settings = {
  name: z.string().trim().min(1).max(80),
  url: z.url().max(2000),
  events: z.array(pattern).min(1).max(50).describe('`*`, `deal.*` or `deal.won`'),
}
const id = z.uuid()
const secret = z.string().describe('`whsec_…`; it is in this answer and nowhere else')

/** Has events sent to an address from now on, as far as whoever makes it may see them. */
export const createWebhook = defineCommand({
  name: 'webhook.create',
  needs: 'settings:update',
  input: z.strictObject(settings),
  output: z.object({ id, secret }),
  secretAnswer: true,
})

/** Changes a webhook; one that is switched on again is sent what happens from then on. */
export const updateWebhook = defineCommand({
  name: 'webhook.update',
  needs: 'settings:update',
  input: z.strictObject({
    id,
    ...z.strictObject(settings).partial().shape,
    isActive: z.boolean().optional(),
  }),
  output: z.object({}),
})

/** Removes a webhook with the log of its deliveries. */
export const deleteWebhook = defineCommand({
  name: 'webhook.delete',
  needs: 'settings:update',
  input: z.strictObject({ id }),
  output: z.object({}),
})

/** Gives a webhook another secret; for a day messages are signed with the one before as well. */
export const renewWebhookSecret = defineCommand({
  name: 'webhook.renewSecret',
  needs: 'settings:update',
  input: z.strictObject({ id }),
  output: z.object({ secret }),
  secretAnswer: true,
})

/** Sends a webhook a trial message of the type `ping`. */
export const pingWebhook = defineCommand({
  name: 'webhook.ping',
  needs: 'settings:update',
  input: z.strictObject({ id }),
  output: z.object({ delivery: z.uuid() }),
})

/** Sends a delivery that has ended once more, with the same id and body. */
export const replayDelivery = defineCommand({
  name: 'webhook.replay',
  needs: 'settings:update',
  input: z.strictObject({ delivery: z.uuid() }),
  output: z.object({}),
})

export const listWebhooks = defineQuery({
  name: 'webhooks',
  path: '/webhooks',
  needs: 'settings:update',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        url: z.string(),
        events: z.array(z.string()),
        user: z.uuid().describe('Sees what is sent'),
        isActive: z.boolean(),
        failingSince: z.iso.datetime().nullable(),
        disabledReason: z
          .enum(['failing', 'gone', 'owner'])
          .nullable()
          .describe('Why it was switched off by itself'),
        createdAt: z.iso.datetime(),
      }),
    ),
    titles: z.record(z.string(), z.string()).describe('Names of the users by id'),
    kinds: z.array(z.string()).describe('Kinds of records there can be events about'),
  }),
})

export const deliveryStatuses = ['waiting', 'delivered', 'dead'] as const

/** What was sent to a webhook within the last thirty days, newest first. */
export const listDeliveries = defineQuery({
  name: 'webhookDeliveries',
  path: '/webhooks/:id/deliveries',
  needs: 'settings:update',
  input: z.object({
    id,
    status: z.enum(deliveryStatuses).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        record: z.uuid(),
        status: z.enum(deliveryStatuses),
        attempts: z.int(),
        createdAt: z.iso.datetime(),
        sentAt: z.iso.datetime().nullable(),
        nextAt: z.iso.datetime().nullable(),
        answerStatus: z.int().nullable(),
        answerExcerpt: z.string().nullable(),
        error: z.string().nullable(),
        milliseconds: z.int().nullable(),
        bodyExcerpt: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
})
