import type { z } from 'zod'
import type { listDeliveries, listWebhooks } from '../webhook.commands.ts'

export type Webhook = z.output<typeof listWebhooks.output>['items'][number]
export type Delivery = z.output<typeof listDeliveries.output>['items'][number]

/** What shows webhooks and their deliveries is fetched again. */
export const touches = [{ entity: 'webhook' }]
