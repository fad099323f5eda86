export { createWebhook, listWebhooks } from './webhook.commands.ts'
