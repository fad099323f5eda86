import { defineWebModule } from '../../../web/app/web-module.ts'

/** Saving records as a file: from lists and the command menu, and what has been saved so far. */
export const exportsWeb = defineWebModule({
  name: 'exports',
  bulkActs: [
    {
      id: 'record.export',
      titleKey: 'exports.act',
      icon: 'exportFile',
      keys: 'Shift+e',
      needs: ['export'],
      fits: () => true,
      ofPage: true,
      load: async () => (await import('./export-dialog.tsx')).ExportDialog,
    },
  ],
  settings: [
    {
      id: 'exports',
      labelKey: 'exports.title',
      wordsKey: 'exports.words',
      icon: 'exportFile',
      group: 'personal',
      order: 40,
      load: async () => (await import('./exports-page.tsx')).ExportsPage,
    },
  ],
  background: async () => (await import('./watch-exports.tsx')).WatchExports,
})
