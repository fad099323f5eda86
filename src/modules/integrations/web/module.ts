import { defineWebModule } from '../../../web/app/web-module.ts'

/** Settings of what other programs are told. */
export const integrationsWeb = defineWebModule({
  name: 'integrations',
  settings: [
    {
      id: 'webhooks',
      labelKey: 'integrations.title',
      wordsKey: 'integrations.words',
      icon: 'send',
      group: 'platform',
      order: 11,
      needs: 'settings:update',
      load: async () => (await import('./webhooks.tsx')).Webhooks,
    },
  ],
})
