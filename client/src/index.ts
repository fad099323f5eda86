export {
  type Client,
  type ClientOptions,
  createClient,
  type ListQuery,
  type Page,
  type WriteOptions,
} from './client.ts'
export { OnwardError, type Problem } from './error.ts'
export type { Commands, Kinds, Questions } from './types.ts'
export { verifyWebhook, type WebhookHeaders, type WebhookMessage } from './webhook.ts'
