import { defineWebModule } from '../../../web/app/web-module.ts'

/** Why somebody sees a record or does not, for administrators. */
export const oversightWeb = defineWebModule({
  name: 'oversight',
  settings: [
    {
      id: 'access',
      labelKey: 'oversight.title',
      wordsKey: 'oversight.words',
      icon: 'eye',
      group: 'company',
      order: 13,
      needs: 'settings:update',
      load: async () => (await import('./access-page.tsx')).AccessPage,
    },
  ],
  recordParts: [
    {
      id: 'who-sees',
      place: 'tools',
      order: 90,
      fits: ({ ownerField }) => ownerField !== null,
      isRare: true,
      load: async () => (await import('./who-sees-button.tsx')).WhoSeesButton,
    },
  ],
})
