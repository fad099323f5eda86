import { defineWebModule } from '../../../web/app/web-module.ts'
import { runScreen } from './screens.ts'

/** Changes of many records: those under way in the tray, those done so far, and each with what refused. */
export const bulkWeb = defineWebModule({
  name: 'bulk',
  screens: [runScreen],
  settings: [
    {
      id: 'jobs',
      labelKey: 'bulk.title',
      wordsKey: 'bulk.words',
      icon: 'history',
      group: 'personal',
      order: 30,
      load: async () => (await import('./runs-page.tsx')).RunsPage,
    },
  ],
  background: async () => (await import('./watch-runs.tsx')).WatchRuns,
})
