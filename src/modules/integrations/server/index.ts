import type { ServerModule } from '../../../server/registry.ts'
import { deliverJob } from './deliver.job.ts'
import { removeOldDeliveries } from './deliveries.queries.ts'
import { startPump } from './pump.ts'
import {
  createWebhookHandler,
  deleteWebhookHandler,
  listDeliveriesAnswer,
  listWebhooksAnswer,
  pingWebhookHandler,
  renewSecretHandler,
  replayDeliveryHandler,
  updateWebhookHandler,
} from './webhooks.ts'

const keptDays = 30

export const integrationsServer: ServerModule = {
  name: 'integrations',
  commands: [
    createWebhookHandler,
    updateWebhookHandler,
    deleteWebhookHandler,
    renewSecretHandler,
    pingWebhookHandler,
    replayDeliveryHandler,
  ],
  queries: [listWebhooksAnswer, listDeliveriesAnswer],
  jobs: [deliverJob],
  background: startPump,
  keepHouse: ({ tx, now }) => removeOldDeliveries(tx, new Date(now.getTime() - keptDays * 86_400_000)),
}
