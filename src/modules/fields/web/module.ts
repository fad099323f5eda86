import { defineWebModule } from '../../../web/app/web-module.ts'
import { customField, customObject } from '../field.entity.ts'

/** Settings of the fields and nouns a workspace adds. */
export const fieldsWeb = defineWebModule({
  name: 'fields',
  nouns: [customField, customObject],
  settings: [
    {
      id: 'fields',
      labelKey: 'customFields.title',
      wordsKey: 'customFields.words',
      icon: 'object',
      group: 'work',
      order: 5,
      needs: 'settings:update',
      load: async () => (await import('./fields-page.tsx')).FieldsPage,
    },
  ],
})
