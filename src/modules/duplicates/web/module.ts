import { isMergeable, mostMerged } from '../../../kernel/entities/entity.ts'
import { defineWebModule } from '../../../web/app/web-module.ts'
import { company, contact } from '../../customers/index.ts'
import { lead } from '../../leads/index.ts'
import { duplicatesScreen } from './screens.ts'

/** The review of duplicates, merging from lists, and taking apart from the page of a record. */
export const duplicatesWeb = defineWebModule({
  name: 'duplicates',
  nouns: [company, contact, lead],
  screens: [duplicatesScreen],
  nav: [
    {
      id: 'duplicates',
      to: '/duplicates',
      icon: 'copy',
      labelKey: 'duplicates.title',
      group: 'customers',
      order: 80,
      needs: 'contact:update',
    },
  ],
  settings: [
    {
      id: 'duplicates-settings',
      labelKey: 'duplicates.settings.title',
      wordsKey: 'duplicates.words',
      icon: 'copy',
      group: 'work',
      order: 60,
      needs: 'settings:update',
      load: async () => (await import('./settings/duplicates-settings.tsx')).DuplicatesSettings,
    },
  ],
  bulkActs: [
    {
      id: 'record.merge',
      titleKey: 'duplicates.merge',
      icon: 'copy',
      keys: 'Shift+m',
      needs: ['update', 'delete'],
      fits: (entity, rows, isWhole) =>
        !isWhole && isMergeable(entity) && rows.length >= 2 && rows.length <= mostMerged,
      load: async () => (await import('./merge/merge-rows.tsx')).MergeRows,
    },
  ],
  recordParts: [
    {
      id: 'merged',
      place: 'header',
      order: 90,
      fits: isMergeable,
      isRare: true,
      load: async () => (await import('./merge/merged-part.tsx')).MergedPart,
    },
  ],
})
