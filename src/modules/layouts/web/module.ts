import { defineWebModule } from '../../../web/app/web-module.ts'

/** How records are laid out: the editor in Settings, and the question for fields a stage needs. */
export const layoutsWeb = defineWebModule({
  name: 'layouts',
  settings: [
    {
      id: 'layouts',
      labelKey: 'layouts.title',
      wordsKey: 'layouts.words',
      icon: 'columns',
      group: 'work',
      order: 6,
      needs: 'settings:update',
      load: async () => (await import('./layouts-page.tsx')).LayoutsPage,
    },
  ],
  background: async () => (await import('./missing-host.tsx')).MissingHost,
})
